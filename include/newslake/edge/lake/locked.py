"""
A session for other people's SQL: it reads the lake and nothing else, and ends after a while.

DuckDB holds most of it: the lake is attached read-only, files outside its data folder are shut off, and no setting can
be changed any more. What DuckDB would still do is refused before it runs: writing into the data folder, and functions
of its extensions that open any SQLite file or clean up the lake.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from newslake.edge.lake.connect import attach, load_extensions, quoted
from newslake.errors import NewslakeError

LIMIT_S = 300.0
"""Seconds after which a query is stopped: a scan of a million texts takes a minute (a guess beyond that)."""

_BEYOND = re.compile(r"\b(?:sqlite|ducklake)_\w+|\bquery(?=\"?\s*(?:\(|/\*|--))", re.IGNORECASE)
"""Functions that open files or change the lake; ``query`` would run a text put together out of sight."""

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)


class QueryError(NewslakeError):
    """A query that is not run, or failed; the text is DuckDB's own, with its hints, where DuckDB refuses it."""


@contextmanager
def answer(root: Path, sql: str, *, limit_s: float = LIMIT_S) -> Iterator[duckdb.DuckDBPyConnection]:
    """
    A connection that has run one query; its rows are to be fetched while the block runs.

    Raises:
        QueryError: It is none, more than one, would write or reach beyond the lake; or DuckDB refuses it, or it takes
            longer than ``limit_s`` seconds.
        LakeError: There is no lake.
    """
    with attach(load_extensions(), root) as connection:
        folders = {f"'{quoted(folder / 'data')}/'" for folder in (root, root.resolve())}
        connection.execute(f"SET allowed_directories = [{', '.join(sorted(folders))}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        is_over = threading.Event()

        def stop() -> None:
            is_over.set()
            connection.interrupt()

        timer = threading.Timer(limit_s, stop)
        timer.start()
        try:
            _need_query(connection, sql)
            yield connection.execute(sql)
        except duckdb.Error as e:
            stopped = f"stopped after {limit_s:g} seconds: ask for fewer days, or for fewer columns"
            raise QueryError(stopped if is_over.is_set() else str(e).strip()) from e
        finally:
            timer.cancel()


def _need_query(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    # A PIVOT without its list of columns comes with a CREATE TYPE of the parser's own, which has no text
    parsed = connection.extract_statements(sql)
    statements = [one for one in parsed if one.query or one.type != duckdb.StatementType.CREATE or len(parsed) == 1]
    if not statements:
        raise QueryError("there is no query; try: SELECT headline FROM articles LIMIT 5")
    if len(statements) > 1:
        raise QueryError(f"{len(statements)} statements: give one at a time")
    (statement,) = statements
    if statement.type == duckdb.StatementType.EXPLAIN:
        explained = connection.extract_statements(_EXPLAIN.sub("", sql, count=1))
        statement = explained[0] if len(explained) == 1 else statement
    if statement.type != duckdb.StatementType.SELECT:
        raise QueryError(
            f"{statement.type.name} is no query: the lake is read-only here; 'newslake sql … --out FILE' writes results"
        )
    if found := _BEYOND.search(sql):
        raise QueryError(f"{found[0]} reaches beyond the lake's views and tables, and is refused")
