"""
Many fetches as one stream: an event loop in a thread of its own, answers through a bounded queue.

The stages stay plain loops; only this file knows that fetching is asynchronous.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import Any, TypeVar
from urllib.parse import urlsplit

from newslake.edge.http import Fetcher, FetchPolicy
from newslake.errors import FetchError
from newslake.model import Payload

Item = TypeVar("Item")

WAITING_ANSWERS = 64
"""Answers that may wait for the consumer; at a usual 100 KB each some 6 MB, at the cap of 20 MB 1.3 GB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to ask for, with the validators of the last visit where there are any."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


_END = object()


def fetch_each(
    policy: FetchPolicy, requests: Iterable[tuple[Item, Request]]
) -> Iterator[tuple[Item, Payload | FetchError]]:
    """
    Fetch everything, each host in order and one at a time, many hosts at once.

    Args:
        requests: Each with what it belongs to, handed back beside its answer.

    Yields:
        Answers as they come. When the consumer stops early, so does the fetching.
    """
    answers: Queue[Any] = Queue(maxsize=WAITING_ANSWERS)
    queues: dict[str, list[tuple[Item, Request]]] = {}
    for item, request in requests:
        queues.setdefault(urlsplit(request.url).netloc, []).append((item, request))
    thread = _Loop(lambda: _fetch_all(policy, list(queues.values()), answers), answers)
    thread.start()
    try:
        while (answer := answers.get()) is not _END:
            yield answer
    finally:
        thread.stop()
    if thread.error is not None:
        raise thread.error


async def _fetch_all(policy: FetchPolicy, queues: list[list[tuple[Item, Request]]], answers: "Queue[Any]") -> None:
    async with Fetcher(policy) as fetcher, asyncio.TaskGroup() as group:

        async def fetch_host(queue: list[tuple[Item, Request]]) -> None:
            for item, request in queue:
                answer: Payload | FetchError
                try:
                    answer = await fetcher.fetch(request.url, etag=request.etag, last_modified=request.last_modified)
                except FetchError as e:
                    answer = e
                try:
                    answers.put_nowait((item, answer))
                except Full:  # the loop must go on turning: other fetches have deadlines
                    await asyncio.to_thread(answers.put, (item, answer))

        for queue in queues:
            group.create_task(fetch_host(queue))


class _Loop(threading.Thread):
    """An event loop in a thread; puts _END when its coroutine is over, and keeps the error it ended with."""

    def __init__(self, coroutine: Callable[[], Coroutine[None, None, None]], answers: "Queue[Any]") -> None:
        super().__init__(name="fetch", daemon=True)
        self.error: BaseException | None = None
        self._coroutine = coroutine
        self._answers = answers
        self._loop = asyncio.new_event_loop()
        self._stopping = False

    def run(self) -> None:
        self._task = self._loop.create_task(self._coroutine())
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        except BaseException as e:  # noqa: BLE001 - raised again in the thread that waits
            self.error = e
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            if not self._stopping:
                self._answers.put(_END)

    def stop(self) -> None:
        """End the loop if it still runs, and wait for it."""
        self._stopping = True
        while self.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
            with suppress(Empty):
                while True:
                    self._answers.get_nowait()
            self.join(timeout=0.05)
        self._loop.close()
