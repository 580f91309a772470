"""
One HTTP fetch, done politely and told exactly.

aiohttp with a policy of our own: every redirect is checked, every body is bounded and decoded strictly, one budget
of time covers the whole chain, robots.txt and pace are kept, no cookies, no proxies from the environment, no
referer. Whatever a server does comes back as a ``Payload`` or a ``FetchError``; anything else is a bug of ours.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp

from newslake.edge.addresses import AddressGuard, AddressRefused, Target, read_redirect, read_url
from newslake.edge.answers import (
    REDIRECTS,
    WITH_BODY,
    Headers,
    failure,
    first,
    joined,
    read_content_type,
    read_headers,
    read_location,
)
from newslake.edge.decode import ACCEPT_ENCODING, Decoder, too_large
from newslake.edge.pace import Pace
from newslake.edge.robots import RobotsCache, Rules, parse_rules, product_token, rules_after_failure
from newslake.errors import FetchError
from newslake.model import Payload, Reason

log = logging.getLogger(__name__)

MAX_REDIRECTS = 5
"""RFC 9309 asks crawlers to follow at least five for robots.txt; news sites need three at most."""

ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,*/*;q=0.8"
)
MAX_HEADER_BYTES = 32 * 1024
"""One header line; content security policies of news sites pass aiohttp's own 8 KiB."""

KEEPALIVE_S = 5.0
"""Longer than the usual delay at a host, short enough that a thousand hosts do not hold a thousand sockets."""

DNS_KEPT_S = 300
"""Safe to keep: the guard sees the address at each connection, kept or fresh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """
    How to fetch.

    Attributes:
        user_agent: "newslake/0.1 (+contact)"; its first word is the name that robots.txt calls us by.
        allow: Private addresses fetched anyway: "127.0.0.1", "127.0.1.0/24", "127.0.0.3:8080".
        timeout_s: For one fetch: robots.txt, all redirects and the body; waiting for a turn does not count, since
            a queue is no fault of the server.
        max_bytes: Of the body as received, and of the body decoded.
        host_delay_s: Least time between two requests to a host; a Crawl-delay lengthens it.
        slower: Hosts that want more than that, and how much.
        concurrency: Requests under way at once.
        robots: Whether robots.txt is kept; not for the API of somebody who has given us a key.
        keys: Headers for one origin alone: ("https://api.example.org", name, value).
    """

    user_agent: str
    allow: tuple[str, ...] = ()
    timeout_s: float = 30
    max_bytes: int = 20_000_000
    host_delay_s: float = 1
    slower: tuple[tuple[str, float], ...] = ()
    concurrency: int = 32
    robots: bool = True
    keys: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came back for one hop; ``location`` only for a redirect."""

    status: int
    headers: Headers
    wire: bytes = b""
    body: bytes = b""
    location: str | None = None


class _Budget:
    """Seconds that one fetch has left on the network."""

    __slots__ = ("left_s",)

    def __init__(self, left_s: float) -> None:
        self.left_s = left_s


