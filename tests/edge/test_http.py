"""Fetching from real servers on loopback: honest, slow, broken and hostile ones."""

import asyncio
import gzip
import socket
from datetime import UTC

import brotli
import pytest
import zstandard

from newslake.edge.http import MAX_REDIRECTS, Fetcher, FetchPolicy
from newslake.edge.pace import Pace
from newslake.errors import FetchError, SettingsError
from newslake.model import Payload, Reason
from tests.edge.rawsite import Request, Site, answer, redirect

PAGE = "<html><p>ຂ່າວ: the lake is full.</p></html>".encode()
ROBOTS = "/robots.txt"


def policy(**changes):
    settings = {"user_agent": "newslake/0.1 (+test)", "allow": ("127.0.0.1",), "host_delay_s": 0, "timeout_s": 5}
    return FetchPolicy(**{**settings, **changes})


async def attempt(fetcher, url, **validators):
    """The payload, or the FetchError; any other exception fails the test."""
    try:
        return await fetcher.fetch(url, **validators)
    except FetchError as e:
        return e


def get(answers, path="/a", *, host=None, policy=policy(), **validators):  # noqa: B008 - frozen
    """Fetch one path of a site with these answers: the outcome, and the site with what it was asked."""

    async def run():
        async with Site(answers) as site, Fetcher(policy) as fetcher:
            return await attempt(fetcher, site.url(path, host=host), **validators), site

    return asyncio.run(run())


def fails(outcome, reason, *, retryable):
    assert isinstance(outcome, FetchError), outcome
    assert (outcome.reason, outcome.retryable) == (reason, retryable), str(outcome)
    return True


# ---------------------------------------------------------------- what comes back


def test_a_page():
    """A page comes back with its bytes, its headers in lower case, its type and charset, and when and how long."""
    payload, site = get(
        {"/a?b=%2Fc": answer(200, PAGE, "Content-Type: Text/HTML; charset=UTF-8", "X-A: é")}, "/a?b=%2Fc#d"
    )

    assert isinstance(payload, Payload)
    assert (payload.status, payload.body, payload.wire) == (200, PAGE, PAGE)
    assert (payload.media_type, payload.http_charset) == ("text/html", "utf-8")
    assert payload.headers[0] == ("content-type", "Text/HTML; charset=UTF-8")
    assert payload.header("x-a") == "é"
    assert (payload.requested_url, payload.final_url) == (site.url("/a?b=%2Fc#d"), site.url("/a?b=%2Fc"))
    assert payload.hops == ()
    assert payload.fetched_at.tzinfo is UTC
    assert 0 < payload.seconds < 5


def test_what_we_say_of_ourselves():
    """Our name, what we can read, and nothing else: no cookie, no referer, no credentials."""
    _, site = get({"/a": answer(200, PAGE)})

    assert set(site.requests[-1].headers) == {"host", "user-agent", "accept", "accept-encoding"}
    assert site.requests[-1].headers["user-agent"] == "newslake/0.1 (+test)"
    assert site.requests[-1].headers["accept-encoding"] == "gzip, deflate, br, zstd"


@pytest.mark.parametrize(
    ("coding", "encode"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)]
)
def test_the_wire_is_kept_as_received(coding, encode):
    """The body is decoded for us, and the compressed bytes stay as they came, for the archive."""
    wire = encode(PAGE)  # once: gzip writes the time into it
    payload, _ = get({"/a": answer(200, wire, f"Content-Encoding: {coding}")})

    assert (payload.body, payload.wire) == (PAGE, wire)


def test_chunked_and_unbounded_bodies():
    """A body may come in chunks, or end with the connection."""
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n4\r\nlake\r\n0\r\n\r\n"
    closing = b"HTTP/1.0 200 OK\r\n\r\nnewslake"

    assert get({"/a": chunked})[0].body == b"newslake"
    assert get({"/a": closing})[0].body == b"newslake"


def test_203_counts_as_200():
    """A proxy that says it touched the page does not lose it."""
    assert get({"/a": answer(203, PAGE)})[0].status == 200


