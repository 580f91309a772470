"""The command line: presses the buttons, shows what came out."""

import errno
import logging
import sys
from typing import Annotated

import typer

from newslake import __version__
from newslake.cli import crawling, demo, querying, tools
from newslake.errors import NewslakeError, SettingsError
from newslake.serve import QueryError

app = typer.Typer(
    name="newslake",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The news, in a lake you can query: crawl feeds, read articles, keep them as Parquet in DuckDB.",
)
crawling.register(app)
querying.register(app)
tools.register(app)
demo.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newslake {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """
    The console script ``newslake``.

    Exit codes: 0 done, even if some items failed; 1 nothing could be done; 2 wrong arguments or settings;
    130 and 143 stopped by SIGINT or SIGTERM, work kept.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    try:
        app()
    except (SettingsError, QueryError) as e:
        _fail(e, 2)
    except NewslakeError as e:
        _fail(e, 1)
    except OSError as e:
        if e.errno == errno.ENOSPC and e.filename is None:
            _fail(NewslakeError("no space left on the disk: make room and run it again; what was finished is kept"), 1)
        if e.filename is None:
            raise
        _fail(NewslakeError(f"{e.filename}: {e.strerror}; choose another place, or make room"), 1)


def _fail(error: NewslakeError, code: int) -> None:
    sys.stderr.write(f"newslake: {error}\n")
    sys.exit(code)
