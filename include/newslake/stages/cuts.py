"""Cuts: the work of a stage, named every so often, so that whoever stops it loses one cut at most."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Generic, Self, TypeVar

Files = TypeVar("Files")

CUT_ITEMS = 200
CUT_SECONDS = 30.0
"""A cut ends with whichever comes first: a slow host takes a second for each page."""


class Cuts(Generic[Files]):
    """
    One set of files after another, each complete in itself and none empty but the first.

    Leaving the ``with`` block in peace ends the cut that is open; an exception drops it, and leaves the others.
    """

    def __init__(
        self,
        begin: Callable[[int], AbstractContextManager[Files]],
        *,
        first: int = 0,
        items: int = CUT_ITEMS,
        seconds: float = CUT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            begin: Opens the files of a cut, by its number; they get their names when its block is left in peace.
            first: Number of the first cut: those before it were made by an earlier try.
            items, seconds: After which a cut ends.
            clock: Seconds, ever growing.
        """
        self._begin, self._number = begin, first
        self._most_items, self._most_seconds, self._clock = items, seconds, clock
        self._open = ExitStack()
        self._files: Files | None = None

    def __enter__(self) -> Self:
        _ = self.files  # where nothing comes there is one cut, which says so
        return self

    @property
    def files(self) -> Files:
        """Those to write to now. Ask again after ``done``: another cut may have begun."""
        if self._files is None:
            self._files = self._open.enter_context(self._begin(self._number))
            self._number += 1
            self._items, self._since = 0, self._clock()
        return self._files

    def done(self) -> None:
        """One more item is written, with all that belongs to it; ends the cut when it is long enough."""
        self._items += 1
        if self._items >= self._most_items or self._clock() - self._since >= self._most_seconds:
            self._open.close()
            self._files = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)
