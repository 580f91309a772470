"""
A session for other people's SQL: it reads the lake and nothing else, and ends after a while.

DuckDB shuts off files outside the data folder, writing into the lake, and settings. What it leaves open is decided
here, from the statement as DuckDB parses it and never from its text: only a SELECT runs, and of the functions that give
tables only those that are known to be harmless. Others open SQLite files, write logs, or clean up a lake.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb

from newslake.edge.lake.connect import attach, load_extensions, quoted
from newslake.errors import NewslakeError

LIMIT_S = 300.0
"""Seconds after which a query is stopped: a scan of a million texts takes a minute (a guess beyond that)."""

HARMLESS = frozenset(
    (
        *("range", "generate_series", "unnest", "repeat", "json_each", "json_tree", "histogram", "histogram_values"),
        *("snapshots", "table_changes", "current_snapshot", "last_committed_snapshot"),
        *("duckdb_columns", "duckdb_functions", "duckdb_keywords", "duckdb_schemas", "duckdb_tables", "duckdb_types"),
        *("duckdb_views", "icu_calendar_names", "pg_timezone_names"),
    )
)
"""Table functions that make rows of their arguments, or tell of the lake and of DuckDB; the lake's own macros beside.

What a new version of DuckDB adds is refused until it stands here.
"""

_REFUSED_SCALARS = frozenset(("write_log",))
"""Of those that DuckDB says have side effects the only one that leaves something behind."""

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)
_WORD = re.compile("[A-Za-z_][A-Za-z0-9_]*")


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
    with closing(load_extensions()) as connection:
        attach(connection, root)
        folders = {f"'{quoted(folder / 'data')}/'" for folder in (root, root.resolve())}
        connection.execute(f"SET allowed_directories = [{', '.join(sorted(folders))}]")
        connection.execute("SET python_enable_replacements = false")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        is_over = threading.Event()

        def stop() -> None:
            is_over.set()
            connection.interrupt()

        timer = threading.Timer(limit_s, stop)
        timer.start()
        try:
            need_query(connection, sql)
            yield connection.execute(sql)
        except duckdb.Error as e:
            stopped = f"stopped after {limit_s:g} seconds: ask for fewer days, or for fewer columns"
            raise QueryError(stopped if is_over.is_set() else str(e).strip()) from e
        finally:
            timer.cancel()


def need_query(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise QueryError unless the text is one query that reads the lake alone."""
    statements = _statements(connection, sql)
    if not statements:
        raise QueryError("there is no query; try: SELECT headline FROM articles LIMIT 5")
    if len(statements) > 1:
        raise QueryError(f"{len(statements)} statements: give one at a time")
    asked = sql
    if statements[0].type == duckdb.StatementType.EXPLAIN:
        asked = _EXPLAIN.sub("", sql, count=1)
        explained = _statements(connection, asked)
        statements = explained if len(explained) == 1 else statements
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = statements[0].type.name
        raise QueryError(f"{kind} is no query: the lake is read-only here; 'newslake sql … --out FILE' writes results")
    own = {name for (name,) in connection.execute(_MACROS).fetchall()}
    if beyond := sorted(_functions(connection, asked) - own - HARMLESS):
        raise QueryError(f"{beyond[0]} may reach beyond the lake's views and tables, and is refused")


def _statements(connection: duckdb.DuckDBPyConnection, sql: str) -> list[duckdb.Statement]:
    # A PIVOT without its list of columns comes with a CREATE TYPE of the parser's own, which has no text
    parsed = connection.extract_statements(sql)
    return [one for one in parsed if one.query or one.type != duckdb.StatementType.CREATE or len(parsed) == 1]


_MACROS = "SELECT function_name FROM duckdb_functions() WHERE database_name = 'lake'"

_TABLE_FUNCTIONS = """
SELECT function_name FROM duckdb_functions()
WHERE function_type IN ('table', 'table_macro', 'pragma') AND database_name <> 'lake'
"""


def _functions(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """
    The table functions that a query calls, however they are written, and the scalar ones that are refused.

    A PIVOT whose columns are not listed is no tree that DuckDB would show: of it every word counts that is the name of
    such a function, those in its strings too.
    """
    # The text stands in the statement: to bind it would import pandas
    text = sql.replace("'", "''")
    ((shown,),) = connection.execute(f"SELECT json_serialize_sql('{text}')").fetchall()
    tree = json.loads(shown)
    if not tree["error"]:
        return set(_called(tree))
    names = {name.lower() for (name,) in connection.execute(_TABLE_FUNCTIONS).fetchall()} | _REFUSED_SCALARS
    names |= {name.removeprefix("ducklake_") for name in names}  # as the lake itself calls them: lake.snapshots()
    return {word.lower() for word in _WORD.findall(sql)} & names


def _called(tree: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += node.values()
            if node.get("type") == "TABLE_FUNCTION":
                yield str(node["function"].get("function_name", "what is called")).lower()
            elif node.get("function_name") in _REFUSED_SCALARS:
                yield node["function_name"]
        elif isinstance(node, list):
            waiting += node
