"""
robots.txt: what a host lets us read, asked once.

RFC 9309, with these choices. 4xx allows everything, but 429 does not: it says "later", as Google reads it too.
5xx, 429 and no answer disallow everything *for now*: the pages fail with the reason robots.txt failed with, and may
be tried later; ROBOTS is kept for what a file really forbids. More than five redirects count as no file. Feeds obey
as pages do: a feed address is an address.
"""

import asyncio
import math
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from newslake.errors import FetchError
from newslake.model import Reason

MAX_PARSED_BYTES = 500 * 1024
"""RFC 9309 section 2.5: at least 500 KiB must be read; what follows is ignored."""

MAX_CRAWL_DELAY_S = 30.0
"""Longer delays are mostly meant for other robots, and would keep a daily crawl from ending (a guess)."""

_AGENT = re.compile(r"\s*user[\s-]*agent\b[\s:]*(.*)", re.IGNORECASE)

KEPT_S = 24 * 3600.0
"""RFC 9309 section 2.4: not to be used for more than a day."""

FAILURE_KEPT_S = 60.0
"""A host that did not give its file is asked again after this long, not by each of its pages (a guess)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """
    What one robots.txt tells us.

    Attributes:
        crawl_delay_s: Capped; 0 when not stated.
    """

    parser: Protego | None
    agent: str
    crawl_delay_s: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether we may ask for this address of the host."""
        return self.parser is None or self.parser.can_fetch(url, self.agent)


def product_token(user_agent: str) -> str:
    """The name robots.txt calls us by: "newslake" of "newslake/0.1 (+contact)"."""
    return user_agent.partition("/")[0].split(" ")[0].lower()


def parse_rules(body: bytes, agent: str) -> Rules:
    """Read a robots.txt; whatever is no rule is ignored, as the standard asks."""
    if len(body) > MAX_PARSED_BYTES:
        # Up to a whole line: half of "Disallow: /drafts" forbids the whole site.
        body = body[:MAX_PARSED_BYTES].rpartition(b"\n")[0]
    lines = body.decode("utf-8-sig", "replace").splitlines()
    parser = Protego.parse("\n".join(_agent_line(line, agent) for line in lines))
    delay = parser.crawl_delay(agent) or 0.0
    if not math.isfinite(delay):
        delay = 0.0
    return Rules(parser=parser, agent=agent, crawl_delay_s=min(max(delay, 0.0), MAX_CRAWL_DELAY_S))


def _agent_line(line: str, agent: str) -> str:
    """
    A line as it is, or, when it names an agent: us, everybody, or one and the same somebody else.

    Protego takes "news" for us, where RFC 9309 section 2.2.1 wants the whole token, and copies each rule to each
    agent of its group: 10,000 agents with 20,000 rules, in 500 KiB, stopped it for minutes.
    """
    found = _AGENT.match(line)
    if found is None:
        return line
    named = found[1].partition("#")[0].partition("/")[0].strip().lower()
    return f"User-agent: {named if named in ('*', agent) else '-'}"


def rules_after_failure(error: FetchError, agent: str) -> Rules | None:
    """What a failure to get the file means: everything allowed, or None when nothing is for now."""
    status = error.status or 0
    absent = 200 <= status < 500 and status != 429
    if absent or error.reason is Reason.TOO_MANY_REDIRECTS:
        return Rules(parser=None, agent=agent)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    What we know of one origin.

    Attributes:
        seconds: Time on the network that finding out took, queues not counted.
        kept_until: On the clock of the cache.
    """

    rules: Rules | None
    error: FetchError | None
    seconds: float
    kept_until: float


class RobotsCache:
    """
    Rules by origin; each file is fetched once, however many ask for it together.

    Args:
        load: Fetches the rules of an origin, and tells the seconds it took; its FetchError is kept as an answer.
    """

    def __init__(
        self,
        load: Callable[[str], Awaitable[tuple[Rules | FetchError, float]]],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load = load
        self._clock = clock
        self._tasks: dict[str, asyncio.Task[Known]] = {}

    async def known(self, origin: str) -> Known:
        """What is known of this origin, asking it when nothing is."""
        task = self._tasks.get(origin)
        if task is None or (task.done() and task.result().kept_until < self._clock()):
            # A task of its own, shielded: the one who asked first may be cancelled while others wait.
            task = self._tasks[origin] = asyncio.create_task(self._find_out(origin))
        return task.result() if task.done() else await asyncio.shield(task)

    async def _find_out(self, origin: str) -> Known:
        outcome, seconds = await self._load(origin)
        if isinstance(outcome, FetchError):
            return Known(rules=None, error=outcome, seconds=seconds, kept_until=self._clock() + FAILURE_KEPT_S)
        return Known(rules=outcome, error=None, seconds=seconds, kept_until=self._clock() + KEPT_S)

    async def close(self) -> None:
        """Stop what is still being asked."""
        running = [task for task in self._tasks.values() if not task.done()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
