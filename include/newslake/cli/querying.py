"""Commands that read the lake: sql, latest, status, explain, export."""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newslake import serve
from newslake.cli import show
from newslake.cli.options import From, Json, Lake, Language, Source, To
from newslake.errors import SettingsError
from newslake.settings import load_settings

export = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Write articles to files: corpus, parquet.")


class Format(StrEnum):
    """Forms of a query's result."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("sql")(sql)
    app.command("latest")(latest)
    app.command("status")(status)
    app.command("explain")(explain)
    export.command("corpus")(export_corpus)
    export.command("parquet")(export_parquet)
    app.add_typer(export, name="export")


def sql(
    query: Annotated[str, typer.Argument(help="A SELECT on the views and tables of the lake.", metavar="QUERY")],
    lake: Lake = None,
    format: Annotated[Format, typer.Option("--format", help="Form of the result.")] = Format.TABLE,  # noqa: A002
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file; needed for parquet.")] = None,
) -> None:
    """
    Ask the lake in SQL: one query, read-only, five minutes at most.

    It sees the views and tables of the lake and nothing else: no file, no other database, no setting. A result wider
    than the window is shown with one record a block.

    \b
    Examples:
      newslake sql "SELECT source_id, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC"
      newslake sql "FROM source_daily" --format csv
      newslake sql "FROM articles" --format parquet --out articles.parquet
    """
    folder = load_settings({"lake": lake}).lake
    if out is not None or format is Format.PARQUET:
        if out is None or format is Format.TABLE:
            raise SettingsError("give --out FILE together with --format parquet, csv, json or jsonl")
        show.say(f"{serve.ask_into(folder, query, out, form=format.value):,} rows in {out}")
        return
    names, rows = serve.ask(folder, query)
    if format is Format.TABLE:
        show.emit_table(names, rows)
    elif format is Format.CSV:
        show.emit_csv(names, rows)
    else:
        dicts = [dict(zip(names, row, strict=True)) for row in rows]
        if format is Format.JSON:
            show.emit_json(dicts)
        else:
            for row in dicts:
                show.emit_json(row, indent=None)


def latest(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many.")] = 20, lake: Lake = None, json: Json = False
) -> None:
    """
    The newest articles by date of publication.

    \b
    Examples:
      newslake latest
      newslake latest --limit 5 --json
    """
    rows = serve.latest(load_settings({"lake": lake}).lake, limit)
    if json:
        show.emit_json(rows)
    else:
        show.emit_dicts(rows)


def status(lake: Lake = None, json: Json = False) -> None:
    """
    The last runs by stage, rejections by reason, freshness by source.

    \b
    Examples:
      newslake status
      newslake status --json
    """
    tables = serve.status(load_settings({"lake": lake}).lake)
    if json:
        show.emit_json(tables)
        return
    for name, rows in tables.items():
        show.emit_dicts(rows, title=name)
        show.emit("")


def explain(
    url: Annotated[str, typer.Argument(help="An address as a feed, a browser or the lake has it.")],
    lake: Lake = None,
    json: Json = False,
) -> None:
    """
    The life of one address: where it was seen, fetched, how it was read, which row and file it became.

    \b
    Examples:
      newslake explain https://example.org/2026/03/02/story
      newslake explain https://example.org/2026/03/02/story --json
    """
    from newslake.stages.sources import forms_of

    life = serve.explain(load_settings({"lake": lake}).lake, forms_of(url))
    if json:
        show.emit_json(life)
        return
    for part, rows in life.items():
        show.emit(f"{part}: {len(rows) or 'none'}")
        for row in rows:
            for name, value in row.items():
                if value not in (None, [], {}):
                    show.emit(f"  {name:<26}{show.whole(value)}")
            show.emit("")


def export_corpus(
    out: Annotated[Path, typer.Option("--out", help="Folder to write to.")],
    day_from: From = None,
    day_to: To = None,
    source: Source = None,
    language: Language = None,
    lake: Lake = None,
) -> None:
    """
    One text file an article: " date YYYY-MM-DD <text>", the publisher's local day, paragraphs divided by a blank line.

    \b
    Examples:
      newslake export corpus --out corpus
      newslake export corpus --out corpus --from 2026-03-01 --to 2026-03-31 --language en
    """
    where = _where(day_from, day_to, source, language)
    folder = load_settings({"lake": lake}).lake
    serve.need_known(folder, source=source, language=language)
    counts: Counter[str] = Counter()
    with show.progress() as bar:
        for _, outcome in serve.export_corpus(folder, out, where=where):
            counts[outcome] += 1
            bar("export", counts.total(), None)
    undated = f"; {counts['undated']:,} without a date stand in the index only" if counts["undated"] else ""
    withdrawn = f"; {counts['withdrawn']:,} that were withdrawn are removed" if counts["withdrawn"] else ""
    show.say(f"{counts['written']:,} articles in {out}, listed in {out / 'index.jsonl'}{undated}{withdrawn}")


def export_parquet(
    out: Annotated[Path, typer.Option("--out", help="File to write.")],
    day_from: From = None,
    day_to: To = None,
    source: Source = None,
    language: Language = None,
    lake: Lake = None,
) -> None:
    """
    The articles as one Parquet file.

    \b
    Examples:
      newslake export parquet --out articles.parquet --source tass
    """
    where = _where(day_from, day_to, source, language)
    folder = load_settings({"lake": lake}).lake
    serve.need_known(folder, source=source, language=language)
    rows = serve.export_parquet(folder, out, where=where)
    show.say(f"{rows:,} articles in {out}")


def _where(day_from: datetime | None, day_to: datetime | None, source: str | None, language: str | None) -> str:
    return serve.selection(
        day_from=day_from.date() if day_from else None,
        day_to=day_to.date() if day_to else None,
        source=source,
        language=language,
    )
