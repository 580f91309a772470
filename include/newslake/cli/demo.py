"""The newsroom as a command: serve, advance, drop."""

import json
import sys
from pathlib import Path
from typing import Annotated
from urllib.error import URLError
from urllib.request import Request, urlopen

import typer

from newslake.cli import show
from newslake.errors import NewslakeError

demo = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, help="The newsroom: a simulated news world on loopback."
)

DEMO_PORT = 8765


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    demo.command("serve")(demo_serve)
    demo.command("advance")(demo_advance)
    demo.command("drop")(demo_drop)
    app.add_typer(demo, name="demo")


def demo_serve(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65_535, help="Port, the same on all its addresses.")
    ] = DEMO_PORT,
    day: Annotated[int, typer.Option("--day", min=1, max=5, help="Simulated day to start with.")] = 5,
) -> None:
    """
    Start the newsroom and keep it up until Ctrl-C.

    \b
    Examples:
      newslake demo serve
      newslake demo serve --port 9000 --day 1
    """
    from newsroom.__main__ import main as newsroom  # the newsroom is not loaded for any other command

    show.say("crawl it from another terminal: NEWSLAKE_FETCH_ALLOW=127.0.1.0/24 NEWSLAKE_HOST_DELAY_S=0 newslake crawl")
    sys.exit(newsroom(["serve", "--port", str(port), "--day", str(day)]))


def demo_advance(
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="Port of the newsroom that runs.")] = DEMO_PORT,
) -> None:
    """
    Let a day pass in the newsroom that runs.

    \b
    Examples:
      newslake demo advance
    """
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/_newsroom/advance", method="POST"), timeout=10) as answer:
            show.emit(f"the newsroom is at day {json.load(answer)['day']}")
    except (URLError, TimeoutError, KeyError, ValueError) as e:
        raise NewslakeError(f"no newsroom answers on port {port}: start one with 'newslake demo serve'") from e


def demo_drop(
    folder: Annotated[Path, typer.Argument(help="Where the files go; made where there is none.", metavar="FOLDER")],
    day: Annotated[
        int | None, typer.Option("--day", min=1, max=5, help="One simulated day.  [default: all]", show_default=False)
    ] = None,
) -> None:
    """
    Write the files that the newsroom's agency delivers into a drop folder.

    \b
    Examples:
      newslake demo drop incoming
      newslake demo drop incoming --day 3
    """
    from newsroom.__main__ import main as newsroom  # the newsroom is not loaded for any other command

    sys.exit(newsroom(["drop", str(folder), *(["--day", str(day)] if day else [])]))
