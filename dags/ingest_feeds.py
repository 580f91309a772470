"""
# ingest_feeds: the day's news into the lake

`plan` reads and loads what a killed run left, sees which feeds are due and deals them out to at most 16 shards, all
feeds of a site in one.
`collect_and_fetch` visits the feeds of a shard and fetches the pages of new entries. `extract` reads those pages,
`load` commits everything in one transaction, `publish` renews the open Parquet tree. (`visited` and `complete` do
nothing: the first lets the rest go on although a shard failed, the second is reached only when none did.)

**A feed or page that fails is data, not a failure**: see `newslake status`, `raw.visit` and `news.rejection`.
**A red task** could not do its work at all, three times. The last line of its log says why.

| red | what it means | what to do |
|---|---|---|
| `plan` | a mistake in the catalogue or a setting, or no lake in that folder | mend what the log names, clear `plan` |
| `collect_and_fetch` | sites of that shard are missing today, the others were loaded | leave it to the next run |
| `extract` | nothing was loaded; the pages wait in the spool | clear it; the next run reads them as well |
| `load`, `publish` | disk full, or another process holds the lake | make room, clear it |

Everything is safe to clear, retry or trigger again: each batch is loaded once. Killed runs leave nothing half-done.

- **When**: daily, or as `NEWSLAKE_SCHEDULE` says (a cron line, a preset, `none`). One run at a time, no catching up:
  a feed holds what it holds now, so a run that was missed is not made up for and a backfill of old days finds
  nothing due. "Now", for what is due, is the instant the run was scheduled for.
- **By hand**: trigger it; with `force` it also visits feeds that are not due, never sooner than a server asked for.
- **Needs** the pool `lake_commit` with one slot: only one task at a time commits to the lake.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Param, dag, get_current_context, task

if TYPE_CHECKING:  # newslake is imported by the tasks, so that this file parses in no time
    from newslake.stages.run import Run

SCHEDULE = os.environ.get("NEWSLAKE_SCHEDULE", "@daily")


def this_run() -> "Run":
    """The crawl that this DAG run is: the same for all its tasks and their retries."""
    from newslake.stages.run import start_run

    context = get_current_context()
    dag_run = context["dag_run"]
    return start_run(dag_run.run_id, now=dag_run.run_after, force=context["params"]["force"])


@dag(
    schedule=None if SCHEDULE == "none" else SCHEDULE,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    max_active_tasks=8,  # a shard may take 300 MB, most of it the library that reads feeds
    tags=["newslake", "feeds"],
    doc_md=__doc__,
    params={"force": Param(False, type="boolean", description="Visit feeds that are not due as well")},
    default_args={
        "owner": "newslake",
        "retries": 2,
        "retry_delay": timedelta(seconds=30),
        "retry_exponential_backoff": 4,  # 30 s, then 2 min
        "max_retry_delay": timedelta(minutes=15),
        "execution_timeout": timedelta(hours=1),
    },
)
def ingest_feeds() -> None:
    @task(pool="lake_commit")
    def plan() -> list[int]:
        from newslake.stages.extract import extract
        from newslake.stages.load import load
        from newslake.stages.plan import left_over, plan

        run = this_run()
        shards = plan(run)
        if left_over(run):  # by a run that was killed: what it fetched need not be fetched again
            extract(run)
            load(run)
            shards = plan(run)
        return shards

    @task(execution_timeout=timedelta(hours=3), map_index_template="shard {{ task.op_kwargs['shard'] }}")
    def collect_and_fetch(shard: int) -> list[str]:
        # One task, for it is one retry: pages are fetched for the entries that this very attempt collected.
        from newslake.stages.collect import collect
        from newslake.stages.fetch import fetch

        run = this_run()
        return [collect(run, shard).line(), fetch(run, shard).line()]

    @task
    def extract() -> str:
        from newslake.stages.extract import extract

        return extract(this_run()).line()

    @task(pool="lake_commit")
    def load() -> str:
        from newslake.stages.load import load

        return load(this_run()).line()

    @task(pool="lake_commit")
    def publish() -> str:
        from newslake.stages.publish import publish

        return publish(this_run()).line()

    # A shard that fails must not keep the others out: "visited" is green whatever became of them. Nor may it go unseen:
    # the run takes the state of "complete", which is not reached then.
    visited = EmptyOperator(task_id="visited", trigger_rule="all_done")
    complete = EmptyOperator(task_id="complete", trigger_rule="none_failed")
    planned, extracted = plan(), extract()
    shards = collect_and_fetch.expand(shard=planned)
    planned >> shards >> visited >> extracted >> load() >> publish() >> complete
    planned >> extracted
    shards >> complete


dag_of_feeds = ingest_feeds()
