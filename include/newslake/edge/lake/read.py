"""What the stages ask of the lake: state that follows from the rows, never kept anywhere else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from newslake.edge.batches import records_of
from newslake.edge.lake.connect import connect
from newslake.model import Entry, Visit

PENDING_DAYS = 30
"""How long an entry that was never fetched is still tried for."""

MAX_ATTEMPTS = 3
"""Fetches of one page that fail with hope; the last one decides. One crawl is one attempt."""


def latest_visits(root: Path) -> dict[str, Visit]:
    """The last visit of every feed, by feed id."""
    with connect(root) as connection:
        table = connection.execute(
            "SELECT * EXCLUDE (batch_id, ingest_date) FROM raw.visit"
            " QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY visited_at DESC) = 1"
        ).to_arrow_table()
    return {visit.feed_id: visit for visit in records_of(table, Visit)}


def known_entries(root: Path, feed_ids: list[str]) -> set[str]:
    """Ids of all entries that were ever collected from these feeds."""
    with connect(root) as connection:
        rows = connection.execute(
            "SELECT entry_id FROM raw.entry WHERE feed_id IN (SELECT unnest(?))", [feed_ids]
        ).fetchall()
    return {row[0] for row in rows}


_PENDING_ENTRIES = """
WITH entry AS (
    SELECT * EXCLUDE (batch_id, ingest_date) FROM raw.entry WHERE ingest_date >= $since
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY collected_at DESC) = 1
),
tried AS (
    SELECT entry.url, count(page.page_id) AS attempts, coalesce(bool_or(NOT page.retryable), false) AS done
    FROM entry LEFT JOIN raw.page AS page
      ON page.url = entry.url AND page.fetched_at >= entry.collected_at AND page.ingest_date >= $since
    GROUP BY entry.url
)
SELECT entry.*, tried.attempts AS attempts
FROM entry JOIN tried USING (url)
WHERE NOT tried.done AND tried.attempts < $max_attempts
"""


def pending_entries(root: Path, *, now: datetime) -> list[tuple[Entry, int]]:
    """Entries of the last days whose page is still to be fetched, each with the attempts made."""
    with connect(root) as connection:
        table = connection.execute(
            _PENDING_ENTRIES, {"since": (now - timedelta(days=PENDING_DAYS)).date(), "max_attempts": MAX_ATTEMPTS}
        ).to_arrow_table()
    attempts = [value or 0 for value in table.column("attempts").to_pylist()]
    return list(zip(records_of(table.drop_columns(["attempts"]), Entry), attempts, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """
    Where a cursor stands.

    Attributes:
        next_page: None before its first page.
        waiting_since: When this page came without all of its texts, the first time; None when it did not.
    """

    next_page: str | None
    waiting_since: datetime | None


_CURSOR = """
SELECT arg_max(next_page, received_at) FILTER (WHERE next_page IS NOT NULL),
       min(received_at) FILTER (
           WHERE reason IS NOT NULL AND raw_pointer IS NOT NULL AND received_at > coalesce(came_at, 'epoch')
       )
FROM (SELECT *, max(received_at) FILTER (WHERE reason IS NULL) OVER () AS came_at
      FROM raw.delivery WHERE wire_id = ?)
"""


def cursor_of(root: Path, wire_id: str) -> Cursor:
    """The state of a cursor, as its deliveries tell it."""
    with connect(root) as connection:
        ((next_page, waiting_since),) = connection.execute(_CURSOR, [wire_id]).fetchall()
    return Cursor(next_page=next_page, waiting_since=waiting_since)
