"""Answers from the lake, read-only: what the command line shows and exports."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from newslake.edge.lake.connect import connect
from newslake.errors import LakeError, NewslakeError
from newslake.questions import CORPUS, GONE, LIFE

Row = dict[str, Any]


class QueryError(NewslakeError):
    """DuckDB refuses a query; the text is what it says."""


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


def selection(
    *, day_from: date | None = None, day_to: date | None = None, source: str | None = None, language: str | None = None
) -> str:
    """The WHERE clause of an export, values quoted; days are the publisher's local ones, both included."""
    clauses = ["true"]
    if day_from:
        clauses.append(f"date_published_local >= DATE '{day_from}'")
    if day_to:
        clauses.append(f"date_published_local <= DATE '{day_to}'")
    if source:
        clauses.append(f"source_id = {_text(source)}")
    if language:
        clauses.append(f"(in_language = {_text(language)} OR starts_with(in_language, {_text(language + '-')}))")
    return " AND ".join(clauses)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def export_parquet(lake: Path, out: Path, *, where: str) -> int:
    """Write the chosen articles to one Parquet file, by source and date; gives their number."""
    query = f"SELECT * FROM articles WHERE {where} ORDER BY source_id, date_published"  # noqa: S608 - from selection()
    return copy_out(lake, query, out, form="parquet")


def export_corpus(lake: Path, out: Path, *, where: str) -> Iterator[tuple[str, str]]:
    """
    Write one text file an article, ``<out>/<date>/<article_id>.txt``: `` date YYYY-MM-DD <text>``, and ``index.jsonl``.

    The date is the publisher's local day. An article without one has no place in a corpus by day: it is given back as
    "undated" and stands in the index without a file. Files of an earlier export whose article is no longer shown, as
    its agency has killed it, are removed.

    Yields:
        Article id and outcome, "written", "undated" or "withdrawn".
    """
    out.mkdir(parents=True, exist_ok=True)
    with connect(lake) as connection, (out / "index.jsonl.part").open("w", encoding="utf-8") as index:
        there = {path.stem: path for path in out.glob("????-??-??/*.txt")}
        for (gone,) in connection.execute(GONE, [list(there)]).fetchall():
            there[gone].unlink()
            yield gone, "withdrawn"
        result = connection.execute(CORPUS.format(where=where))
        names = [column[0] for column in result.description or []]
        while batch := result.fetchmany(1_000):
            for values in batch:
                row = dict(zip(names, values, strict=True))
                text = row.pop("article_body")
                file = None
                if row["date"] is not None:
                    file = f"{row['date']}/{row['article_id']}.txt"
                    (out / row["date"]).mkdir(exist_ok=True)
                    (out / file).write_text(f" date {row['date']} {text}", encoding="utf-8", newline="")
                index.write(json.dumps({"file": file, **row}, ensure_ascii=False) + "\n")
                yield row["article_id"], "written" if file else "undated"
    (out / "index.jsonl.part").replace(out / "index.jsonl")


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
        for part, sql in LIFE.items():
            result = connection.execute(sql, {"urls": list(urls)})
            names = [column[0] for column in result.description or []]
            life[part] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if not any(life.values()):
        raise LakeError(f"the lake knows nothing of {urls[0]}; 'newslake latest' shows addresses it knows")
    return life
