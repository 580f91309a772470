"""The crawl for real: Airflow runs the DAG on the newsroom, into a lake."""

from datetime import UTC, datetime

import pytest
import yaml

from newslake import serve
from newsroom import World
from newsroom import serve as put_on_the_air

pytestmark = pytest.mark.airflow

OUTLETS = 3
"""Three shards; each costs two seconds here."""

NOON = datetime(2026, 3, 8, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def newsroom():
    """A small world on the air."""
    with put_on_the_air(World.build(articles=120)) as running:
        yield running


@pytest.fixture(scope="module")
def articles(newsroom):
    """How many articles the outlets have that are crawled."""
    crawled = {outlet["id"] for outlet in newsroom.outlets()[:OUTLETS]}
    rows = [row for row in newsroom.world.truth() if row["outlet_id"] in crawled and row["expect"] == "article"]
    return len({(row["outlet_id"], row["url_path"]) for row in rows})


@pytest.fixture(scope="module")
def enter(newsroom, airflow_home):
    """Leads the tasks to the newsroom, and to an empty lake in a folder; its answer is the lake's folder."""
    with pytest.MonkeyPatch.context() as patch:

        def enter(folder):
            catalogue = folder / "catalogue.yaml"
            catalogue.write_text(yaml.safe_dump({"sources": newsroom.outlets()[:OUTLETS]}), encoding="utf-8")
            patch.setenv("NEWSLAKE_LAKE", str(folder / "lake"))
            patch.setenv("NEWSLAKE_SOURCES", str(catalogue))
            patch.setenv("NEWSLAKE_FETCH_ALLOW", f"127.0.1.0/24:{newsroom.port}")
            patch.setenv("NEWSLAKE_HOST_DELAY_S", "0")
            return folder / "lake"

        yield enter


@pytest.fixture(scope="module")
def crawl(dags):
    """Runs the DAG run of one instant, all its tasks, as often as it is called; a task that fails stays failed."""
    dag = dags["ingest_feeds"]
    retries = {task.task_id: task.retries for task in dag.tasks}
    for task in dag.tasks:
        task.retries = 0

    def crawl(*, force=True):
        run = dag.test(logical_date=NOON, run_after=NOON, run_conf={"force": force})
        tasks = [(task.task_id, str(task.state)) for task in run.get_task_instances()]
        return run.run_id, str(run.state), {task: tasks.count(task) for task in set(tasks)}

    yield crawl
    for task in dag.tasks:
        task.retries = retries[task.task_id]


@pytest.fixture(scope="module")
def crawled(enter, crawl, tmp_path_factory):
    """A lake after the first run, and how that went."""
    lake = enter(tmp_path_factory.mktemp("crawled"))
    return lake, crawl()


def count(lake, table):
    """Rows of a table or view."""
    return len(serve.query(lake, f"FROM {table}")[1])


def test_the_crawl_fills_the_lake(crawled, articles):
    """Every article there is, loaded and published."""
    lake, (_, state, _) = crawled

    assert state == "success"
    assert count(lake, "articles") == count(lake, "news.article_version") == articles
    assert list((lake / "open" / "current" / "articles").glob("dt=*/*.parquet"))


def test_tasks_run_again_add_nothing(crawled, crawl):
    """All tasks of the same run once more bring visits, and not one row of news."""
    lake, (run_id, _, _) = crawled
    tables = ("news.article_version", "news.rejection", "raw.entry")
    before = {table: count(lake, table) for table in tables}
    published = (lake / "open" / "current").readlink()

    again = crawl()

    assert again[:2] == (run_id, "success")
    assert {table: count(lake, table) for table in tables} == before
    assert (lake / "open" / "current").readlink() == published


def test_nothing_due_is_a_quiet_success(crawled, crawl):
    """Without a shard the mapped task is skipped, and the rest still runs."""
    _, state, tasks = crawl(force=False)

    assert state == "success"
    assert tasks["collect_and_fetch", "skipped"] == 1
    assert tasks["publish", "success"] == 1


def test_a_failed_shard_keeps_nobody_out_and_is_not_hidden(enter, crawl, articles, tmp_path, monkeypatch):
    """The other shards are loaded and published; the run is marked failed; the next one brings what was missing."""
    from newslake.stages import fetch

    lake, real, broken = enter(tmp_path), fetch.fetch, []

    def fetch_but_not_the_first(run, shard):
        if not broken:
            broken.append(shard)
            raise OSError("no space left on device")
        return real(run, shard)

    with monkeypatch.context() as patch:
        patch.setattr(fetch, "fetch", fetch_but_not_the_first)
        _, state, tasks = crawl()
    loaded = count(lake, "articles")
    mended = crawl()

    assert state == "failed"
    assert tasks["collect_and_fetch", "failed"] == 1
    assert tasks["publish", "success"] == 1
    assert tasks["complete", "upstream_failed"] == 1
    assert 0 < loaded < articles
    assert mended[1] == "success"
    assert count(lake, "articles") == articles


def test_a_mistake_in_the_catalogue_stops_the_run_at_once(enter, crawl, tmp_path):
    """Plan fails, nothing else runs, no lake is made."""
    lake = enter(tmp_path)
    (tmp_path / "catalogue.yaml").write_text("sources: [{id: x}]", encoding="utf-8")

    _, state, tasks = crawl()

    assert state == "failed"
    assert tasks["plan", "failed"] == 1
    assert tasks["extract", "upstream_failed"] == 1
    assert not lake.exists()
