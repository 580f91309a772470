"""``python -m newsroom``: puts the world on the air, or prints what is true in it."""

import argparse
import json
import signal
import sys

from newsroom.dates import DAYS, calendar_day
from newsroom.outlets import catalogue_facts
from newsroom.world import World

_EXAMPLES = """examples:
  python -m newsroom serve                      five days of news on 127.0.1.1:8765 and its neighbours
  python -m newsroom serve --day 1 --port 9000  begin on the first day
  curl -X POST http://127.0.0.1:8765/_newsroom/advance
  python -m newsroom truth --day 5 > truth.jsonl
  python -m newsroom outlets --port 8765
"""


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 done, 1 the newsroom could not open."""
    options = _parser().parse_args(arguments)
    world = World.build(seed=options.seed, articles=options.articles)
    match options.command:
        case "truth":
            sys.stdout.write(world.truth_jsonl(options.day))
        case "outlets":
            sys.stdout.write(
                json.dumps(catalogue_facts(world.outlets, options.port), ensure_ascii=False, indent=2) + "\n"
            )
        case _:
            return _serve(world, options.port, options.day)
    return 0


def _serve(world: World, port: int, day: int) -> int:
    from newsroom.server import NewsroomError, serve  # aiohttp: the other commands do without

    # Blocked before the server's thread starts, which inherits it: the signals then wait for sigwait alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        with serve(world, port=port, day=day) as newsroom:
            sys.stdout.write(
                f"newsroom: {len(world.outlets)} outlets at 127.0.1.1-{len(world.outlets)}:{newsroom.port}, "
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
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, parents, text in (
        ("serve", [world, day, port], "put the world on the air until SIGINT or SIGTERM"),
        ("truth", [world, day], "print what existed by the end of a day, as JSON lines"),
        ("outlets", [world, port], "print the catalogue facts of the outlets"),
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


if __name__ == "__main__":
    sys.exit(main())
