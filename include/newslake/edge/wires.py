"""
Drop folders: where agencies put files, locally or anywhere fsspec reaches.

A file moves through folders by renaming: the drop folder, ``claimed/``, then ``done/`` or ``error/`` with its reason
beside it. What lies in ``claimed/`` was taken and not finished: the next receiver goes on with it. A local folder has
one receiver at a time, by a lock that the kernel frees; elsewhere the scheduler must see to that.
"""

import fcntl
import json
import logging
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from newslake.errors import NewslakeError

log = logging.getLogger(__name__)

SETTLED_S = 2.0
"""A local file that did not change for so long, and that nobody has open for writing, is whole."""

SETTLED_ELSEWHERE_S = 10.0
"""Where nobody can be asked who writes: longer."""

MAX_FILE_BYTES = 16 * 1024 * 1024
"""No more of a file is read into memory; the parsers' own limit is far below."""

_UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".swp", "~")
"""What senders and editors call a file they are still writing; so does a leading dot or underscore."""

_CHANGED = ("mtime", "LastModified", "last_modified", "modified", "updated", "created")
"""Where fsspec's file systems tell the time of the last change, the best first."""


_USER = re.compile(r"://[^/@\s]*@")


class FolderError(NewslakeError):
    """A drop folder cannot be used: it is not there, or may not be written to. Its text holds no password."""

    def __init__(self, text: str) -> None:
        super().__init__(shown(text))


