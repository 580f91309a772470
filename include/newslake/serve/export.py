"""Articles written to files: a corpus of texts, one Parquet file."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from newslake.edge.lake.connect import connect
from newslake.edge.lake.results import write_result
from newslake.serve.answers import question


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
    with connect(lake) as connection:
        return write_result(connection.execute(query), out, "parquet")


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
        for (gone,) in connection.execute(question("gone"), [list(there)]).fetchall():
            there[gone].unlink()
            yield gone, "withdrawn"
        result = connection.execute(question("corpus").format(where=where))
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