def test_no_cookies_are_kept():
    """A cookie set by one answer is not sent with the next request."""

    async def run():
        async with Site({"/a": answer(200, PAGE, "Set-Cookie: id=1; Path=/")}) as site, Fetcher(policy()) as fetcher:
            await fetcher.fetch(site.url("/a"))
            await fetcher.fetch(site.url("/a"))
            return site.requests

    assert not any("cookie" in request.headers for request in asyncio.run(run()))


def test_no_proxy_from_the_environment(monkeypatch):
    """What the environment says of proxies is not for us."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    assert get({"/a": answer(200, PAGE)})[0].status == 200


def test_connections_are_used_again():
    """robots.txt and ten pages of one host come over one connection."""

    async def run():
        answers = {ROBOTS: answer(404), "/a": answer(200, PAGE)}
        async with Site(answers) as site, Fetcher(policy()) as fetcher:
            for _ in range(10):
                await fetcher.fetch(site.url("/a"))
            return site.connections, len(site.requests)

    assert asyncio.run(run()) == (1, 11)


def test_needs_its_context():
    """Used outside ``async with`` it is a bug, and told as one."""
    with pytest.raises(RuntimeError):
        asyncio.run(Fetcher(policy()).fetch("http://127.0.0.1:9/robots.txt"))


def test_bad_allowance_is_told_at_once():
    """A mistake in the settings shows before anything is fetched."""
    with pytest.raises(SettingsError):
        Fetcher(policy(allow=("localhost",)))


# ---------------------------------------------------------------- conditional GET


def test_not_modified():
    """Validators go out, and a 304 comes back as a payload without a body."""
    payload, site = get(
        {"/a": answer(304, b"", 'ETag: "v1"')}, etag='"v1"', last_modified="Sun, 01 Mar 2026 08:30:00 GMT"
    )

    assert (payload.status, payload.body, payload.wire) == (304, b"", b"")
    assert payload.header("etag") == '"v1"'
    sent = site.requests[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"v1"', "Sun, 01 Mar 2026 08:30:00 GMT")


def test_304_to_a_plain_question_is_no_answer():
    """A 304 that nobody asked for has no body to be the same as."""
    error, _ = get({"/a": answer(304)})

    assert fails(error, Reason.NO_ANSWER, retryable=True)


@pytest.mark.parametrize("etag", ['"a"\r\nX-Evil: 1', "ລາວ", "x" * 1000])
def test_validators_that_no_header_can_hold_are_left_out(etag):
    """Validators come from servers: one that would break the request is not sent."""
    payload, site = get({"/a": answer(200, PAGE)}, etag=etag)

    assert payload.status == 200
    assert not {"if-none-match", "x-evil"} & set(site.requests[-1].headers)


def test_validators_stay_with_their_host():
    """They are sent along redirects of the same host, to no other host, and never for robots.txt."""

    async def run():
        allow = ("127.0.0.1", "127.0.0.2")
        async with (
            Site({"/b": answer(200, PAGE)}, host="127.0.0.2") as other,
            Site({"/a": redirect("/c"), "/c": redirect(other.url("/b"))}) as site,
            Fetcher(policy(allow=allow)) as fetcher,
        ):
            await fetcher.fetch(site.url("/a"), etag='"v1"')
            return site.requests + other.requests

    sent = {request.target: "if-none-match" in request.headers for request in asyncio.run(run())}

    assert sent == {ROBOTS: False, "/a": True, "/c": True, "/b": False}


# ---------------------------------------------------------------- statuses


@pytest.mark.parametrize(
    ("status", "reason", "retryable"),
    [
        (403, Reason.HTTP_CLIENT, False),
        (404, Reason.NOT_FOUND, False),
        (410, Reason.GONE, False),
        (429, Reason.RATE_LIMITED, True),
        (500, Reason.HTTP_SERVER, True),
        (503, Reason.HTTP_SERVER, True),
        (204, Reason.NO_ANSWER, False),
        (206, Reason.NO_ANSWER, False),
        (302, Reason.NO_ANSWER, False),
    ],
)
def test_statuses(status, reason, retryable):
    """What is no page is an error with its status, in the name of the address asked for."""
    error, site = get({"/a": answer(status, b"" if status == 204 else PAGE)})

    assert fails(error, reason, retryable=retryable)
    assert (error.status, error.url, error.retry_after_s) == (status, site.url("/a"), None)


def test_retry_after_is_told():
    """Seconds, or a date by the server's own clock."""
    seconds, _ = get({"/a": answer(429, b"", "Retry-After: 7")})
    dated, _ = get(
        {"/a": answer(503, b"", "Date: Sun, 01 Mar 2026 08:30:00 GMT", "Retry-After: Sun, 01 Mar 2026 08:30:09 GMT")}
    )

    assert (seconds.retry_after_s, dated.retry_after_s) == (7, 9)


