"""How the command line speaks: tables and JSON on stdout, progress on stderr, errors as one line."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from newslake.model import StageReport
from newslake.serve import flat, plain

if TYPE_CHECKING:
    from newslake.stages.run import Listener

err = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)

WIDEST_CELL = 300
"""Characters of a value in a table; JSON and CSV have it whole."""

NARROWEST = 12
"""Places on a line that a column needs to be worth showing (a guess); a Chinese character takes two."""


def say(text: str) -> None:
    """A line for the person, on stderr."""
    err.print(text, markup=False)


def emit(text: str) -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(text + "\n")


def emit_json(value: object, *, indent: int | None = 2) -> None:
    """A value as JSON on stdout."""
    emit(json.dumps(value, default=plain, ensure_ascii=False, indent=indent))


def emit_table(names: Sequence[str], rows: Sequence[Sequence[object]], *, title: str | None = None) -> None:
    """
    Rows as a table on stdout; whole values where stdout is no terminal.

    In a window that is too narrow for a column of ``NARROWEST`` characters each, every row becomes a block of lines,
    one a column that holds anything.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    columns = [max(map(cell_len, column)) + 2 for column in zip(names, *cells, strict=True)]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else max(sum(columns), 80)
    if sum(min(NARROWEST, column) for column in columns) > width:
        _emit_records(names, rows, width, title)
        return
    table = Table(*names, title=title, title_justify="left", title_style="bold", header_style="bold", box=None)
    for line in cells:
        table.add_row(*line)
    Console(highlight=False, emoji=False, width=width).print(table, markup=False)
    if not rows:
        emit("(no rows)")


def _emit_records(names: Sequence[str], rows: Sequence[Sequence[object]], width: int, title: str | None) -> None:
    if title:
        emit(title)
    margin = max(map(len, names)) + 2
    for number, row in enumerate(rows, 1):
        told = [(name, whole(value)) for name, value in zip(names, row, strict=True) if value not in (None, [], {})]
        emit(f"-- record {number} of {len(rows)} --")
        for name, text in told:
            room = max(width - margin, NARROWEST)
            emit(f"{name:<{margin}}{text if cell_len(text) <= room else set_cell_size(text, room - 1) + '…'}")
        if len(told) < len(names):
            emit(f"({len(names) - len(told)} of {len(names)} columns are empty)")
        emit("")
    if not rows:
        emit("(no rows)")
    elif sys.stdout.isatty():
        say("name columns to see a table; --format json or a pipe has whole values")


def emit_dicts(rows: Sequence[Mapping[str, object]], *, title: str | None = None) -> None:
    """The same for rows as dicts, which all have the same keys."""
    emit_table(list(rows[0]) if rows else [], [list(row.values()) for row in rows], title=title)


def emit_csv(names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows as CSV on stdout; nested values as JSON."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[flat(value) for value in row] for row in rows])
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


def whole(value: object) -> str:
    """A value on one line."""
    if value is None:
        return ""
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else " ".join(str(flat(value)).split())


def _cell(value: object) -> str:
    text = whole(value)
    if not sys.stdout.isatty():
        return text
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"
