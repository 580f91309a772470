"""What every stage shares: where a run's batches lie, how outcomes are counted, how a stage reports."""

import logging
import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Protocol

from newslake.core.sources import domains_of
from newslake.edge.batches import BatchWriter
from newslake.edge.http import FetchPolicy
from newslake.edge.lake.connect import LakeFolder
from newslake.edge.lake.write import commit
from newslake.edge.spool import batch_path
from newslake.edge.workers import Failure, WorkerPolicy
from newslake.model import Count, Reason, Source, StageReport
from newslake.settings import Settings, load_settings

log = logging.getLogger(__name__)

PRELOAD = ("newslake.core.preload",)
"""What the workers of all stages run, loaded once: all pools of a process are forked from one server."""


class Listener(Protocol):
    """Who wants to see a stage at work: called with the stage, the items done and how many there are (None: open)."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    One crawl: its settings, its name, and its clock.

    Attributes:
        name: Folder of its batches below ``spool/``; letters, digits, ``-`` and ``_``.
        now: The instant the crawl takes as "now" for what is due; UTC.
        force: Visit feeds that are not due as well.
        listener: Shows progress; None: nobody watches.
        stop: Set by whoever wants the run to end: a stage finishes what it has in hand, and begins nothing more.
    """

    settings: Settings
    name: str
    now: datetime
    force: bool = False
    listener: Listener | None = None
    stop: Event = field(default_factory=Event)

    @property
    def folder(self) -> LakeFolder:
        """The lake."""
        return LakeFolder(self.settings.lake)

    def batch(self, step: str, name: str) -> Path:
        """File of a batch of this run."""
        return batch_path(self.folder.spool, self.name, step, name)

    def archive_name(self, kind: str, name: str) -> str:
        """Name of a WARC of this run, below the archive's folder."""
        return f"{self.now:%Y-%m-%d}/{self.name}-{kind}-{name}"

    def fetch_policy(self, sources: Iterable[Source]) -> FetchPolicy:
        """How this run fetches; some sources want more time between two requests."""
        slower = [
            (host, source.host_delay_s)
            for source in sources
            if source.host_delay_s is not None
            for name in domains_of(source)
            for host in (name, f"www.{name}")
        ]
        return FetchPolicy(
            user_agent=self.settings.user_agent,
            allow=self.settings.fetch_allow,
            timeout_s=self.settings.fetch_timeout_s,
            max_bytes=self.settings.fetch_max_bytes,
            host_delay_s=self.settings.host_delay_s,
            slower=tuple(slower),
        )

    def worker_policy(self) -> WorkerPolicy:
        """How this run's workers are limited."""
        return WorkerPolicy(workers=self.settings.workers)


def start_run(
    name: str,
    *,
    now: datetime,
    force: bool = False,
    settings: Settings | None = None,
    listener: Listener | None = None,
    stop: Event | None = None,
) -> Run:
    """
    The run of that name, as every task of a DAG run makes it for itself.

    Args:
        name: Anything that names the run alone, such as Airflow's run id.
        settings: Read from the environment when None.
        stop: See ``Run``; None: nobody will ask it to stop.
    """
    tidy = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-")
    return Run(
        settings=settings or load_settings(), name=tidy, now=now, force=force, listener=listener, stop=stop or Event()
    )


def clock() -> datetime:
    """The time, for stamps of what we did."""
    return datetime.now(UTC)


def shard_name(shard: int | None) -> str:
    """Name of a shard in file names; "all" when a stage takes them all at once."""
    return "all" if shard is None else f"{shard:02d}"


class Tally:
    """Outcomes of a stage, counted while it runs; its report is there once it is over."""

    def __init__(self, stage: str, listener: Listener | None) -> None:
        self.counts: Counter[str] = Counter()
        self.cpu_seconds = 0.0
        self._stage = stage
        self._listener = listener
        self._total: int | None = None
        self._done = 0
        self._report: StageReport | None = None

    def expect(self, total: int) -> None:
        """Say how many items there are to do."""
        self._total = total
        self._show()

    def add(self, outcome: str, items: int = 1) -> None:
        """Count what became of items."""
        self.counts[outcome] += items

    def step(self) -> None:
        """One more item is done."""
        self._done += 1
        self._show()

    def finish(self, report: StageReport) -> None:
        """The stage has ended."""
        self._report = report

    @property
    def report(self) -> StageReport:
        """The report of a stage that has ended."""
        if self._report is None:
            raise RuntimeError(f"the stage {self._stage} has not ended")
        return self._report

    def _show(self) -> None:
        if self._listener is not None:
            self._listener(self._stage, self._done, self._total)


def failure_reason(failure: Failure) -> Reason:
    """What a worker's end means for the item it had."""
    return Reason(f"extractor-{failure.cause.value}")


@contextmanager
def stage(run: Run, name: str, shard: int | None = None, *, trifles: Collection[str] | None = None) -> Iterator[Tally]:
    """
    Time a stage, count what it does, log its report once and put it in the spool for ``ops.stage_report``.

    An exception passes through, and leaves no report.

    Args:
        trifles: Outcomes that are worth no report where there are no others; None: there is always one.
    """
    started_at, cpu = clock(), time.process_time()
    tally = Tally(name, run.listener)
    yield tally
    report = StageReport(
        run=run.name,
        stage=name,
        shard=shard,
        started_at=started_at,
        finished_at=clock(),
        cpu_seconds=round(time.process_time() - cpu + tally.cpu_seconds, 3),
        counts=tuple(Count(outcome=outcome, items=items) for outcome, items in sorted(tally.counts.items()) if items),
    )
    tally.finish(report)
    log.info("%s", report.line())
    if trifles is not None and all(count.outcome in trifles for count in report.counts):
        return
    with BatchWriter(run.batch("report", f"{name}-{shard_name(shard)}-{time.time_ns():x}"), StageReport) as reports:
        reports.write(report)


def commit_reports(run: Run) -> None:
    """Load the reports that lie in the spool: what comes after ``load`` cannot wait for the next crawl's."""
    commit(run.settings.lake, ("report",), run=run.name, now=clock())
