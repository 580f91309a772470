"""``python -m newsroom``: puts the world on the air, or prints what is true in it."""

import argparse
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from newsroom.dates import DAYS, calendar_day
from newsroom.outlets import catalogue_facts
from newsroom.wires import CORAL, DEMO_KEY, KEY_VARIABLE, MERIDIAN, dropping, wire_sources
from newsroom.wires.desk import FAR_EMBARGO
from newsroom.world import World

_EXAMPLES = """examples:
  python -m newsroom serve                      five days of news on 127.0.1.1:8765 and its neighbours
  python -m newsroom serve --day 1 --port 9000  begin on the first day
  curl -X POST http://127.0.0.1:8765/_newsroom/advance
  python -m newsroom truth --day 5 > truth.jsonl
  python -m newsroom outlets --port 8765
  python -m newsroom drop incoming              what Meridian Wire delivers, into a folder
  python -m newsroom drop incoming --day 3 --pause 2
  python -m newsroom wire-truth > wires.jsonl
"""


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 done, 1 the newsroom could not open."""
    options = _parser().parse_args(arguments)
    world = World.build(seed=options.seed, articles=options.articles, embargo_ends=options.embargo_ends)
    match options.command:
        case "truth":
            sys.stdout.write(world.truth_jsonl(options.day))
        case "wire-truth":
            sys.stdout.write(world.wire_truth_jsonl(options.day))
        case "drop":
            return _drop(world, options)
        case "outlets":
            facts = catalogue_facts(world.outlets, options.port)
            if options.wires is not None:
                facts += wire_sources(options.port, options.wires)
            sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        case _:
            return _serve(world, options.port, options.day)
    return 0


def _drop(world: World, options: argparse.Namespace) -> int:
    base = f"http://{MERIDIAN.address}:{options.port}"
    count = 0
    try:
        for progress in dropping(world, options.folder, day=options.day, base=base):
            count += progress.is_complete
            if not progress.is_complete:
                time.sleep(options.pause)
    except OSError as e:
        sys.stderr.write(f"newsroom: {e.filename}: {e.strerror}\n")
        return 1
    sys.stdout.write(f"newsroom: {count} files of {MERIDIAN.name} in {options.folder}\n")
    return 0


def _serve(world: World, port: int, day: int) -> int:
    from newsroom.server import NewsroomError, serve  # aiohttp: the other commands do without

    # Blocked before the server's thread starts, which inherits it: the signals then wait for sigwait alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        with serve(world, port=port, day=day, wire_key=os.environ.get(KEY_VARIABLE, DEMO_KEY)) as newsroom:
            sys.stdout.write(
                f"newsroom: {len(world.outlets)} outlets at 127.0.1.1-{len(world.outlets)}:{newsroom.port}, "
                f"{CORAL.name} at {CORAL.address}, "
                f"day {day} ({calendar_day(day)}), control at {newsroom.control_url}/_newsroom/clock\n"
            )
            sys.stdout.flush()
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
    except NewsroomError as e:
        sys.stderr.write(f"newsroom: {e}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    world = argparse.ArgumentParser(add_help=False)
    world.add_argument("--seed", type=int, default=1, help="another seed, another world (default: 1)")
    world.add_argument("--articles", type=int, default=400, help="readable articles in all (default: 400)")
    world.add_argument(
        "--embargo-ends",
        type=_instant,
        default=FAR_EMBARGO,
        metavar="ISO",
        help="when the wires' running embargoes end; without an offset in UTC (default: in a hundred years)",
    )
    day = argparse.ArgumentParser(add_help=False)
    day.add_argument("--day", type=int, choices=range(1, DAYS + 1), default=DAYS, help="simulated day (default: 5)")
    port = argparse.ArgumentParser(add_help=False)
    port.add_argument("--port", type=int, default=8765, help="the same on every address (default: 8765)")
    parser = argparse.ArgumentParser(
        prog="python -m newsroom",
        description="A simulated news world on loopback addresses, with known truth.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    delivery = argparse.ArgumentParser(add_help=False)
    delivery.add_argument("folder", type=Path, metavar="FOLDER", help="made where there is none")
    delivery.add_argument(
        "--day", type=int, choices=range(1, DAYS + 1), default=None, help="a simulated day (default: all)"
    )
    delivery.add_argument(
        "--pause", type=float, default=0.5, metavar="S", help="seconds between the pieces of the slow file (0.5)"
    )
    catalogue = argparse.ArgumentParser(add_help=False)
    catalogue.add_argument(
        "--wires", type=Path, default=None, metavar="FOLDER", help="the agencies too; FOLDER is Meridian's drop folder"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, parents, text in (
        ("serve", [world, day, port], "put the world on the air until SIGINT or SIGTERM"),
        ("truth", [world, day], "print what existed by the end of a day, as JSON lines"),
        ("outlets", [world, port, catalogue], "print the catalogue facts of the outlets"),
        ("drop", [world, port, delivery], "write what Meridian Wire delivers into a folder"),
        ("wire-truth", [world, day], "print what the agencies had sent by the end of a day, as JSON lines"),
    ):
        commands.add_parser(
            name,
            parents=parents,
            help=text,
            description=text,
            epilog=_EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
    return parser


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())
