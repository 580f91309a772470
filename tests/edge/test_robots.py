"""What robots.txt lets us read; over HTTP in test_http.py."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.edge.robots import (
    FAILURE_KEPT_S,
    KEPT_S,
    MAX_PARSED_BYTES,
    RobotsCache,
    Rules,
    parse_rules,
    product_token,
    rules_after_failure,
)
from newslake.errors import FetchError
from newslake.model import Reason


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: newslake\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: NEWSLAKE\nDisallow: /a", "/a", False),
        ("user agent NewsLake/2.0 # us\nDisallow: /a", "/a", False),
        ("User-agent: other\nUser-agent: newslake\nDisallow: /a", "/a", False),
        ("User-agent: newslake\nUser-agent: other\nDisallow: /a", "/a", False),
        ("User-agent: newslake\nDisallow: /b\nUser-agent: other\nDisallow: /a", "/a", True),
        ("User-agent:\nDisallow: /a", "/a", True),
        ("User-agent: news\nDisallow: /", "/a", True),
        ("User-agent: lake\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /a%3cd.html", "/a%3Cd.html", False),
        ("User-agent: *\nDisallow: /ລາວ", "/%E0%BA%A5%E0%BA%B2%E0%BA%A7", False),
        ("<!doctype html><title>Not found</title>", "/a", True),
        ("User-agent: *\rDisallow: /a", "/a", False),
    ],
)
def test_rules(text, path, allowed):
    """The most specific rule of our own group, else of the group for all, decides."""
    assert parse_rules(text.encode(), "newslake").allow(f"http://h{path}") is allowed


def test_a_byte_order_mark_is_no_rule():
    """A file that starts with a byte order mark is read like any other."""
    assert not parse_rules(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "newslake").allow("http://h/a")


def test_only_the_first_500_kib_count_and_no_half_line():
    """What follows is ignored; the line that the cut divides does not turn into a wider rule."""
    head = b"User-agent: *\nDisallow: /early\n"
    half = b"Disallow: /drafts\n"
    filler = b"#" * (MAX_PARSED_BYTES - len(head) - len(b"\nDisallow: /")) + b"\n"
    rules = parse_rules(head + filler + half + b"Disallow: /late\n", "newslake")

    assert [rules.allow(f"http://h{path}") for path in ("/early", "/late", "/drafts", "/")] == [False, True, True, True]


def test_many_agents_with_many_rules():
    """The product of agents and rules costs nothing: 10,000 by 12,000 would stop the whole crawl."""
    text = "".join(f"User-agent: a{n}\n" for n in range(10_000)) + "Disallow: /x\n" * 12_000

    assert parse_rules(text.encode(), "newslake").allow("http://h/x")


@pytest.mark.parametrize(
    ("stated", "seconds"), [("7", 7), ("0.5", 0.5), ("86400", 30), ("-1", 0), ("nan", 0), ("inf", 0), ("soon", 0)]
)
def test_crawl_delay(stated, seconds):
    """Honoured up to a cap; nonsense is not stated."""
    assert parse_rules(f"User-agent: *\nCrawl-delay: {stated}".encode(), "newslake").crawl_delay_s == seconds


@given(st.one_of(st.binary(), st.text(alphabet="User-agent: *\nDisallow/$%[]é#").map(str.encode)), st.text())
def test_never_raises(body, path):
    """Any bytes are rules, and any path is allowed or not."""
    assert parse_rules(body, "newslake").allow(f"http://h/{path}") in (True, False)


@pytest.mark.parametrize(
    ("reason", "status", "allowed"),
    [
        (Reason.NOT_FOUND, 404, True),
        (Reason.GONE, 410, True),
        (Reason.HTTP_CLIENT, 401, True),
        (Reason.HTTP_CLIENT, 403, True),
        (Reason.NO_ANSWER, 204, True),
        (Reason.TOO_MANY_REDIRECTS, 302, True),
        (Reason.RATE_LIMITED, 429, False),
        (Reason.HTTP_SERVER, 503, False),
        (Reason.NO_ANSWER, None, False),
        (Reason.TIMEOUT, None, False),
        (Reason.ADDRESS_REFUSED, None, False),
        (Reason.BAD_ENCODING, None, False),
    ],
)
def test_no_file(reason, status, allowed):
    """No file allows everything; a file that cannot be had allows nothing for now."""
    rules = rules_after_failure(FetchError("http://h/robots.txt", reason, status=status), "newslake")

    assert (rules is not None and rules.allow("http://h/a")) is allowed


@pytest.mark.parametrize("agent", ["newslake/0.1 (+https://example.org)", "NewsLake", "newslake (+x/y)"])
def test_product_token(agent):
    """The first word of the User-Agent, without its version."""
    assert product_token(agent) == "newslake"


class Loader:
    """Gives one outcome and counts how often it is asked."""

    def __init__(self, outcome):
        self.outcome = outcome
        self.calls = 0
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, _origin):
        self.calls += 1
        await self.go.wait()
        return self.outcome, 0.25


RULES = Rules(parser=None, agent="newslake")
FAILED = FetchError("http://h/robots.txt", Reason.HTTP_SERVER, status=500, retryable=True)


def test_asked_once_by_many():
    """Thirty that need the same file together cause one request, and one more who gives up stops nobody."""

    async def run():
        loader = Loader(RULES)
        loader.go.clear()
        cache = RobotsCache(loader)
        first = asyncio.create_task(cache.known("http://h"))
        others = [asyncio.create_task(cache.known("http://h")) for _ in range(30)]
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.sleep(0)
        loader.go.set()
        known = await asyncio.gather(*others)
        return loader.calls, {k.rules for k in known}

    assert asyncio.run(run()) == (1, {RULES})


@pytest.mark.parametrize(("outcome", "kept_s"), [(RULES, KEPT_S), (FAILED, FAILURE_KEPT_S)])
def test_kept_for_a_while(outcome, kept_s):
    """An answer is kept for a day, a failure for a minute; then the host is asked again."""

    async def run():
        now = [0.0]
        loader = Loader(outcome)
        cache = RobotsCache(loader, clock=lambda: now[0])
        counts = []
        for now[0] in (0.0, kept_s, kept_s + 1):
            await cache.known("http://h")
            counts.append(loader.calls)
        return counts

    assert asyncio.run(run()) == [1, 1, 2]


def test_close_stops_asking():
    """Nothing keeps running behind the fetcher's back."""

    async def run():
        loader = Loader(RULES)
        loader.go.clear()
        cache = RobotsCache(loader)
        asking = asyncio.create_task(cache.known("http://h"))
        await asyncio.sleep(0)
        await cache.close()
        await asyncio.gather(asking, return_exceptions=True)
        return asking.cancelled()

    assert asyncio.run(run())
