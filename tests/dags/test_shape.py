"""What every DAG must state, and the one order of the crawl."""

import runpy

import pytest

from tests.dags.test_parsing import DAGS

pytestmark = pytest.mark.airflow

NAMES = ("ingest_feeds", "ingest_wires", "maintain")


def test_no_other_dags(dags):
    """Those that the docs describe."""
    assert sorted(dags) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_duty_officer_finds_what_is_needed(dags, name):
    """Docs that say what red means, tags, one run at a time, no catching up."""
    dag = dags[name]

    assert "red" in (dag.doc_md or "").lower()
    assert "newslake" in dag.tags
    assert dag.max_active_runs == 1
    assert dag.catchup is False
    assert dag.start_date is not None


@pytest.mark.parametrize("name", NAMES)
def test_tasks_are_retried_later_and_later_and_end(dags, name):
    """An owner, two retries with growing pauses up to a limit, and a limit of time."""
    for task in dags[name].tasks:
        assert task.owner == "newslake"
        assert task.retries == 2
        assert task.retry_exponential_backoff >= 2
        assert task.max_retry_delay is not None
        assert task.execution_timeout is not None


def test_whatever_commits_takes_the_one_slot(dags):
    """Load, publish and maintain wait for each other in the pool; nothing else does."""
    pooled = {task.task_id for dag in dags.values() for task in dag.tasks if task.pool == "lake_commit"}

    assert pooled == {"plan", "load", "publish", "maintain"}


def test_order_of_the_crawl(dags):
    """Plan, shards, extract, load, publish; a failed shard does not stop the rest, but the end is not reached."""
    order = {task.task_id: task.downstream_task_ids for task in dags["ingest_feeds"].tasks}
    rules = {task.task_id: task.trigger_rule for task in dags["ingest_feeds"].tasks}

    assert order == {
        "plan": {"collect_and_fetch", "extract"},
        "collect_and_fetch": {"visited", "complete"},
        "visited": {"extract"},
        "extract": {"load"},
        "load": {"publish"},
        "publish": {"complete"},
        "complete": set(),
    }
    assert rules["visited"] == "all_done"
    assert rules["complete"] == "none_failed"


def test_order_of_the_wires(dags):
    """Receive, load, publish."""
    order = {task.task_id: task.downstream_task_ids for task in dags["ingest_wires"].tasks}

    assert order == {"receive": {"load"}, "load": {"publish"}, "publish": set()}


@pytest.mark.parametrize(("setting", "schedule"), [("none", None), ("0 */6 * * *", "0 */6 * * *"), (None, "@daily")])
def test_schedule_is_a_setting(airflow_home, monkeypatch, setting, schedule):
    """NEWSLAKE_SCHEDULE: a cron line, a preset, or none; daily when it is not set."""
    monkeypatch.delenv("NEWSLAKE_SCHEDULE", raising=False)
    if setting is not None:
        monkeypatch.setenv("NEWSLAKE_SCHEDULE", setting)

    dag = runpy.run_path(str(next(path for path in DAGS if path.stem == "ingest_feeds")))["dag_of_feeds"]

    assert dag.schedule == schedule


def test_the_pool_has_one_slot(airflow_home):
    """Set-up made it."""
    from airflow.models.pool import Pool

    pool = Pool.get_pool("lake_commit")

    assert pool is not None
    assert pool.slots == 1
