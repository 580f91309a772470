"""
Commands that write the lake: crawl, receive, publish, maintain.

The stages are imported when they are needed: with their libraries that takes a second, which --help need not wait for.
"""

import shlex
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newslake.cli import show
from newslake.cli.options import Json, Lake, Sources
from newslake.errors import NewslakeError, SettingsError
from newslake.model import Reason, StageReport
from newslake.serve import need_lake
from newslake.settings import Settings, load_settings

if TYPE_CHECKING:
    from newslake.stages.run import Run

PAUSE_S = 60
"""How long a watcher waits before it asks again where nothing could be had."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("crawl")(crawl)
    app.command("receive")(receive)
    app.command("publish")(publish)
    app.command("maintain")(maintain)


def crawl(
    sources: Sources = None,
    lake: Lake = None,
    force: Annotated[
        bool, typer.Option("--force", help="Poll feeds that are not due as well; never sooner than a Retry-After.")
    ] = False,
    json: Json = False,
) -> None:
    """
    One pass: collect, fetch, extract, load, publish.

    Feeds that are due are visited, the pages of new entries fetched and read, and the articles added to the lake. What
    failed is counted by its reason. May be killed and run again at any time.

    \b
    Examples:
      newslake crawl
      newslake crawl --sources world --lake /data/lake
      newslake crawl --force --json
    """
    from newslake.stages import collect, extract, fetch, load, plan
    from newslake.stages import publish as publishing
    from newslake.stages.run import clock, start_run

    settings = load_settings({"lake": lake, "sources": sources})
    with show.progress() as listener, _told_to_stop() as told:
        now = clock()
        name = f"crawl-{now:%Y%m%dT%H%M%S%f}"
        run = start_run(name, now=now, force=force, settings=settings, listener=listener, stop=told.event)
        plan.plan(run)
        left_over = (extract.extract, load.load) if plan.left_over(run) else ()
        stages = (*left_over, collect.collect, fetch.fetch, extract.extract, load.load, publishing.publish)
        visiting = (collect.collect, fetch.fetch)
        reports = [stage(run) for stage in stages if not (told.event.is_set() and stage in visiting)]
    show.emit_reports(reports, as_json=json)
    if told.number is not None:
        _say_what_is_kept(reports, settings)
        raise typer.Exit(128 + told.number)
    collected = next(report for report in reports if report.stage == "collect")
    if _nothing_done(reports):
        failed = ", ".join(f"{count.items} {count.outcome}" for count in collected.counts)
        raise NewslakeError(f"no feed could be reached: {failed}; {_advice(collected, settings.lake)}")


def receive(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Drop folders (a path, or any fsspec URL) or files.  [default: every wire of the catalogue]",
            metavar="PATH…",
            show_default=False,
        ),
    ] = None,
    provider: Annotated[
        str | None, typer.Option("--provider", help="Id of the agency that sends them; needed with PATH.")
    ] = None,
    watch: Annotated[
        float | None,
        typer.Option("--watch", min=0.1, metavar="SECONDS", help="Go on until Ctrl-C, looking every so often."),
    ] = None,
    sources: Sources = None,
    lake: Lake = None,
    json: Json = False,
) -> None:
    """
    What agencies deliver, into the lake: receive, load, publish.

    Files of a drop folder move to its done/, or to its error/ with the reason beside them; a file that is still being
    written is left alone. A file named by itself is read and stays. The same file again, or the same version of an
    item, changes nothing. May be killed and run again at any time.

    \b
    Examples:
      newslake receive /var/spool/afp --provider afp
      newslake receive story.xml --provider dpa --json
      newslake receive sftp://desk@wires.example.org/out --provider stt
      newslake receive --watch 2
    """
    from newslake.stages import load
    from newslake.stages import publish as publishing
    from newslake.stages import receive as receiving
    from newslake.stages.run import clock, start_run

    if bool(paths) != bool(provider):
        raise SettingsError("give --provider ID together with PATH…, or neither for the wires of the catalogue")
    if watch and any(Path(path).is_file() for path in paths or ()):
        raise SettingsError("a file is read once and stays where it is: leave --watch out, or give its folder")
    settings = load_settings({"lake": lake, "sources": sources})
    given = (paths or (), provider)
    with show.progress() as listener, _told_to_stop() if watch else nullcontext(_Told()) as told:
        while True:
            now = clock()
            name = f"receive-{now:%Y%m%dT%H%M%S%f}"
            run = start_run(name, now=now, settings=settings, listener=None if watch else listener)
            reports: list[StageReport] = []
            if not watch or receiving.waits(run, *given):
                reports.append(receiving.receive(run, *given))
            failed = bool(reports) and _nothing_received(reports[0], receiving.WAITING)
            if not watch or any(_outcomes(report) - receiving.WAITING for report in reports):
                reports += [load.load(run), publishing.publish(run)]
                show.emit_reports(reports, as_json=json)
            if not watch or told.event.wait(max(watch, PAUSE_S) if failed else watch):
                break
    if failed:
        raise NewslakeError(f"nothing could be received; 'newslake status --lake {settings.lake}' has the reasons")


@dataclass
class _Told:
    """Whether somebody has told the command to stop, and by which signal."""

    event: Event = field(default_factory=Event)
    number: int | None = None


@contextmanager
def _told_to_stop() -> Iterator[_Told]:
    """
    What Ctrl-C and SIGTERM tell, so that a pass is ended before the command is; a second one interrupts it.

    An exception would be lost where Python ignores those of finalizers, and the watcher would go on.
    """
    told = _Told()

    def tell(number: int, _: object) -> None:
        told.number = number
        told.event.set()
        signal.signal(number, before[number])

    before: dict[int, Any] = {number: signal.signal(number, tell) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def publish(lake: Lake = None, json: Json = False) -> None:
    """
    Bring the Parquet tree, open/current, up to the newest state of the lake.

    \b
    Examples:
      newslake publish
      newslake publish --lake /data/lake --json
    """
    from newslake.stages.publish import publish as stage

    _care("publish", stage, lake, json)


def maintain(lake: Lake = None, json: Json = False) -> None:
    """
    Merge small files, expire old snapshots, sweep what nothing refers to.

    \b
    Examples:
      newslake maintain
    """
    from newslake.stages.maintain import maintain as stage

    _care("maintain", stage, lake, json)


def _care(name: str, stage: "Callable[[Run], StageReport]", lake: Path | None, json: bool) -> None:
    from newslake.stages.run import clock, start_run

    settings = load_settings({"lake": lake})
    need_lake(settings.lake)
    now = clock()
    report = stage(start_run(f"{name}-{now:%Y%m%dT%H%M%S%f}", now=now, settings=settings))
    show.emit_reports([report], as_json=json)


def _advice(collected: StageReport, lake: Path) -> str:
    if any(count.outcome == Reason.ADDRESS_REFUSED for count in collected.counts):
        return (
            "private addresses, such as the newsroom's, are fetched when NEWSLAKE_FETCH_ALLOW names them: 127.0.1.0/24"
        )
    return f"'newslake status --lake {lake}' has the reason of each"


def _say_what_is_kept(reports: list[StageReport], settings: Settings) -> None:
    """Of a crawl that was told to stop: what is in the lake, and how to go on."""
    done = dict.fromkeys(("fetch", "load"), 0)
    for report in reports:
        for count in report.counts:
            if (report.stage, count.outcome) in (("fetch", "page"), ("load", "article")):
                done[report.stage] += count.items
    again = shlex.join(["newslake", "crawl", "--sources", settings.sources, "--lake", str(settings.lake)])
    typer.echo(
        f"stopped: {done['fetch']} pages fetched, {done['load']} articles added, all of it kept; go on with: {again}",
        err=True,
    )


def _outcomes(report: StageReport) -> set[str]:
    return {count.outcome for count in report.counts}


def _nothing_received(report: StageReport, waiting: Collection[str]) -> bool:
    """Whether there was something to receive, and not one file or page of it could be had."""
    outcomes = _outcomes(report)
    return bool(outcomes) and outcomes.isdisjoint({"delivery", *waiting})


def _nothing_done(reports: list[StageReport]) -> bool:
    """Whether there were feeds to visit, every one of them failed, and there was no page to fetch or read either."""
    outcomes = {stage: set[str]() for stage in ("collect", "fetch", "extract")}
    for report in reports:
        outcomes.get(report.stage, set()).update(count.outcome for count in report.counts)
    failed = bool(outcomes["collect"]) and outcomes["collect"].isdisjoint({"changed", "unchanged"})
    return failed and not outcomes["fetch"] and not outcomes["extract"]
