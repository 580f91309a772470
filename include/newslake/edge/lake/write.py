"""
The one way into the lake: batches of the spool, in one transaction, exactly once.

Two levels see to that: the ledger knows every batch that was committed, by its digest; an anti-join keeps out what
another batch has brought already (docs/decisions/0002-exactly-once.md).
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from newslake.edge.batches import batch_id, rows_in
from newslake.edge.lake.connect import SCHEMA_VERSION, LakeFolder, connect, lock, read_sql
from newslake.errors import LakeError

STEPS = ("entry", "visit", "page", "rejection", "article", "wire", "delivery", "report")
"""Kinds of batches in the order of loading and of removing; each has its ``sql/load_<step>.sql``."""

LAST = ("article", "wire")
"""Steps whose batch is named last, and says that those of ``WITH_LAST`` with the same name are complete."""

WITH_LAST = ("rejection", "delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch file of the spool, ``<spool>/<run>/<step>-<name>.parquet``."""

    path: Path
    run: str
    step: str


def complete_batches(spool: Path) -> list[Batch]:
    """
    Every batch that can be loaded, of every run, in the order of loading.

    What is still being written has another name. A batch of pages waits until it has been read (``extracted_from``).
    Rejections and deliveries come with the articles of their batch, which are named last: a page or a file is never in
    the lake without what became of it. The spool is looked at once: what is named meanwhile is for the next load.
    """
    listed = set(spool.glob("*/*-*.parquet"))
    ready = []
    for path in listed:
        step = path.name.split("-")[0]
        if step in LAST:
            ready += [path, *(sibling for sibling in siblings(path) if sibling.exists())]
        elif step == "page":
            ready += [path] if extracted_from(path) in listed else []
        elif step in STEPS and step not in WITH_LAST:
            ready.append(path)
    found = [Batch(path=path, run=path.parent.name, step=path.name.split("-")[0]) for path in ready]
    return sorted(found, key=lambda batch: (STEPS.index(batch.step), batch.path))


def siblings(path: Path) -> list[Path]:
    """The files that may belong to a batch of articles, or that one of rejections or deliveries may belong to."""
    step = path.name.split("-")[0]
    others = WITH_LAST if step in LAST else LAST
    return [path.with_name(path.name.replace(step, other, 1)) for other in others]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A batch of pages that nobody has read yet, its rows, and the batches of what will become of them."""

    pages: Path
    rows: int
    articles: Path
    rejections: Path


def unread_pages(spool: Path) -> list[Unread]:
    """The batches of pages, of every run, that are still to be read."""
    unread = []
    for path in sorted(spool.glob("*/page-*.parquet")):
        with suppress(FileNotFoundError):  # read and loaded by another crawl meanwhile
            articles = extracted_from(path)
            if not articles.exists():
                rejections = articles.with_name(articles.name.replace("article", "rejection"))
                unread.append(Unread(pages=path, rows=rows_in(path), articles=articles, rejections=rejections))
    return unread


def extracted_from(pages: Path) -> Path:
    """The batch of articles that belongs to a batch of pages: named by its digest, as a retry may write it again."""
    return pages.with_name(f"article-{batch_id(pages)}.parquet")


def commit(root: Path, steps: Iterable[str], *, run: str, now: datetime) -> Counter[str]:
    """
    Load what is complete in the spool in one transaction, then remove the files.

    Killed before the commit, nothing has happened; killed after it, the ledger knows the batches, and the next call
    only removes the files.

    Args:
        steps: Kinds of batches to load, all of ``STEPS`` or some.

    Returns:
        Rows added by step, and "again-<step>" for rows that were there already.
    """
    counts: Counter[str] = Counter()
    with lock(root), connect(root, read_only=False) as connection:
        batches = [batch for batch in complete_batches(LakeFolder(root).spool) if batch.step in steps]
        inodes = {batch.path: batch.path.stat().st_ino for batch in batches}
        connection.execute("BEGIN")
        found = {batch_id(batch.path): batch for batch in batches}
        loaded = connection.execute(_LOADED, [list(found)]).fetchall()
        fresh = {digest: batch for digest, batch in found.items() if (digest,) not in loaded}
        connection.execute("CREATE TEMP TABLE batch (path VARCHAR, batch_id VARCHAR)")
        for step in STEPS:
            files = {str(batch.path): digest for digest, batch in fresh.items() if batch.step == step}
            if files:
                rows, added = _load(connection, step, files, now)
                # A kill notice may add more rows than there are in its file: Counter drops what is below 0.
                counts += Counter({step: added, f"again-{step}": rows - added})
        for digest, batch in fresh.items():
            connection.execute(_LEDGER, [digest, batch.run, batch.step, str(batch.path), now])
        if fresh:
            connection.execute("CALL lake.set_commit_message('newslake', ?)", [f"load {run}"])
        connection.execute("COMMIT")
        for path, inode in inodes.items():
            if path.stat().st_ino == inode:  # else a retry has written it again meanwhile, and it is not loaded yet
                path.unlink()
    for folder in {path.parent for path in inodes}:
        with suppress(OSError):  # others are still in it
            folder.rmdir()
    return counts


_ROWS = """
SELECT count(*), count(batch.path)
FROM read_parquet($files, filename = 'path', hive_partitioning = false) LEFT JOIN batch USING (path)
"""
_LOADED = "SELECT batch_id FROM ops.load_ledger WHERE batch_id IN (SELECT unnest(?))"
_LEDGER = "INSERT INTO ops.load_ledger SELECT $1, $2, $3, count(*), $5 FROM read_parquet($4, hive_partitioning = false)"


def _load(connection: duckdb.DuckDBPyConnection, step: str, files: dict[str, str], now: datetime) -> tuple[int, int]:
    """Load all batches of a step at once, as one file a partition; gives their rows, and how many were new."""
    connection.execute("DELETE FROM batch")
    connection.executemany("INSERT INTO batch VALUES (?, ?)", list(files.items()))
    values = {"files": list(files), "now": now, "schema_version": SCHEMA_VERSION}
    statement = read_sql(f"load_{step}.sql")
    wanted = {name: value for name, value in values.items() if f"${name}" in statement}
    ((rows, known),) = connection.execute(_ROWS, {"files": list(files)}).fetchall()
    if rows != known:
        raise LakeError(f"{rows - known} rows of {step} batches belong to no file: DuckDB spells a path another way")
    ((added,),) = connection.execute(statement, wanted).fetchall()
    return rows, added
