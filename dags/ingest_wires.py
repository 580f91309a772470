"""
# ingest_wires: what agencies deliver into the lake

`receive` takes the files of every drop folder and the pages of every cursor that the catalogue names under `wires`,
`load` commits them in one transaction, `publish` renews the open Parquet tree: a story that was killed is gone from it,
one whose embargo has ended appears.

**A file that cannot be read is data, not a failure**: it lies in the folder's `error/` with its reason beside it; see
also `wire_health`, `raw.delivery` and `news.rejection`. **A red task** could not do its work at all, three times.

| red | what it means | what to do |
|---|---|---|
| `receive` | a mistake in the catalogue, a missing key, a full disk | mend what the log names, clear it |
| `load`, `publish` | disk full, or another process holds the lake | make room, clear it |

Everything is safe to clear, retry or trigger again. A file that was claimed by a run that died is read by the next one;
nothing is lost, and nothing comes twice.

- **When**: every five minutes, or as `NEWSLAKE_WIRES_SCHEDULE` says (a cron line, a preset, `none`). One run at a time.
  For seconds instead of minutes run `newslake receive --watch 2` as a service beside this: whichever comes second to a
  folder leaves it to the other. The end of an embargo is published by this DAG.
- "Now", for embargoes, is the instant the run was scheduled for, or the time if that is later.
- **Needs** the pool `lake_commit` with one slot: only one task at a time commits to the lake.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from airflow.sdk import dag, get_current_context, task

if TYPE_CHECKING:  # newslake is imported by the tasks, so that this file parses in no time
    from newslake.stages.run import Run

SCHEDULE = os.environ.get("NEWSLAKE_WIRES_SCHEDULE", "*/5 * * * *")


def this_run() -> "Run":
    """The pass that this DAG run is: the same for all its tasks and their retries."""
    from newslake.stages.run import start_run

    dag_run = get_current_context()["dag_run"]
    return start_run(dag_run.run_id, now=dag_run.run_after)


@dag(
    schedule=None if SCHEDULE == "none" else SCHEDULE,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    tags=["newslake", "wires"],
    doc_md=__doc__,
    default_args={
        "owner": "newslake",
        "retries": 2,
        "retry_delay": timedelta(seconds=30),
        "retry_exponential_backoff": 2,
        "max_retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(minutes=30),
    },
)
def ingest_wires() -> None:
    @task.short_circuit  # a catalogue without wires: nothing to load or to publish, every five minutes
    def receive() -> bool:
        from newslake.settings import load_settings
        from newslake.stages.receive import receive
        from newslake.stages.sources import list_sources

        receive(this_run())
        return any(source.wires for source in list_sources(load_settings().sources))

    @task(pool="lake_commit")
    def load() -> str:
        from newslake.stages.load import load

        return load(this_run()).line()

    @task(pool="lake_commit")
    def publish() -> str:
        from newslake.stages.publish import publish

        return publish(this_run()).line()

    receive() >> load() >> publish()


dag_of_wires = ingest_wires()
