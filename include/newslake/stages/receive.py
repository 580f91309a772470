"""Receive: what agencies deliver, from drop folders and cursors; every item becomes an article or a rejection."""

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from newslake.core.agencies import shipped
from newslake.core.articles.from_wire import WireReading, read_delivery, unread
from newslake.core.sources import Catalogue
from newslake.core.text import slug
from newslake.edge.archive import ArchiveWriter
from newslake.edge.batches import BatchWriter
from newslake.edge.catalog import load_catalog, wire_of
from newslake.edge.lake.connect import create
from newslake.edge.wires import DropFolder, Dropped, FolderBusyError, FolderError, holds_files, open_folder, shown
from newslake.edge.workers import Failure, Workers
from newslake.errors import FetchError, SettingsError
from newslake.model import Article, Delivery, Reason, Rejection, Source, StageReport, Wire
from newslake.stages.cursors import CursorPage, key_of, pages
from newslake.stages.run import PRELOAD, Run, Tally, clock, failure_reason, stage

log = logging.getLogger(__name__)

FILES_AT_ONCE = 500
"""Files of one batch: what a killed pass has to read again."""

WAITING = frozenset({"file-to-retry", "file-waiting", "folder-busy"})
"""Outcomes that change nothing in the lake."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_MAY_HEAL = (Reason.EMPTY, Reason.NOT_A_WIRE, Reason.BROKEN, Reason.NO_ITEM, Reason.NO_ANSWER)
"""What a file may be whose sender was cut off and comes back."""


def receive(run: Run, paths: Sequence[str] = (), provider: str | None = None) -> StageReport:
    """
    Take what lies in drop folders and what cursors hold, and write ``wire``, ``rejection`` and ``delivery`` batches.

    A file goes to ``done/`` or ``error/`` once its batch is complete in the spool: a pass that dies is made good by
    the next. One that cannot be read is tried again until it is older than ``wire_backstop_s``.

    Args:
        paths: Drop folders, as paths or fsspec URLs, or files, which are read and left where they are. None at all:
            every wire of the catalogue.
        provider: Id of the agency whose paths these are.

    Raises:
        SettingsError: The catalogue has a mistake, a path is not there, or a key is missing.
    """
    catalogue = Catalogue(load_catalog(run.settings.sources))
    registry = shipped().with_sources(catalogue.sources)
    wires = sorted(_wires(catalogue, paths, provider), key=_is_cursor)  # folders first: a slow server holds up no file
    for wire in wires:
        key_of(wire)  # a mistake in the settings stops everything at once
    create(run.settings.lake)
    with (
        stage(run, "receive", trifles=WAITING) as tally,
        Workers(partial(read_delivery, registry=registry), run.worker_policy(), preload=PRELOAD) as workers,
    ):
        for wire in wires:
            desk = _Desk(run, tally, workers, wire, catalogue.agency(wire.provider, registry))
            try:
                if _is_cursor(wire):
                    desk.take_pages()
                elif Path(wire.location).is_file():
                    desk.take_file(Path(wire.location))
                else:
                    desk.take_folder()
            except FolderBusyError as e:
                log.info("%s", e)
                tally.add("folder-busy")
            except (FolderError, FetchError) as e:
                log.error("%s", e)
                desk.fail(str(e))
        tally.cpu_seconds = workers.cpu_seconds
    return tally.report


def waits(run: Run, paths: Sequence[str] = (), provider: str | None = None) -> bool:
    """Whether there may be anything for ``receive``: a file in a drop folder; at a cursor nobody knows but itself."""
    wires = _wires(Catalogue(load_catalog(run.settings.sources)), paths, provider)
    return any(_is_cursor(wire) or holds_files(wire.location) for wire in wires)


def _wires(catalogue: Catalogue, paths: Sequence[str], provider: str | None) -> list[Wire]:
    if provider is None:
        return [wire for source in catalogue.sources for wire in source.wires]
    wires = [wire_of(slug(provider), path) for path in paths]
    for path, wire in zip(paths, wires, strict=True):
        if "://" not in path and not Path(wire.location).exists():
            raise SettingsError(f"{path}: no such file or folder")
    return wires


def _is_cursor(wire: Wire) -> bool:
    return wire.location.startswith(("http://", "https://"))


class _Batch:
    """The batches and the archive of one write; leaving the ``with`` block in peace completes them."""

    def __init__(self, run: Run, wire: Wire) -> None:
        name = f"{wire.provider}-{uuid4().hex[:12]}"
        self._articles = BatchWriter(run.batch("wire", name), Article)
        self._rejections = BatchWriter(run.batch("rejection", name), Rejection)
        self._deliveries = BatchWriter(run.batch("delivery", name), Delivery)
        self._archive = ArchiveWriter(run.folder.raw, run.archive_name("wires", wire.provider))
        self._open = ExitStack()
        self._is_open = False

    def __enter__(self) -> Self:
        return self

    def _begin(self) -> None:
        """Open the files at their first use: where nothing came there are none."""
        if not self._is_open:
            self._is_open = True
            # They get their names in reverse order: the articles last, which say that the others are complete.
            for part in (self._articles, self._rejections, self._deliveries, self._archive):
                self._open.enter_context(part)

    @property
    def archive(self) -> ArchiveWriter:
        """Where the bytes go."""
        self._begin()
        return self._archive

    def write(self, reading: WireReading) -> None:
        """Add what a file or page held."""
        self._begin()
        self._deliveries.write(reading.delivery)
        for article in reading.articles:
            self._articles.write(article)
        for rejection in reading.rejections:
            self._rejections.write(rejection)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)


class _Desk:
    """Takes what one wire holds."""

    def __init__(self, run: Run, tally: Tally, workers: Workers[WireReading], wire: Wire, source: Source) -> None:
        self._run = run
        self._tally = tally
        self._workers = workers
        self._wire = wire
        self._source = source

    def take_folder(self) -> None:
        """Everything that lies in a drop folder and is whole."""
        with open_folder(self._wire.location) as folder:
            claims = folder.claim(wait=time.sleep, now=clock)
            while files := list(islice(claims, FILES_AT_ONCE)):
                with _Batch(self._run, self._wire) as batch:
                    ends = list(self._read_files(folder, files, batch))
                for file, delivery in ends:  # only now: until its batch is complete a file is not done with
                    if delivery.reason is None:
                        folder.done(file)
                    else:
                        folder.refuse(file, reason=delivery.reason, detail=delivery.detail, at=clock())
            self._tally.add("file-waiting", folder.waiting())

    def take_file(self, path: Path) -> None:
        """One file that somebody names; it stays where it is."""
        try:
            data = path.read_bytes()
        except OSError as e:
            raise FolderError(f"{path}: {e.strerror}") from e
        delivery = self._delivery(str(path), data)
        with _Batch(self._run, self._wire) as batch:
            self._keep(self._read(delivery, data), batch, data)

    def take_pages(self) -> None:
        """What a cursor brings, a batch a page: the cursor is in the lake when its items are."""
        for page in pages(self._run, self._wire, self._source):
            with _Batch(self._run, self._wire) as batch:
                self._keep(self._read_page(page, batch), batch)

    def fail(self, detail: str) -> None:
        """Note that the wire could not be had."""
        delivery = self._delivery(self._wire.location, b"", distinct=clock().isoformat())
        with _Batch(self._run, self._wire) as batch:
            self._keep(WireReading(delivery=replace(delivery, reason=Reason.NO_ANSWER, detail=detail)), batch)

    def _read_files(
        self, folder: DropFolder, files: Iterable[Dropped], batch: _Batch
    ) -> Iterator[tuple[Dropped, Delivery]]:
        """Files that are read for good, each with what became of it; the others stay, for the next pass."""
        troubles: dict[Dropped, str] = {}

        def jobs() -> Iterator[tuple[tuple[Dropped, Delivery, bytes], tuple[Any, ...]]]:
            for file in files:
                data: bytes | None = b""
                try:
                    data = folder.read(file)
                except FolderError as e:
                    troubles[file] = str(e)
                if data is None:
                    self._tally.add("file-to-retry")
                    continue
                delivery = self._delivery(file.name, data, distinct=troubles.get(file, ""))
                yield (file, delivery, data), (data, delivery, self._source, self._wire.format)

        for (file, delivery, data), outcome in self._workers.map(jobs()):
            reading = self._reading(delivery, outcome)
            if file in troubles:
                reading = unread(delivery, self._source, Reason.NO_ANSWER, troubles[file])
            age = clock() - (file.changed_at or LONG_AGO)
            if reading.delivery.reason in _MAY_HEAL and age.total_seconds() < self._run.settings.wire_backstop_s:
                self._tally.add("file-to-retry")
            else:
                self._keep(reading, batch, data)
                yield file, reading.delivery
            self._tally.step()

    def _read_page(self, page: CursorPage, batch: _Batch) -> WireReading:
        """What a page holds; of one that is not complete, the articles that are."""
        answer = page.answer
        delivery = replace(
            self._delivery(page.address, answer.body if answer else b"", distinct=clock().isoformat()),
            next_page=page.next_page,
            raw_pointer=batch.archive.write(answer) if answer else None,
            reason=page.reason,
            detail=page.detail,
        )
        if answer is None or not page.has_items:
            return WireReading(delivery=delivery if page.reason else replace(delivery, items=0))
        for text in page.texts.values():
            if not isinstance(text, Reason):
                batch.archive.write(text)
        texts = {url: text if isinstance(text, Reason) else text.body for url, text in page.texts.items()}
        reading = self._read(delivery, answer.body, texts)
        if page.reason is not None:  # it will be asked for again: what is missing has not failed yet
            return WireReading(delivery=delivery, articles=reading.articles)
        return reading

    def _read(self, delivery: Delivery, data: bytes, texts: Mapping[str, bytes | Reason] | None = None) -> WireReading:
        job = (data, delivery, self._source, self._wire.format, texts)
        ((_, outcome),) = self._workers.map([(None, job)])
        return self._reading(delivery, outcome)

    def _reading(self, delivery: Delivery, outcome: WireReading | Failure) -> WireReading:
        if isinstance(outcome, Failure):
            return unread(delivery, self._source, failure_reason(outcome), outcome.detail)
        return outcome

    def _delivery(self, name: str, data: bytes, *, distinct: str = "") -> Delivery:
        """The record of a file, not read yet. ``distinct`` tells apart what is not told apart by its content."""
        marks = (self._source.source_id, distinct, hashlib.sha256(data).hexdigest())
        return Delivery(
            delivery_id=hashlib.sha256("\n".join(marks).encode("utf-8", "surrogateescape")).hexdigest()[:32],
            wire_id=self._wire.wire_id,
            provider=self._source.source_id,
            name=shown(name),
            received_at=clock(),
            body_bytes=len(data),
        )

    def _keep(self, reading: WireReading, batch: _Batch, file: bytes | None = None) -> None:
        """Write and count what was read; a file goes to the archive now, as one that is tried again need not."""
        delivery = reading.delivery
        if file is not None:
            pointer = batch.archive.write_file(delivery.name, file, received_at=delivery.received_at)
            reading = reading.archived(pointer)
        batch.write(reading)
        for article in reading.articles:
            self._tally.add("article" if article.pub_status == "usable" else article.pub_status)
        for rejection in reading.rejections:
            self._tally.add(rejection.reason)
        if delivery.reason is None or reading.rejections:
            self._tally.add("delivery")
        else:  # nothing was delivered at all
            self._tally.add(delivery.reason)
