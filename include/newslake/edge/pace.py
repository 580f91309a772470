"""
When the next request to a host may start.

A host is a host name, whatever the port: politeness is owed to the machine. (Per registrable domain comes later.)
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

MAX_PAUSE_S = 60.0
"""A host that asks for more quiet than this is not waited for: its requests fail at once and are tried later."""

MAX_QUIET_S = 24 * 3600.0
"""No host is believed further ahead than a day."""

PER_HOST = 4
"""Requests to one host under way at once: without it one slow host holds all the slots (browsers use 6)."""


class _Host:
    __slots__ = ("delay_s", "next_at", "queue", "quiet_until", "slots")

    def __init__(self, delay_s: float) -> None:
        self.delay_s = delay_s
        self.next_at = 0.0
        self.quiet_until = 0.0
        self.queue = asyncio.Lock()
        self.slots = asyncio.Semaphore(PER_HOST)


class Pace:
    """
    Hands out turns: first come, first served for each host, ``delay_s`` between two starts, ``concurrency`` in all.

    Args:
        delay_s: Least seconds between two starts at one host; 0 for no waiting.
        clock, sleep: Seconds that only grow, and how to wait some of them; tests bring their own.
    """

    def __init__(
        self,
        delay_s: float,
        concurrency: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._delay_s = delay_s
        self._slots = asyncio.Semaphore(concurrency)
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    async def acquire(self, host: str) -> float:
        """
        Wait for a turn at this host; ``release`` it afterwards.

        Returns:
            0 when the turn is yours. Else no turn was given: the seconds for which the host still wants quiet,
            more than MAX_PAUSE_S.
        """
        state = self._host(host)
        # The queue is held while waiting, for the global slot too: nobody overtakes, and starts stay apart however
        # late the slot comes.
        async with state.queue:
            await state.slots.acquire()
            try:
                quiet = await self._wait(state)
                if not quiet:
                    await self._slots.acquire()
            except BaseException:
                state.slots.release()
                raise
            if quiet:
                state.slots.release()
                return quiet
            state.next_at = self._clock() + state.delay_s
        return 0.0

    async def _wait(self, state: _Host) -> float:
        while True:
            now = self._clock()
            if state.quiet_until - now > MAX_PAUSE_S:
                return state.quiet_until - now
            wait = max(state.next_at, state.quiet_until) - now
            if wait <= 0:
                return 0.0
            await self._sleep(wait)

    def release(self, host: str) -> None:
        """Give back a turn: the request is over."""
        self._slots.release()
        self._hosts[host].slots.release()

    def pause(self, host: str, seconds: float) -> None:
        """Leave this host in peace: it sent Retry-After."""
        state = self._host(host)
        state.quiet_until = max(state.quiet_until, self._clock() + min(seconds, MAX_QUIET_S))

    def slow_down(self, host: str, delay_s: float) -> None:
        """Keep at least this distance at this host: its robots.txt says so."""
        state = self._host(host)
        state.delay_s = max(state.delay_s, delay_s)

    def _host(self, host: str) -> _Host:
        state = self._hosts.get(host)
        if state is None:
            state = self._hosts[host] = _Host(self._delay_s)
        return state