def test_a_host_that_wants_an_hour_of_quiet_gets_it():
    """After a long Retry-After the host is not asked again: its other pages fail at once, to be tried later."""

    async def run():
        answers = {"/a": answer(429, b"", "Retry-After: 3600"), "/b": answer(200, PAGE)}
        async with Site(answers) as site, Fetcher(policy()) as fetcher:
            await attempt(fetcher, site.url("/a"))
            return await attempt(fetcher, site.url("/b")), site.asked("/b")

    error, asked = asyncio.run(run())

    assert fails(error, Reason.RATE_LIMITED, retryable=True)
    assert 3590 < error.retry_after_s <= 3600
    assert asked == 0


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status):
    """Each hop is told, the last one is the final address."""
    payload, site = get({"/a": redirect("b?x", status), "/b?x": redirect("/c#part"), "/c": answer(200, PAGE)})

    assert payload.body == PAGE
    assert payload.hops == (site.url("/b?x"), site.url("/c"))
    assert (payload.requested_url, payload.final_url) == (site.url("/a"), site.url("/c"))


def test_too_many_redirects():
    """Five are followed, the sixth is not."""
    answers = {f"/{n}": redirect(f"/{n + 1}") for n in range(MAX_REDIRECTS + 1)}
    answers[f"/{MAX_REDIRECTS + 1}"] = answer(200, PAGE)

    assert get(answers, "/1")[0].hops[-1].endswith(f"/{MAX_REDIRECTS + 1}")
    error, site = get(answers, "/0")
    assert fails(error, Reason.TOO_MANY_REDIRECTS, retryable=False)
    assert site.asked(f"/{MAX_REDIRECTS + 1}") == 0


def test_redirect_loop():
    """A loop is noticed when it closes, at the first repeated address."""
    error, site = get({"/a": redirect("/b"), "/b": redirect("/a#again")})

    assert fails(error, Reason.TOO_MANY_REDIRECTS, retryable=False)
    assert (site.asked("/a"), site.asked("/b")) == (1, 1)


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/html,x", "http://u:p@127.0.0.1/", "http://0x7f.1/",
     "http://2130706433/", "\\\\127.0.0.1\\x", "http://[::1/", "/a\tb"],
)  # fmt: skip
def test_redirect_to_what_is_no_plain_address(location):
    """A redirect is checked as strictly as the first address."""
    error, site = get({"/a": redirect(location)})

    assert fails(error, Reason.BAD_URL, retryable=False)
    assert error.url == site.url("/a")


@pytest.mark.parametrize(
    "location",
    ["http://127.0.9.9:{port}/x", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.9.9]:{port}/x"],
)
def test_redirect_to_a_refused_address(location):
    """A redirect to an address outside the allowance ends there, with no connection made."""

    async def run():
        async with (
            Site({"/x": answer(200, PAGE)}, host="127.0.9.9") as inside,
            Site({"/a": redirect(location.format(port=inside.port))}) as site,
            Fetcher(policy()) as fetcher,
        ):
            return await attempt(fetcher, site.url("/a")), inside.connections

    error, connections = asyncio.run(run())

    assert fails(error, Reason.ADDRESS_REFUSED, retryable=False)
    assert connections == 0


# ---------------------------------------------------------------- where names lead


