"""What became of items that are no article, and what the stages did."""

from dataclasses import dataclass
from datetime import datetime

from newslake.model.fetching import RawPointer
from newslake.model.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """
    An item that did not become an article: one row of ``news.rejection``.

    Attributes:
        page_id: The page it came from; None when no page was fetched.
        stage: collect, fetch or extract.
    """

    url: str
    source_id: str
    page_id: str | None
    stage: str
    reason: Reason
    detail: str | None
    at: datetime
    raw_pointer: RawPointer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many items ended in one outcome."""

    outcome: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """
    What a stage did: one row of ``ops.stage_report``.

    Attributes:
        run: Name of the crawl.
        shard: None for a stage that takes all shards at once.
        counts: Every item by its outcome; nothing is left out.
    """

    run: str
    stage: str
    shard: int | None
    started_at: datetime
    finished_at: datetime
    cpu_seconds: float
    counts: tuple[Count, ...]

    def line(self) -> str:
        """The report as one log line: ``stage=extract run=… article=412 no-body=9``."""
        shard = "" if self.shard is None else f" shard={self.shard}"
        outcomes = " ".join(f"{count.outcome}={count.items}" for count in self.counts)
        return f"stage={self.stage} run={self.run}{shard} {outcomes}".rstrip()
