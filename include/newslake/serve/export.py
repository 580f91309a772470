"""Articles written to files: a corpus of texts, one Parquet file."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from newslake.edge.lake.connect import connect
from newslake.edge.lake.locked import QueryError
from newslake.edge.lake.results import made_folder, write_result
from newslake.errors import LakeError
from newslake.serve.answers import question, rows

NO_MATCH = "no article matches; nothing was written, ask for other days, sources or languages"


def selection(
    *, day_from: date | None = None, day_to: date | None = None, source: str | None = None, language: str | None = None
) -> str:
    """
    The WHERE clause of an export, values quoted; days are the publisher's local ones, both included.

    Raises:
        QueryError: The range ends before it begins.
    """
    if day_from and day_to and day_to < day_from:
        raise QueryError(f"--from {day_from} is after --to {day_to}: swap them")
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


def need_known(lake: Path, *, source: str | None, language: str | None) -> None:
    """Raise QueryError when no article at all is of this source, or in this language."""
    for name, value, where in (
        ("source", source, selection(source=source)),
        ("language", language, selection(language=language)),
    ):
        if value and not rows(lake, f"SELECT 1 FROM articles WHERE {where} LIMIT 1"):  # noqa: S608 - from selection()
            raise QueryError(f"no article of the lake has the {name} {value!r}; 'newslake status' shows its sources")


def export_parquet(lake: Path, out: Path, *, where: str) -> int:
    """
    Write the chosen articles to one Parquet file, by source and date; gives their number.

    Raises:
        LakeError: No article matches; nothing was written.
    """
    if not rows(lake, f"SELECT 1 FROM articles WHERE {where} LIMIT 1"):  # noqa: S608 - from selection()
        raise LakeError(NO_MATCH)
    query = f"SELECT * FROM articles WHERE {where} ORDER BY source_id, date_published"  # noqa: S608 - from selection()
    with connect(lake) as connection:
        return write_result(connection.execute(query), out, "parquet")


def export_corpus(lake: Path, out: Path, *, where: str) -> Iterator[tuple[str, str]]:
    """
    Write one text file an article, ``<out>/<date>/<article_id>.txt``: `` date YYYY-MM-DD <text>``, and ``index.jsonl``.

    The date is the publisher's local day. An article without one has no place in a corpus by day: it is given back as
    "undated" and stands in the index without a file. All is written beside the old export first and then moved into
    place; files that the index of the old export names and the new one does not are removed, other files never.

    Yields:
        Article id and outcome, "written", "undated" or "withdrawn": no longer shown, as its agency has killed it.

    Raises:
        LakeError: No article matches; nothing was changed.
    """
    part = out / ".export-part"
    with made_folder(out):
        try:
            with connect(lake) as connection:
                listed = _listed(out)
                gone = connection.execute(question("gone"), [[Path(file).stem for file in listed]]).fetchall()
                yield from ((article_id, "withdrawn") for (article_id,) in gone)
                shutil.rmtree(part, ignore_errors=True)  # left by an export that was killed
                part.mkdir()
                yield from _write(connection.execute(question("corpus").format(where=where)), part)
            if not gone and not (part / "index.jsonl").stat().st_size:
                raise LakeError(NO_MATCH)
            _move_into_place(part, out, listed)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _listed(out: Path) -> set[str]:
    """The files that the index of an earlier export names."""
    index = out / "index.jsonl"
    if not index.exists():
        return set()
    files = (json.loads(line)["file"] for line in index.read_text(encoding="utf-8").splitlines())
    return {file for file in files if file and ".." not in Path(file).parts and not Path(file).is_absolute()}


def _write(result: duckdb.DuckDBPyConnection, part: Path) -> Iterator[tuple[str, str]]:
    names = [column[0] for column in result.description or []]
    with (part / "index.jsonl").open("w", encoding="utf-8") as index:
        while batch := result.fetchmany(1_000):
            for values in batch:
                row = dict(zip(names, values, strict=True))
                text = row.pop("article_body")
                file = None
                if row["date"] is not None:
                    file = f"{row['date']}/{row['article_id']}.txt"
                    (part / row["date"]).mkdir(exist_ok=True)
                    (part / file).write_text(f" date {row['date']} {text}", encoding="utf-8", newline="")
                index.write(json.dumps({"file": file, **row}, ensure_ascii=False) + "\n")
                yield row["article_id"], "written" if file else "undated"


def _move_into_place(part: Path, out: Path, listed: set[str]) -> None:
    """Move the texts, then the index, then remove what only the old index named."""
    written = _listed(part)
    for file in written:
        (out / file).parent.mkdir(exist_ok=True)
        (part / file).replace(out / file)
    (part / "index.jsonl").replace(out / "index.jsonl")
    for file in listed - written:
        (out / file).unlink(missing_ok=True)
        folder = (out / file).parent
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
