"""How the command line speaks: tables and JSON on stdout, progress on stderr, errors as one line."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from newslake.model import StageReport

if TYPE_CHECKING:
    from newslake.stages.run import Listener

err = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)

WIDEST_CELL = 300
"""Characters of a value in a table; JSON and CSV have it whole."""

WIDEST_TABLE = 10_000
"""Where stdout is no terminal: nothing is folded, so that addresses can be cut out of the lines."""


def say(text: str) -> None:
    """A line for the person, on stderr."""
    err.print(text, markup=False)


def emit(text: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(text + "\n")


def emit_json(value: object, *, indent: int | None = 2) -> None:
    """A value as JSON on stdout."""
    emit(json.dumps(value, default=_plain, ensure_ascii=False, indent=indent))


def emit_table(names: Sequence[str], rows: Sequence[Sequence[object]], *, title: str | None = None) -> None:
    """Rows as a table on stdout, cut to the window's width."""
    table = Table(*names, title=title, title_justify="left", title_style="bold", header_style="bold", box=None)
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    Console(highlight=False, emoji=False, width=None if sys.stdout.isatty() else WIDEST_TABLE).print(
        table, markup=False
    )
    if not rows:
        emit("(no rows)")


def emit_dicts(rows: Sequence[Mapping[str, object]], *, title: str | None = None) -> None:
    """The same for rows as dicts, which all have the same keys."""
    emit_table(list(rows[0]) if rows else [], [list(row.values()) for row in rows], title=title)


def emit_csv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows as CSV on stdout; nested values as JSON."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[_flat(value) for value in row] for row in rows])
    sys.stdout.write(text.getvalue())


def emit_reports(reports: Sequence[StageReport], *, as_json: bool) -> None:
    """What the stages of a crawl did: counts by stage and outcome."""
    if as_json:
        stages: dict[str, dict[str, Any]] = {}
        for report in reports:  # a stage may have run twice: first for what a dead crawl had left
            seconds = (report.finished_at - report.started_at).total_seconds()
            stage = stages.setdefault(report.stage, {"seconds": 0.0, "cpu_seconds": 0.0, "counts": {}})
            stage["seconds"] = round(stage["seconds"] + seconds, 3)
            stage["cpu_seconds"] = round(stage["cpu_seconds"] + report.cpu_seconds, 3)
            for count in report.counts:
                stage["counts"][count.outcome] = stage["counts"].get(count.outcome, 0) + count.items
        emit_json({"run": reports[0].run if reports else None, "stages": stages})
        return
    lines = [
        (
            report.stage,
            f"{(report.finished_at - report.started_at).total_seconds():.1f}",
            f"{report.cpu_seconds:.1f}",
            "  ".join(f"{count.outcome} {count.items:,}" for count in report.counts) or "nothing to do",
        )
        for report in reports
    ]
    emit_table(("stage", "seconds", "CPU s", "outcomes"), lines)


@contextmanager
def progress() -> "Iterator[Listener]":
    """A bar a stage on stderr, for as long as the block runs; nothing where stderr is no terminal."""
    columns = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else str(value)


def _flat(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return _plain(value) if isinstance(value, datetime | date) else value


def whole(value: object) -> str:
    """A value on one line."""
    if value is None:
        return ""
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else " ".join(str(_flat(value)).split())


def _cell(value: object) -> str:
    text = whole(value)
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"