def resolve_to(monkeypatch, *addresses):
    def getaddrinfo(host, port, *args, **kwargs):
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("name", ["localhost", "news.example"])
def test_a_name_that_leads_to_loopback_is_refused(monkeypatch, name):
    """The resolved address counts, not the name; nothing is connected to."""
    resolve_to(monkeypatch, "127.0.0.1")

    error, site = get({"/a": answer(200, PAGE)}, host=name, policy=policy(allow=()))

    assert fails(error, Reason.ADDRESS_REFUSED, retryable=False)
    assert site.connections == 0


def test_a_name_that_leads_to_an_allowed_address(monkeypatch):
    """The allowance holds for names too; an address it does not name is passed over for one it does."""
    resolve_to(monkeypatch, "10.0.0.1", "127.0.0.1")

    payload, site = get({"/a": answer(200, PAGE)}, host="news.example")

    assert payload.status == 200
    assert site.requests[-1].headers["host"] == f"news.example:{site.port}"


@pytest.mark.parametrize("addresses", [("10.0.0.1",), ("169.254.169.254", "192.168.0.1", "100.64.0.1")])
def test_a_name_with_refused_addresses_only(monkeypatch, addresses):
    """However many there are, none is tried."""
    resolve_to(monkeypatch, *addresses)

    assert fails(get({}, host="news.example")[0], Reason.ADDRESS_REFUSED, retryable=False)


def test_a_name_that_is_unknown(monkeypatch):
    """DNS failures come and go: retryable, and the detail says what happened."""
    resolve_to(monkeypatch)

    error, _ = get({}, host="news.example")

    assert fails(error, Reason.NO_ANSWER, retryable=True)
    assert "could not be resolved" in error.detail


# ---------------------------------------------------------------- broken answers


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"news",
        b"HTTP/1.1",
        b"HTTP/1.1 abc\r\n\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: 4\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnews\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\nnews",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 10_000 + b"\r\nnews",
    ],
)  # fmt: skip
def test_malformed_and_incomplete_answers(said):
    """What is no HTTP, ends early or buries us in headers is NO_ANSWER, and may be better next time."""
    answers = {ROBOTS: answer(404), "/a": said}

    assert fails(get(answers)[0], Reason.NO_ANSWER, retryable=True)


@pytest.mark.parametrize(
    ("coding", "encode"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)]
)
def test_truncated_coding(coding, encode):
    """Half a compressed page, with a Content-Length that fits the half, is not passed off as a page."""
    half = encode(PAGE * 100)[:-10]

    error, _ = get({"/a": answer(200, half, f"Content-Encoding: {coding}")})

    assert fails(error, Reason.BAD_ENCODING, retryable=True)


def test_unknown_coding():
    """A coding that we did not ask for is told as that."""
    error, _ = get({"/a": answer(200, PAGE, "Content-Encoding: compress")})

    assert fails(error, Reason.BAD_ENCODING, retryable=False)