class FolderBusyError(FolderError):
    """Another receiver is at work in the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """
    A file in a drop folder.

    Attributes:
        changed_at: Of the content; None where the file system does not tell.
    """

    name: str
    path: str
    size: int
    changed_at: datetime | None


class DropFolder:
    """The folder of one wire; made by ``open_folder``."""

    def __init__(self, files: AbstractFileSystem, root: str) -> None:
        self._files = files
        self._root = root.rstrip("/")
        self._is_local = isinstance(files, LocalFileSystem)
        for place in ("claimed", "done", "error"):
            files.makedirs(f"{self._root}/{place}", exist_ok=True)

    def claim(self, *, wait: Callable[[float], None], now: Callable[[], datetime]) -> Iterator[Dropped]:
        """
        Files to read, oldest first, each renamed into ``claimed/`` as it is given.

        What an earlier receiver left there comes first. A file that changes, or that somebody has open for writing, is
        left alone. Files too young to tell are looked at again after a while: once, however many they are.

        Raises:
            FolderError: The folder cannot be read or written any more.
        """
        yield from self._listed("claimed")
        first = self._listed()
        young = {file.name for file in first if not self._is_settled(file, now())}
        if young:
            wait(SETTLED_S if self._is_local else SETTLED_ELSEWHERE_S)
        again = {file.name: file for file in self._listed()} if young else {}
        for file in first:
            if file.name in young and again.get(file.name) != file:
                continue
            if self._is_local and _is_being_written(file.path):
                continue
            claimed = self._move(file.path, "claimed", file.name)
            if claimed is not None:
                yield Dropped(
                    name=PurePosixPath(claimed).name, path=claimed, size=file.size, changed_at=file.changed_at
                )

    def waiting(self) -> int:
        """Files that are there and were not given: they are still being written."""
        return len(self._listed())

    def read(self, file: Dropped) -> bytes | None:
        """
        The content of a claimed file, at most ``MAX_FILE_BYTES`` of it; None when it changed while it was read.

        Raises:
            FolderError: It cannot be read.
        """
        with _told(file.path):
            data: bytes = self._files.cat_file(file.path, end=MAX_FILE_BYTES)
            size = self._files.info(file.path)["size"]
        return data if size == file.size and len(data) == min(size, MAX_FILE_BYTES) else None

    def done(self, file: Dropped) -> None:
        """The file is in the lake, or on its way there; one that has grown since stays, to be read again."""
        with _told(file.path):
            has_grown = self._files.info(file.path)["size"] != file.size
        if not has_grown:
            self._move(file.path, "done", file.name)

    def refuse(self, file: Dropped, *, reason: str, detail: str | None, at: datetime) -> None:
        """The file is of no use: ``error/<name>``, and ``error/<name>.reason.json`` beside it."""
        moved = self._move(file.path, "error", file.name)
        if moved is not None:
            why = json.dumps({"reason": reason, "detail": detail, "at": at.isoformat()}, indent=1)
            try:
                self._files.pipe_file(f"{moved}.reason.json", why.encode())
            except OSError as e:  # the name is too long with it; the lake has the reason
                log.warning("no reason beside path=%s error=%s", moved, e)

    def _listed(self, place: str = "") -> list[Dropped]:
        folder = f"{self._root}/{place}".rstrip("/")
        with _told(folder):
            self._files.invalidate_cache(folder)
            entries = self._files.ls(folder, detail=True)
        found = [_dropped(entry) for entry in entries if _is_wanted(entry)]
        return sorted(found, key=lambda file: (file.changed_at or datetime.max.replace(tzinfo=UTC), file.name))

    def _is_settled(self, file: Dropped, now: datetime) -> bool:
        quiet = timedelta(seconds=SETTLED_S if self._is_local else SETTLED_ELSEWHERE_S)
        return file.changed_at is not None and file.changed_at + quiet <= now

    def _move(self, path: str, place: str, name: str) -> str | None:
        """Rename into one of the folders, beside another file that has the name there; None when the file has gone."""
        target, stem, ending, count = f"{self._root}/{place}/{name}", Path(name).stem, Path(name).suffix, 1
        with _told(path):
            try:
                while self._files.exists(target) and not self._are_same(path, target):
                    count += 1
                    target = f"{self._root}/{place}/{stem}-{count}{ending}"
                self._rename(path, target)
            except FileNotFoundError:
                log.info("file gone path=%s", path)
                return None
        return target

    def _rename(self, path: str, target: str) -> None:
        if self._is_local:
            self._files.mv(path, target)
        else:  # fsspec's own mv takes * ? and [ in a name for patterns
            self._files.cp_file(path, target)
            self._files.rm_file(path)

    def _are_same(self, one: str, other: str) -> bool:
        """Whether two files have the same content: what was dropped twice need not be kept twice."""
        size = self._files.info(one)["size"]
        if size > MAX_FILE_BYTES or size != self._files.info(other)["size"]:
            return False
        return bool(self._files.cat_file(one) == self._files.cat_file(other))


@contextmanager
def open_folder(location: str) -> Iterator[DropFolder]:
    """
    The drop folder at a path or fsspec URL; nobody else has it meanwhile, where it is local.

    Raises:
        FolderBusyError: Another receiver is at work in it.
        FolderError: It cannot be used; the text says why.
    """
    with _told(location):
        files, root = url_to_fs(location)
        if not files.isdir(root):
            raise FolderError(f"{location}: no such folder; make it, or correct the path in the catalogue")
        folder = DropFolder(files, root)
    if not isinstance(files, LocalFileSystem):
        yield folder
        return
    handle = os.open(f"{root}/claimed", os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderBusyError(f"{location}: another receiver is at work in it") from None
        yield folder
    finally:
        os.close(handle)


def holds_files(location: str) -> bool:
    """Whether a drop folder has anything to claim, or that was claimed; nothing is changed. True when in doubt."""
    try:
        with _told(location):
            files, root = url_to_fs(location)
            claimed = f"{root.rstrip('/')}/claimed"
            found = files.ls(root, detail=True) + (files.ls(claimed, detail=True) if files.isdir(claimed) else [])
    except FolderError:
        return True
    return any(map(_is_wanted, found))


def shown(text: str) -> str:
    """A text about a location without the user and password in it, and without what is no Unicode: names are bytes."""
    return _USER.sub("://", text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextmanager
def _told(place: str) -> Iterator[None]:
    """What a file system raises, in one line: each of fsspec's has exceptions of its own."""
    try:
        yield
    except FolderError:
        raise
    except Exception as e:
        raise FolderError(f"{place}: {getattr(e, 'strerror', None) or ' '.join(str(e).split()) or e!r}") from e


def _is_wanted(entry: dict[str, Any]) -> bool:
    """Whether to look at it: no link, which may lead anywhere on this machine, and no name that says unfinished."""
    name = PurePosixPath(entry["name"]).name
    is_finished = not name.startswith((".", "_")) and not name.lower().endswith(_UNFINISHED)
    return entry["type"] == "file" and not entry.get("islink") and is_finished


def _dropped(entry: dict[str, Any]) -> Dropped:
    stated = next((entry[key] for key in _CHANGED if entry.get(key) is not None), None)
    if isinstance(stated, int | float):
        stated = datetime.fromtimestamp(stated, UTC)
    elif isinstance(stated, datetime) and stated.tzinfo is None:
        stated = stated.replace(tzinfo=UTC)
    return Dropped(
        name=PurePosixPath(entry["name"]).name,
        path=entry["name"],
        size=entry["size"] or 0,
        changed_at=stated if isinstance(stated, datetime) else None,
    )


def _is_being_written(path: str) -> bool:
    """Whether somebody has the file open for writing: the kernel then refuses a lease (fcntl(2), F_SETLEASE)."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False  # gone, or not ours to read: the claim will tell
    try:
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)  # whoever opens the file just now: the default would end us
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False  # a file system without leases, or somebody else's file: its age must do
    finally:
        os.close(handle)
    return False
