"""Answers from the lake, read-only: what the command line shows and exports."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from newslake.edge.lake.connect import connect
from newslake.errors import LakeError, NewslakeError

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
            raise QueryError(str(e).strip()) from e
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
            written = connection.execute(f"COPY ({sql.rstrip('; ')}) TO '{str(out).replace(chr(39), chr(39) * 2)}' ({options})")
        except duckdb.Error as e:
            raise QueryError(str(e).strip()) from e
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


_CORPUS = """
SELECT CAST(article_id AS VARCHAR) AS article_id, CAST(date_published_local AS VARCHAR) AS "date", source_id, in_language,
       headline, url, content_hash, article_body
FROM articles WHERE article_body IS NOT NULL AND {where} ORDER BY date_published_local, article_id
"""


def export_corpus(lake: Path, out: Path, *, where: str) -> Iterator[tuple[str, str]]:
    """
    Write one text file an article, ``<out>/<date>/<article_id>.txt``: `` date YYYY-MM-DD <text>``, and ``index.jsonl``.

    The date is the publisher's local day. An article without one has no place in a corpus by day: it is given back as
    "undated" and stands in the index without a file.

    Yields:
        Article id and outcome, "written" or "undated".
    """
    out.mkdir(parents=True, exist_ok=True)
    with connect(lake) as connection, (out / "index.jsonl.part").open("w", encoding="utf-8") as index:
        result = connection.execute(_CORPUS.format(where=where))
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


LATEST = """
SELECT date_published, date_published_local AS "day", source_id, in_language AS "language", headline, url
FROM articles ORDER BY coalesce(date_published, date_published_local) DESC NULLS LAST, article_id LIMIT ?
"""

STATUS = {
    "runs": """
        SELECT run, stage, min(started_at) AS started_at,
               round(epoch(max(finished_at) - min(started_at)), 1) AS seconds, round(sum(cpu_seconds), 1) AS cpu_seconds,
               (SELECT string_agg(o.outcome || '=' || o.items, ' ' ORDER BY o.outcome) FROM (
                    SELECT c.outcome, sum(c.items) AS items FROM (SELECT unnest(flatten(list(counts))) AS c) GROUP BY 1) AS o
               ) AS counts
        FROM ops.stage_report WHERE run IN (SELECT run FROM ops.stage_report GROUP BY run ORDER BY max(started_at) DESC LIMIT 3)
        GROUP BY run, stage ORDER BY started_at""",
    "rejections": """
        SELECT stage, reason, count(*) AS items, max("at") AS last_at FROM news.rejection
        GROUP BY stage, reason ORDER BY items DESC""",
    "sources": """
        SELECT h.source_id, count(*) AS feeds, max(h.last_success_at) AS last_success_at,
               count(*) FILTER (WHERE h.last_reason <> '') AS failing,
               string_agg(DISTINCT nullif(h.last_reason, ''), ', ') AS reasons,
               any_value(a.articles) AS articles, any_value(a.newest) AS newest_article
        FROM feed_health AS h
        LEFT JOIN (SELECT source_id, count(*) AS articles, max(coalesce(date_published, first_seen_at)) AS newest
                   FROM articles GROUP BY source_id) AS a USING (source_id)
        GROUP BY h.source_id ORDER BY h.source_id""",
}
"""The three tables of ``newslake status``: the last three runs by stage, rejections by reason, freshness by source."""

_LIFE = {
    "entries": """SELECT collected_at, feed_id, guid, title, published_raw, updated_raw, link, entry_id FROM raw.entry
                  WHERE url = $url OR link = $url ORDER BY collected_at""",
    "pages": """SELECT fetched_at, status, attempt, reason, detail, requested_url, final_url, body_bytes, raw_pointer, page_id
                FROM raw.page WHERE url = $url OR requested_url = $url OR final_url = $url ORDER BY fetched_at""",
    "rejections": """SELECT "at", stage, reason, detail, page_id FROM news.rejection
                     WHERE url = $url OR page_id IN (SELECT page_id FROM raw.page WHERE requested_url = $url OR final_url = $url)
                     ORDER BY "at" """,
    "articles": """SELECT article_id, revision, headline, source_id, date_published, date_published_local,
                          date_published_basis, date_published_confidence, date_candidates, agency, in_language, extractor,
                          extraction_confidence, word_count, provenance, content_hash, loaded_at, ingest_date, batch_id,
                          raw_pointer, page_id
                   FROM news.article_version
                   WHERE url = $url OR requested_url = $url OR final_url = $url OR canonical_url = $url ORDER BY revision""",
}


def explain(lake: Path, url: str) -> dict[str, list[Row]]:
    """
    The life of an address: the entries that named it, its fetches, rejections and article revisions.

    Raises:
        LakeError: The lake knows nothing of it.
    """
    life: dict[str, list[Row]] = {}
    with connect(lake) as connection:
        for part, sql in _LIFE.items():
            result = connection.execute(sql, {"url": url})
            names = [column[0] for column in result.description or []]
            life[part] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if not any(life.values()):
        raise LakeError(f"the lake knows nothing of {url}; 'newslake latest' shows addresses it knows")
    return life