class Fetcher:
    """
    Fetches addresses; an async context manager, safe for many coroutines at once.

    What it learns of a host (robots.txt, pace, open connections) it keeps for its own life and no longer.

    Args:
        pace: For tests: one with a clock of their own.

    Raises:
        SettingsError: The allowance of the policy holds something that is no address.
    """

    def __init__(self, policy: FetchPolicy, *, pace: Pace | None = None) -> None:
        self._policy = policy
        self._guard = AddressGuard(policy.allow)
        self._pace = pace or Pace(policy.host_delay_s, policy.concurrency)
        for host, delay_s in policy.slower:
            self._pace.slow_down(host, delay_s)
        self._robots = RobotsCache(self._load_rules)
        self._agent = product_token(policy.user_agent)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                socket_factory=self._guard.open_socket,
                limit=0,  # Pace counts the requests; waiting here would eat into a fetch's time
                keepalive_timeout=KEEPALIVE_S,
                ttl_dns_cache=DNS_KEPT_S,
            ),
            headers={"User-Agent": self._policy.user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPT_ENCODING},
            timeout=aiohttp.ClientTimeout(),  # none: one budget covers the chain
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._robots.close()
        if self._session is not None:
            await self._session.close()

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Payload:
        """
        Fetch one address, feed or page.

        Validators are sent to the host they were asked of ("www." aside) and to no other: another host could
        call something else unchanged.

        Args:
            url: Absolute, http or https; a fragment is left out.
            etag, last_modified: From the last answer, as it gave them; with either a 304 is possible.

        Returns:
            Status 200 (a 203 too) with a body, or 304 without; ``requested_url`` is the argument as it came.

        Raises:
            FetchError: Everything else; its ``url`` is the argument as it came.
        """
        validators = {}
        if etag and _is_header_value(etag):
            validators["If-None-Match"] = etag
        if last_modified and _is_header_value(last_modified):
            validators["If-Modified-Since"] = last_modified
        budget = _Budget(self._policy.timeout_s)
        payload = await self._follow(url, validators, budget, obey=self._policy.robots)
        if log.isEnabledFor(logging.DEBUG):
            log.debug(
                "fetched url=%s status=%d bytes=%d seconds=%.2f",
                payload.final_url,
                payload.status,
                len(payload.wire),
                payload.seconds,
            )
        return payload

    async def _follow(self, asked: str, validators: dict[str, str], budget: _Budget, *, obey: bool) -> Payload:
        """Ask, and go where redirects lead."""
        target = start = read_url(asked)
        self._guard.check_literal(target, asked=asked)
        hops: list[str] = []
        while True:
            if obey:
                await self._obey_robots(target, asked, budget)
            headers = {name: value for origin, name, value in self._policy.keys if origin == target.origin}
            if _bare(target.host) == _bare(start.host):
                headers |= validators
            answer = await self._take_turn_and_ask(target, headers, asked, budget)
            if answer.location is None:
                break
            if len(hops) == MAX_REDIRECTS:
                raise FetchError(asked, Reason.TOO_MANY_REDIRECTS, f"more than {MAX_REDIRECTS}", status=answer.status)
            target = read_redirect(target, answer.location, asked=asked)
            self._guard.check_literal(target, asked=asked)
            if target.text == start.text or target.text in hops:
                raise FetchError(asked, Reason.TOO_MANY_REDIRECTS, f"back to {target.text}", status=answer.status)
            hops.append(target.text)

        media_type, charset = read_content_type(first(answer.headers, "content-type"))
        return Payload(
            requested_url=asked,
            final_url=target.text,
            status=304 if answer.status == 304 else 200,
            headers=answer.headers,
            wire=answer.wire,
            body=answer.body,
            http_charset=charset,
            media_type=media_type,
            fetched_at=datetime.now(UTC),
            seconds=self._policy.timeout_s - budget.left_s,
            hops=tuple(hops),
        )

    async def _obey_robots(self, target: Target, asked: str, budget: _Budget) -> None:
        began = _now()
        known = await self._robots.known(target.origin)
        # The network's share of the waiting, the queue's left out; nothing for those who came later.
        budget.left_s -= min(known.seconds, _now() - began)
        if known.rules is None:
            raise _without_robots(asked, known.error)
        if not known.rules.allow(target.text):
            raise FetchError(asked, Reason.ROBOTS, f"robots.txt of {target.origin} forbids {target.text}")
        if known.rules.crawl_delay_s:
            self._pace.slow_down(target.host, known.rules.crawl_delay_s)

    async def _load_rules(self, origin: str) -> tuple[Rules | FetchError, float]:
        budget = _Budget(self._policy.timeout_s)
        outcome: Rules | FetchError
        try:
            payload = await self._follow(f"{origin}/robots.txt", {}, budget, obey=False)
            outcome = parse_rules(payload.body, self._agent)
        except FetchError as e:
            outcome = rules_after_failure(e, self._agent) or e
        return outcome, self._policy.timeout_s - budget.left_s

    async def _take_turn_and_ask(self, target: Target, headers: dict[str, str], asked: str, budget: _Budget) -> _Answer:
        quiet = await self._pace.acquire(target.host)
        if quiet:
            detail = f"{target.host} asked for quiet"
            raise FetchError(asked, Reason.RATE_LIMITED, detail, retryable=True, retry_after_s=quiet)
        began = _now()
        try:
            async with asyncio.timeout(budget.left_s):
                return await self._ask(target, headers, asked)
        except TimeoutError as e:
            detail = f"no full answer within {self._policy.timeout_s:g} s"
            raise FetchError(asked, Reason.TIMEOUT, detail, retryable=True) from e
        except aiohttp.ClientError as e:
            raise _no_answer(asked, target, e) from e
        finally:
            self._pace.release(target.host)
            budget.left_s -= _now() - began

    async def _ask(self, target: Target, headers: dict[str, str], asked: str) -> _Answer:
        """One request, one answer."""
        if self._session is None:
            raise RuntimeError("Fetcher is used outside its context")
        async with self._session.get(target.url, headers=headers, allow_redirects=False) as response:
            status, received = response.status, read_headers(response.raw_headers)
            if status in WITH_BODY:
                wire, body = await self._read(response, received, asked)
                return _Answer(status=status, headers=received, wire=wire, body=body)
            if status == 304 and ("If-None-Match" in headers or "If-Modified-Since" in headers):
                return _Answer(status=status, headers=received)
            if status in REDIRECTS and (location := read_location(response.raw_headers)):
                return _Answer(status=status, headers=received, location=location)
            error = failure(asked, status, received, now=datetime.now(UTC))
            if status in (429, 503) and error.retry_after_s:
                self._pace.pause(target.host, error.retry_after_s)
            raise error

    async def _read(self, response: aiohttp.ClientResponse, headers: Headers, asked: str) -> tuple[bytes, bytes]:
        """The body as received and decoded, both bounded."""
        limit = self._policy.max_bytes
        if (response.content_length or 0) > limit:
            raise too_large(asked, limit)
        decoder = Decoder(joined(headers, "content-encoding"), max_bytes=limit, url=asked)
        chunks: list[bytes] = []
        size = 0
        while chunk := await response.content.readany():
            size += len(chunk)
            if size > limit:
                raise too_large(asked, limit)
            chunks.append(chunk)
            decoder.feed(chunk)
        return b"".join(chunks), decoder.finish()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _is_header_value(text: str) -> bool:
    """Validators come from strangers: what cannot stand in a header is not sent back."""
    return len(text) < 1000 and text.isascii() and text.isprintable()


