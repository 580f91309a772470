"""
# maintain: care of the lake's files

Merges small files, forgets snapshots older than a week, sweeps files that nothing refers to. Rows are never touched,
readers are never disturbed, and it may be skipped, cleared or triggered at any time; without it queries grow slower
and the folder larger.

**Red** means: disk full, or another process holds the lake. Make room, clear it. It waits for `ingest_feeds` in the
pool `lake_commit` (one slot), so a long wait there is no fault.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import dag, get_current_context, task


@dag(
    schedule="@weekly",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    tags=["newslake", "care"],
    doc_md=__doc__,
    default_args={
        "owner": "newslake",
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": 2,
        "max_retry_delay": timedelta(hours=1),
        "execution_timeout": timedelta(hours=3),
    },
)
def maintain() -> None:
    @task(pool="lake_commit")
    def maintain() -> str:
        from newslake.stages.maintain import maintain
        from newslake.stages.run import start_run

        dag_run = get_current_context()["dag_run"]
        return maintain(start_run(dag_run.run_id, now=dag_run.run_after)).line()

    maintain()


maintain()
