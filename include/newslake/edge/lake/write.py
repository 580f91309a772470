"""
The one way into the lake: batches of the spool, in one transaction, exactly once.

Two levels see to that: the ledger knows every batch that was committed, by its digest; an anti-join keeps out what
another batch has brought already (docs/decisions/0002-exactly-once.md).
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import duckdb

from newslake.edge.batches import batch_id
from newslake.edge.lake.connect import SCHEMA_VERSION, LakeFolder, connect, lock, read_sql
from newslake.edge.spool import STEPS, complete_batches
from newslake.errors import LakeError


def commit(root: Path, steps: Iterable[str], *, run: str, now: datetime) -> Counter[str]:
    """
    Load what is complete in the spool in one transaction, then remove the files.

    Killed before the commit, nothing has happened; killed after it, the ledger knows the batches, and the next call
    only removes the files.

    Args:
        steps: Kinds of batches to load, all of ``spool.STEPS`` or some.

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
