"""Answers from the lake, read-only: what the command line shows."""

from importlib import resources
from pathlib import Path
from typing import Any

import duckdb

from newslake.edge.lake.connect import connect
from newslake.errors import LakeError, NewslakeError

Row = dict[str, Any]

STATUS_PARTS = ("runs", "rejections", "sources", "wires")
LIFE_PARTS = ("entries", "pages", "rejections", "deliveries", "articles")
"""What is known of an address, in the order it happened."""


class QueryError(NewslakeError):
    """DuckDB refuses a query; the text is what it says."""


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
            raise QueryError(_first_line(e)) from e
        return [column[0] for column in result.description or []], result.fetchall()


def rows(lake: Path, sql: str, values: list[object] | None = None) -> list[Row]:
    """The same as one dict a row."""
    names, found = query(lake, sql, values)
    return [dict(zip(names, row, strict=True)) for row in found]


def copy_out(lake: Path, sql: str, out: Path, *, form: str, array: bool = False) -> int:
    """
    Write a query's result to a file.

    Args:
        form: parquet, csv or json.
        array: JSON as one array instead of lines.

    Returns:
        Rows written.
    """
    options = {"parquet": "FORMAT parquet, COMPRESSION zstd", "csv": "FORMAT csv, HEADER", "json": "FORMAT json"}[form]
    options += f", ARRAY {array}" if form == "json" else ""
    out.parent.mkdir(parents=True, exist_ok=True)
    with connect(lake) as connection:
        try:
            written = connection.execute(
                f"COPY (\n{sql.strip().rstrip(';')}\n) TO '{str(out).replace(chr(39), chr(39) * 2)}' ({options})"
            )
        except duckdb.Error as e:
            raise QueryError(_first_line(e)) from e
        (count,) = written.fetchone() or (0,)
    return int(count)


def latest(lake: Path, limit: int) -> list[Row]:
    """The newest articles by date of publication."""
    return rows(lake, question("latest"), [limit])


def status(lake: Path) -> dict[str, list[Row]]:
    """The last three runs by stage, rejections by reason, freshness by source, wires."""
    return {part: rows(lake, question(f"status_{part}")) for part in STATUS_PARTS}


def _first_line(error: duckdb.Error) -> str:
    return str(error).strip().splitlines()[0]


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