def test_bomb():
    """A bomb ends at the limit."""
    error, _ = get(
        {"/a": answer(200, gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip")}, policy=policy(max_bytes=100_000)
    )

    assert fails(error, Reason.TOO_LARGE, retryable=False)


def test_declared_too_large():
    """A Content-Length beyond the limit is enough: the body is not read, nor waited for."""
    error, _ = get({"/a": answer(200, b"", length=10**12)})

    assert fails(error, Reason.TOO_LARGE, retryable=False)


def test_endless_body():
    """A body without end is cut at the limit, well before the deadline."""

    async def endless(_, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x" * 65536)
            await writer.drain()

    assert fails(get({"/a": endless}, policy=policy(max_bytes=1_000_000))[0], Reason.TOO_LARGE, retryable=False)


def test_connection_refused():
    """Nobody listens: NO_ANSWER."""

    async def run():
        async with Site({}) as site:
            url = site.url("/a")
        async with Fetcher(policy()) as fetcher:
            return await attempt(fetcher, url)

    assert fails(asyncio.run(run()), Reason.NO_ANSWER, retryable=True)


def test_tls_failure_is_final():
    """A server that speaks no TLS where it should will not do so in a minute; there is no insecure second try."""
    connections = []

    async def plain(reader, writer):
        connections.append(await reader.read(1000))
        writer.write(answer(400))
        writer.close()

    async def run():
        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        async with server, Fetcher(policy()) as fetcher:
            return await attempt(fetcher, f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/a")

    error = asyncio.run(run())

    assert fails(error, Reason.NO_ANSWER, retryable=False)
    assert "TLS" in error.detail
    assert len(connections) == 1


# ---------------------------------------------------------------- the deadline


async def silent(_: Request, writer: asyncio.StreamWriter) -> None:
    """Accept the question and never answer."""
    await writer.wait_closed()


async def drip(_: Request, writer: asyncio.StreamWriter) -> None:
    """Send a byte now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x")
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("handler", [silent, drip])
@pytest.mark.parametrize("path", ["/a", ROBOTS])
def test_slow_servers(handler, path):
    """One deadline covers silence and dripping alike, of the page and of its robots.txt."""
    error, _ = get({"/a": answer(200, PAGE), path: handler}, policy=policy(timeout_s=0.15))

    assert fails(error, Reason.TIMEOUT, retryable=True)


def test_the_deadline_covers_the_whole_chain():
    """Redirects that are each quick enough are too slow together."""

    def slowly(location):
        async def handler(_, writer):
            await asyncio.sleep(0.06)
            writer.write(redirect(location))
            await writer.drain()

        return handler

    answers = {"/a": slowly("/b"), "/b": slowly("/c"), "/c": slowly("/d"), "/d": answer(200, PAGE)}

    assert fails(get(answers, policy=policy(timeout_s=0.15))[0], Reason.TIMEOUT, retryable=True)


def test_waiting_for_a_turn_is_no_fault_of_the_server():
    """With one slot and many slow pages each has the whole deadline to itself, and says how long it took itself."""

    async def slow(_, writer):
        await asyncio.sleep(0.06)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews")
        await writer.drain()

    async def run():
        answers = {ROBOTS: slow, **{f"/{n}": slow for n in range(5)}}
        async with Site(answers) as site, Fetcher(policy(timeout_s=0.25, concurrency=1)) as fetcher:
            return await asyncio.gather(*(attempt(fetcher, site.url(f"/{n}")) for n in range(5)))

    outcomes = asyncio.run(run())

    assert all(isinstance(o, Payload) and o.seconds < 0.25 for o in outcomes), outcomes


def test_a_cancelled_fetch_leaves_nothing_behind():
    """Cancelling gives back the slot, and the cancellation is not turned into an error of the page."""

    async def run():
        async with Site({"/a": silent, "/b": answer(200, PAGE)}) as site, Fetcher(policy(concurrency=1)) as fetcher:
            stuck = asyncio.create_task(fetcher.fetch(site.url("/a")))
            while not site.asked("/a"):
                await asyncio.sleep(0)
            stuck.cancel()
            await asyncio.gather(stuck, return_exceptions=True)
            return stuck.cancelled(), await fetcher.fetch(site.url("/b"))

    cancelled, payload = asyncio.run(run())

    assert cancelled
    assert payload.status == 200


# ---------------------------------------------------------------- robots.txt


def robots(text: str) -> bytes:
    return answer(200, text.encode(), "Content-Type: text/plain")


def test_forbidden_pages_are_not_asked_for():
    """A page that robots.txt forbids is ROBOTS; feeds obey as pages do."""
    error, site = get({ROBOTS: robots("User-agent: *\nDisallow: /feed"), "/feed.xml": answer(200, PAGE)}, "/feed.xml")

    assert fails(error, Reason.ROBOTS, retryable=False)
    assert [request.target for request in site.requests] == [ROBOTS]


def test_redirects_obey_the_rules_of_where_they_lead():
    """Each hop is checked against the rules of its own host."""

    async def run():
        answers = {ROBOTS: robots("User-agent: newslake\nDisallow: /b"), "/b": answer(200, PAGE)}
        allow = ("127.0.0.1", "127.0.0.2")
        async with (
            Site(answers, host="127.0.0.2") as other,
            Site({"/a": redirect(other.url("/b"))}) as site,
            Fetcher(policy(allow=allow)) as fetcher,
        ):
            return await attempt(fetcher, site.url("/a")), other

    error, other = asyncio.run(run())

    assert fails(error, Reason.ROBOTS, retryable=False)
    assert other.asked("/b") == 0


def test_rules_cannot_be_dodged_by_spelling():
    """The address as sent is checked: dot segments and escapes do not lead around a rule."""
    answers = {ROBOTS: robots("User-agent: *\nDisallow: /private")}

    for path in ("/x/../private", "/x/%2e%2e/private", "/%70rivate"):
        assert fails(get(answers, path)[0], Reason.ROBOTS, retryable=False)


def test_robots_is_fetched_once_for_many():
    """Thirty pages of a host, asked for together, cause one request for robots.txt."""

    async def run():
        answers = {ROBOTS: robots(""), **{f"/{n}": answer(200, PAGE) for n in range(30)}}
        async with Site(answers) as site, Fetcher(policy()) as fetcher:
            await asyncio.gather(*(fetcher.fetch(site.url(f"/{n}")) for n in range(30)))
            return site.asked(ROBOTS), len(site.requests)

    assert asyncio.run(run()) == (1, 31)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_allows_all(status):
    """4xx means there are no rules (RFC 9309 section 2.3.1.3)."""
    assert get({ROBOTS: answer(status), "/a": answer(200, PAGE)})[0].status == 200


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(500), Reason.HTTP_SERVER),
        (answer(429, b"", "Retry-After: 5"), Reason.RATE_LIMITED),
        (b"", Reason.NO_ANSWER),
        (redirect("http://127.0.9.9/robots.txt"), Reason.ADDRESS_REFUSED),
    ],
)
def test_robots_that_cannot_be_had_forbids_for_now(said, reason):
    """Without robots.txt nothing is fetched; the reason is told as robots.txt's, and kept for the other pages."""
    error, site = get({ROBOTS: said, "/a": answer(200, PAGE)})

    assert fails(error, reason, retryable=reason is not Reason.ADDRESS_REFUSED)
    assert "robots.txt unavailable" in error.detail
    assert (error.url, site.asked("/a")) == (site.url("/a"), 0)


def test_robots_redirects_are_followed():
    """Five redirects lead to rules; more than five mean that there are none."""
    chain = {f"/{n}": redirect(f"/{n + 1}") for n in range(1, 5)}
    forbid = robots("User-agent: *\nDisallow: /a")

    found, _ = get({ROBOTS: redirect("/1"), **chain, "/5": forbid})
    lost, _ = get({ROBOTS: redirect("/1"), **chain, "/5": redirect("/6"), "/6": forbid, "/a": answer(200, PAGE)})

    assert fails(found, Reason.ROBOTS, retryable=False)
    assert lost.status == 200


def test_each_port_has_its_own_robots():
    """Rules belong to scheme, host and port."""

    async def run():
        closed = Site({ROBOTS: robots("User-agent: *\nDisallow: /")})
        async with closed, Site({"/a": answer(200, PAGE)}) as opened, Fetcher(policy()) as fetcher:
            return await attempt(fetcher, closed.url("/a")), await attempt(fetcher, opened.url("/a"))

    forbidden, page = asyncio.run(run())

    assert fails(forbidden, Reason.ROBOTS, retryable=False)
    assert page.status == 200


def test_crawl_delay_is_kept():
    """A host's own Crawl-delay lies between two of its pages, though the policy asks for none."""
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    def clock():
        return sum(slept)

    async def run():
        answers = {ROBOTS: robots("User-agent: *\nCrawl-delay: 7"), "/a": answer(200, PAGE)}
        pace = Pace(0, 32, clock=clock, sleep=sleep)
        async with Site(answers) as site, Fetcher(policy(), pace=pace) as fetcher:
            for _ in range(3):
                await fetcher.fetch(site.url("/a"))

    asyncio.run(run())

    assert slept == [7, 7]
