"""Care of the lake's files: merge small ones, forget old snapshots, sweep what nothing refers to."""

from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from newslake.edge.batches import PARTIAL
from newslake.edge.lake.connect import LakeFolder, connect, lock
from newslake.edge.spool import has_batches, unfinished, without_last

SNAPSHOTS_KEPT = timedelta(days=7)
ORPHANS_KEPT = timedelta(days=1)
"""Younger files may belong to a task that is still writing."""

_REFERRED = """
SELECT raw_pointer."file" FROM raw.visit WHERE raw_pointer IS NOT NULL
UNION SELECT raw_pointer."file" FROM raw.page WHERE raw_pointer IS NOT NULL
UNION SELECT raw_pointer."file" FROM raw.delivery WHERE raw_pointer IS NOT NULL
UNION SELECT raw_pointer."file" FROM news.article_version
UNION SELECT raw_pointer."file" FROM news.rejection WHERE raw_pointer IS NOT NULL
"""


def maintain(root: Path, *, now: datetime) -> Counter[str]:
    """
    One round of care, under the committer's lock. Rows are never touched.

    Returns:
        "merged": tables whose small files were; files "cleaned-up", "orphaned", "archive-swept" (a crawl died before
        anything pointed to it) and "part-swept"; "snapshot-expired".
    """
    folder = LakeFolder(root)
    snapshots = now - SNAPSHOTS_KEPT
    orphans = now - ORPHANS_KEPT
    counts: Counter[str] = Counter()
    with lock(root), connect(root, read_only=False) as connection:

        def call(outcome: str, statement: str, values: list[object]) -> None:
            counts[outcome] += len(connection.execute(statement, values).fetchall())

        call("merged", "CALL ducklake_merge_adjacent_files('lake')", [])
        call("snapshot-expired", "CALL ducklake_expire_snapshots('lake', older_than => ?)", [snapshots])
        call("cleaned-up", "CALL ducklake_cleanup_old_files('lake', older_than => ?)", [orphans])
        call("orphaned", "CALL ducklake_delete_orphaned_files('lake', older_than => ?)", [orphans])
        referred = {row[0] for row in connection.execute(_REFERRED).fetchall()}
        if not has_batches(folder.spool):  # what waits there refers to archives too
            for archive in folder.raw.rglob("*.warc.gz"):
                if (
                    str(archive.relative_to(folder.raw)) not in referred
                    and archive.stat().st_mtime < orphans.timestamp()
                ):
                    archive.unlink()
                    counts["archive-swept"] += 1
        # Some of those without articles never get any: another crawl has loaded the same, or their own died before.
        left = [
            *folder.raw.rglob(f"*{PARTIAL}"),
            *unfinished(folder.spool),
            *without_last(folder.spool),
        ]
        for part in left:
            with suppress(FileNotFoundError):  # a crawl has just given it its name
                if part.stat().st_mtime < orphans.timestamp():
                    part.unlink()
                    counts["part-swept"] += 1
    return counts
