"""The wires for real: Airflow runs ingest_wires on what the newsroom's agencies deliver."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest
import yaml

from newslake import serve
from newsroom import World
from newsroom import serve as put_on_the_air
from newsroom.wires import DEMO_KEY, KEY_VARIABLE, drop_files, wire_sources

pytestmark = pytest.mark.airflow

EMBARGO_ENDS = datetime(2090, 1, 1, tzinfo=UTC)
BEFORE, AFTER = EMBARGO_ENDS - timedelta(days=1), EMBARGO_ENDS + timedelta(days=1)
"""Instants that the runs are scheduled for: their clock."""


@pytest.fixture
def newsroom():
    """Both agencies, at their last day."""
    with put_on_the_air(World.build(articles=0, embargo_ends=EMBARGO_ENDS), day=5) as running:
        yield running


@pytest.fixture
def lake(newsroom, airflow_home, tmp_path, monkeypatch):
    """An empty lake that the tasks are led to, and the agencies' drop folder beside it."""
    (tmp_path / "incoming").mkdir()
    sources = wire_sources(newsroom.port, "incoming")
    (tmp_path / "catalogue.yaml").write_text(yaml.safe_dump({"sources": sources}), encoding="utf-8")
    monkeypatch.setenv("NEWSLAKE_LAKE", str(tmp_path / "lake"))
    monkeypatch.setenv("NEWSLAKE_SOURCES", str(tmp_path / "catalogue.yaml"))
    monkeypatch.setenv("NEWSLAKE_FETCH_ALLOW", f"127.0.1.0/24:{newsroom.port}")
    monkeypatch.setenv("NEWSLAKE_WIRE_BACKSTOP_S", "0")
    monkeypatch.setenv(KEY_VARIABLE, DEMO_KEY)
    return tmp_path / "lake"


def headlines(lake, table):
    """What stands in a view, or in the published tree."""
    files = [str(path) for path in (lake / "open" / "current" / "articles").rglob("*.parquet")]
    if table == "published":
        return {row[0] for row in duckdb.execute("SELECT headline FROM read_parquet(?)", [files]).fetchall()}
    return {row["headline"] for row in serve.rows(lake, f"SELECT headline FROM {table}")}


def test_files_and_items_come_kills_go_embargoes_end(newsroom, dags, lake, tmp_path):
    """A kill withdraws what had been published; an embargoed story appears when its time has passed."""

    def run(now):
        state = dags["ingest_wires"].test(logical_date=now, run_after=now).state
        assert state == "success"
        return headlines(lake, "published")

    def put(files):
        for file in files:
            (tmp_path / "incoming" / file.name).write_bytes(file.data)

    files = list(drop_files(newsroom.world))
    put(file for file in files if file.version.pub_status != "canceled")
    at_first = run(BEFORE)
    put(file for file in files if file.version.pub_status == "canceled")
    after_the_kills = run(BEFORE + timedelta(hours=1))
    after_the_embargo = run(AFTER)

    rows = newsroom.world.wire_states(BEFORE)
    states = {state: {row["headline"] for row in rows if row["state"] == state} for state in ("killed", "embargoed")}
    assert states["killed"] & at_first
    assert states["killed"].isdisjoint(after_the_kills | headlines(lake, "articles"))
    assert states["embargoed"].isdisjoint(at_first | after_the_kills)
    assert states["embargoed"] <= after_the_embargo
    assert states["embargoed"].isdisjoint(headlines(lake, "articles"))  # the clock on the wall is not there yet
    assert {row["headline"] for row in rows if row["state"] == "shown"} <= after_the_kills
    assert not list((tmp_path / "incoming" / "claimed").iterdir())
    assert not [path for path in (tmp_path / "incoming").iterdir() if path.is_file()]