def _without_robots(asked: str, error: FetchError | None) -> FetchError:
    if error is None:
        raise AssertionError("neither rules nor an error")
    unavailable = FetchError(
        asked,
        error.reason,
        f"robots.txt unavailable: {error.detail}",
        retryable=error.retryable,
        status=error.status,
        retry_after_s=error.retry_after_s,
    )
    unavailable.__cause__ = error
    return unavailable


def _no_answer(asked: str, target: Target, error: aiohttp.ClientError) -> FetchError:
    """What the client could not do, in our words."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FetchError(asked, Reason.NO_ANSWER, f"name {target.host} could not be resolved", retryable=True)
    if isinstance(error, aiohttp.ClientSSLError):
        return FetchError(asked, Reason.NO_ANSWER, f"TLS with {target.host} failed: {error}")
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, AddressRefused):
            return FetchError(asked, Reason.ADDRESS_REFUSED, f"{target.host}: {error.os_error.strerror}")
        return FetchError(asked, Reason.NO_ANSWER, f"no connection to {target.host}: {error.os_error}", retryable=True)
    # A ClientResponseError here is aiohttp's own about a malformed answer; its status is not the server's.
    detail = f"{type(error).__name__}: {error}"[:300]
    return FetchError(asked, Reason.NO_ANSWER, detail, retryable=True)
