"""
Runs the DAG ingest_feeds once, then ingest_wires where the catalogue has any, in this process: no server, no
scheduler. Exit code 1 when a run failed.

Each stage's report is shown as it comes; all that Airflow says goes to a log file. A task that fails is not tried
again: whoever runs this is watching.
"""

import logging
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from prepare_airflow import prepare

from newslake.settings import load_settings
from newslake.stages.sources import list_sources

STARTED = time.monotonic()


class Shown(logging.Handler):
    """Shows the reports that stages log, without the name of the run, which is the same in all."""

    def __init__(self, terminal: IO[str]) -> None:
        super().__init__(logging.INFO)
        self._terminal = terminal

    def emit(self, record: logging.LogRecord) -> None:
        words = [word for word in record.getMessage().split() if not word.startswith("run=")]
        self.line(f"{words[0].removeprefix('stage='):<8} {' '.join(words[1:])}")

    def line(self, text: str) -> None:
        """Show a line with the seconds since the start."""
        print(f"{time.monotonic() - STARTED:5.0f} s  {text}", file=self._terminal, flush=True)

    def failure(self, context: Mapping[str, Any]) -> None:
        """What Airflow calls when a task has failed."""
        task, error = context["ti"], context["exception"]
        words = f"{type(error).__name__}: {error}".split()
        shard = "" if task.map_index < 0 else f" {task.map_index}"
        self.line(f"FAILED   {task.task_id}{shard}: {' '.join(words)}"[:300])


def main(log: Path) -> int:
    """Bring the metadata up to date, then run the DAG, visiting also feeds that are not due."""
    shown = Shown(os.fdopen(os.dup(1), "w"))
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(output, 1)
    os.dup2(output, 2)
    shown.line("Airflow starts")
    prepare()
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    for error in bag.import_errors.values():
        shown.line(f"FAILED   to load a DAG: {error.strip().splitlines()[-1]}")
    if bag.import_errors:
        return 1
    logging.getLogger("newslake.stages.run").addHandler(shown)
    settings = {"ingest_feeds": {"force": True}}
    if any(source.wires for source in list_sources(load_settings().sources)):
        settings["ingest_wires"] = {}
    states = [_run(bag.dags[name], conf, shown) for name, conf in settings.items()]
    return 0 if set(states) == {"success"} else 1


def _run(dag: Any, conf: dict[str, bool], shown: Shown) -> str:  # noqa: ANN401 - a DAG as Airflow has loaded it
    for task in dag.tasks:
        task.retries = 0
        task.on_failure_callback = [shown.failure]
    return str(dag.test(run_conf=conf).state)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
