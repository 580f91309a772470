"""Answers from the lake, read-only: what the command line shows."""

from importlib import resources
from pathlib import Path
from typing import Any

import duckdb

from newslake.edge.lake.connect import connect
from newslake.edge.lake.locked import QueryError, answer
from newslake.edge.lake.results import write_result
from newslake.errors import LakeError

Row = dict[str, Any]

STATUS_PARTS = ("runs", "rejections", "sources", "wires")
LIFE_PARTS = ("entries", "pages", "rejections", "deliveries", "articles")
"""What is known of an address, in the order it happened."""


def question(name: str) -> str:
    """The SQL text ``sql/<name>.sql``."""
    return (resources.files("newslake.serve") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def need_lake(lake: Path) -> None:
    """Raise LakeError where there is no lake; the text says how to make one."""
    with connect(lake):
        pass


def query(lake: Path, sql: str, values: list[object] | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
    """
    Column names and rows of a read-only query on the lake.

    Raises:
        QueryError: DuckDB refuses it, also because it would write.
        LakeError: There is no lake.
    """
    with connect(lake) as connection:
        try:
            result = connection.execute(sql, values or [])
        except duckdb.Error as e:
            raise QueryError(str(e).strip()) from e
        return [column[0] for column in result.description or []], result.fetchall()


def rows(lake: Path, sql: str, values: list[object] | None = None) -> list[Row]:
    """The same as one dict a row."""
    names, found = query(lake, sql, values)
    return [dict(zip(names, row, strict=True)) for row in found]


def ask(lake: Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of somebody's query, run in a locked session (see ``locked.answer``, also for errors)."""
    with answer(lake, sql) as result:
        return [column[0] for column in result.description or []], result.fetchall()


def ask_into(lake: Path, sql: str, out: Path, *, form: str) -> int:
    """The same into a file: parquet, csv, json or jsonl; gives the number of rows."""
    with answer(lake, sql) as result:
        return write_result(result, out, form)


def latest(lake: Path, limit: int) -> list[Row]:
    """The newest articles by date of publication."""
    # Written into the text: to bind a value DuckDB imports pandas and pyarrow, more than a second
    return rows(lake, question("latest").format(limit=int(limit)))


def status(lake: Path) -> dict[str, list[Row]]:
    """The last three runs by stage, rejections by reason, freshness by source, wires."""
    return {part: rows(lake, question(f"status_{part}")) for part in STATUS_PARTS}


def explain(lake: Path, urls: tuple[str, ...]) -> dict[str, list[Row]]:
    """
    The life of an address: the entries that named it, its fetches, rejections and article revisions.

    Args:
        urls: The forms in which it may be known.

    Raises:
        LakeError: The lake knows nothing of it.
    """
    life: dict[str, list[Row]] = {}
    with connect(lake) as connection:
        for part in LIFE_PARTS:
            result = connection.execute(question(f"explain_{part}"), {"urls": list(urls)})
            names = [column[0] for column in result.description or []]
            life[part] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if not any(life.values()):
        raise LakeError(f"the lake knows nothing of {urls[0]}; 'newslake latest' shows addresses it knows")
    return life
