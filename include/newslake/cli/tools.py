"""Commands that need no lake: parse, sources, config."""

import json as json_module
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Annotated

import typer

from newslake import settings as settings_module
from newslake.cli import show
from newslake.cli.options import Json, Sources
from newslake.errors import NewslakeError, SettingsError
from newslake.settings import load_settings

sources_app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="The catalogue of outlets and feeds.")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("parse")(parse)
    app.command("config")(config)
    sources_app.command("check")(sources_check)
    sources_app.command("list")(sources_list)
    sources_app.command("show")(sources_show)
    sources_app.command("add")(sources_add)
    sources_app.command("import")(sources_import)
    sources_app.command("export")(sources_export)
    app.add_typer(sources_app, name="sources")


def parse(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Pages, feeds, sitemaps or wire files; .gz too; - for stdin.", metavar="FILE…"),
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Address of the file; one file only.")] = None,
    manifest: Annotated[
        Path | None, typer.Option("--manifest", help='JSON lines {"path", "url", "fetched_at"?, "http_charset"?}.')
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write JSON lines to this file.")] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes.  [default: cores]", show_default=False)
    ] = None,
) -> None:
    """
    What newslake makes of a page, feed, sitemap or wire file, sniffed by its content; no lake, no network. Prints JSON
    lines.

    \b
    Examples:
      newslake parse page.html --url https://example.org/story
      newslake parse feed.xml
      zcat feed.xml.gz | newslake parse -
      newslake parse --manifest pages.jsonl --out articles.jsonl --workers 2
    """
    from newslake.stages.parse import (  # with the extractors, a second to load
        UNREADABLE,
        Input,
        manifest_rows,
        parse_files,
    )

    if bool(files) == bool(manifest):
        raise SettingsError("give files, or a manifest with --manifest; 'newslake parse --help' has examples")
    if url and (manifest or len(files or []) > 1):
        raise SettingsError("--url goes with one file; give addresses of many in a --manifest")
    now = datetime.now(UTC)
    if manifest:
        inputs = list(manifest_rows(manifest, now=now))
    else:
        inputs = [Input(path=str(path), url=url, http_charset=None, fetched_at=now) for path in files or []]
    read = 0
    with show.progress() as bar, _sink(out) as sink:
        for done, objects in enumerate(parse_files(inputs, workers=workers or load_settings().workers), 1):
            read += any(one.get("reason") != UNREADABLE for one in objects)
            for one in objects:
                sink.write(json_module.dumps(one, ensure_ascii=False, default=str) + "\n")
            bar("parse", done, len(inputs))
    if inputs and not read:
        raise NewslakeError(f"no file could be read, {inputs[0].path} among them: the output has the reasons")


@contextmanager
def _sink(out: Path | None) -> Iterator[IO[str]]:
    """Where lines go: stdout, or a file that gets its name when it is whole."""
    if out is None:
        yield sys.stdout
        return
    partial = out.with_name(f"{out.name}.part")
    try:
        with partial.open("w", encoding="utf-8") as file:
            yield file
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)


def sources_check(
    catalogue: Annotated[
        str | None, typer.Argument(help="File, folder or shipped name.", metavar="[CATALOGUE]")
    ] = None,
    sources: Sources = None,
) -> None:
    """
    Read a catalogue and say what is wrong with it: file, line and field.

    \b
    Examples:
      newslake sources check
      newslake sources check my-outlets.yaml
    """
    from newslake.stages.sources import list_sources

    name = catalogue or load_settings({"sources": sources}).sources
    found = list_sources(name)
    show.emit(f"{name}: {len(found)} sources with {sum(len(source.feeds) for source in found)} feeds, no mistake found")


def sources_list(sources: Sources = None, json: Json = False) -> None:
    """
    The outlets of a catalogue and their feeds.

    \b
    Examples:
      newslake sources list
      newslake sources list --sources world --json
    """
    from newslake.stages.sources import list_sources

    found = list_sources(load_settings({"sources": sources}).sources)
    rows = [
        {
            "id": source.source_id,
            "name": source.name,
            "kind": source.kind,
            "country": source.country,
            "languages": ", ".join(source.languages),
            "timezone": source.timezone,
            "verified": source.verified,
            "feeds": [feed.url for feed in source.feeds],
        }
        for source in found
    ]
    if json:
        show.emit_json(rows)
    else:
        show.emit_dicts([row | {"feeds": len(source.feeds)} for row, source in zip(rows, found, strict=True)])


def sources_show(
    source_id: Annotated[str, typer.Argument(help="Its id, or a host such as tass.com.", metavar="ID")],
    sources: Sources = None,
    json: Json = False,
) -> None:
    """
    One outlet: everything the catalogue says of it.

    \b
    Examples:
      newslake sources show tass --sources world
      newslake sources show laotiantimes.com --sources world --json
    """
    from newslake.stages.sources import find_source

    found = asdict(find_source(load_settings({"sources": sources}).sources, source_id))
    found["feeds"] = [feed["url"] for feed in found["feeds"]]
    if json:
        show.emit_json(found)
        return
    for name, value in found.items():
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        if text not in (None, ""):
            show.emit(f"{name:12} {text}")


def sources_add(
    url: Annotated[str, typer.Argument(help="A home page or a feed.", metavar="URL")],
    sources: Sources = None,
) -> None:
    """
    What to write into a catalogue for an outlet: prints the lines, changes nothing.

    \b
    Examples:
      newslake sources add https://example.org/feed/ >> my-outlets.yaml
    """
    from newslake.stages.sources import propose_source

    show.emit(propose_source(load_settings({"sources": sources}).sources, url))


def sources_import(
    file: Annotated[Path, typer.Argument(help="A list of feeds as feed readers export it.", metavar="FILE.opml")],
) -> None:
    """
    A catalogue of the feeds in an OPML list: prints YAML, changes nothing.

    \b
    Examples:
      newslake sources import feeds.opml > my-outlets.yaml
    """
    from newslake.stages.sources import import_opml

    show.emit(import_opml(file))


def sources_export(
    sources: Sources = None,
    opml: Annotated[bool, typer.Option("--opml", help="OPML 2.0, the only form there is.")] = False,  # noqa: ARG001
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file.")] = None,
) -> None:
    """
    The feeds of a catalogue for a feed reader.

    \b
    Examples:
      newslake sources export --opml --sources world --out world.opml
    """
    from newslake.stages.sources import export_opml

    packed = export_opml(load_settings({"sources": sources}).sources)
    if out:
        out.write_bytes(packed)
    else:
        show.emit(packed.decode().rstrip())


def config(json: Json = False) -> None:
    """
    Every setting, its value, and where it came from: an option, the environment, newslake.toml or the default.

    \b
    Examples:
      newslake config
      NEWSLAKE_LAKE=/data/lake newslake config --json
    """
    values, origins = settings_module.explain_settings()
    rows = [
        {
            "setting": f"{settings_module.PREFIX}{name.upper()}",
            "value": ",".join(value) if isinstance(value := getattr(values, name), tuple) else value,
            "from": origins[name],
            "meaning": field.description,
        }
        for name, field in settings_module.Settings.model_fields.items()
    ]
    if json:
        show.emit_json(rows)
    else:
        show.emit_dicts(rows)
