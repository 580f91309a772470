"""Who wrote it: the newsroom's truth of its pages and wires against the lake, one catalogue for both."""

import pytest
import yaml

from newsroom import serve
from newsroom.wires import DEMO_KEY, KEY_VARIABLE, drop, wire_sources
from tests.command import Command
from tests.stages.test_newsroom import READABLE, key

NAMES = {
    "orbis": "Orbis",
    "meridian": "Meridian",
    "meridian-wire": "Meridian",
    "coral-news-service": "Coral News Service",
}
"""Of the truth's agencies, in the lake; Meridian's wire is Meridian."""

WIRES = ("meridian-wire", "coral-news-service")


@pytest.fixture(scope="module")
def demo(world, tmp_path_factory):
    """The demo as a user has it: its outlets crawled, and what its agencies deliver received."""
    folder = tmp_path_factory.mktemp("demo")
    with serve(world) as newsroom:
        sources = [*newsroom.outlets(), *wire_sources(newsroom.port, folder / "incoming")]
        catalogue = folder / "catalogue.yaml"
        catalogue.write_text(yaml.safe_dump({"sources": sources}, allow_unicode=True), encoding="utf-8")
        command = Command(folder / "lake", catalogue, **{KEY_VARIABLE: DEMO_KEY})
        drop(world, folder / "incoming")
        command.crawl()
        command.run("receive")
    return command


def test_every_page_is_credited_as_the_truth_has_it(demo, world):
    """An agency's stories are its own wherever they are printed; where the page keeps silent nobody is credited."""
    wanted = {
        key(row["outlet_id"], row["url_path"]): NAMES[row["agency"]] if row["agency_credited"] else None
        for row in world.truth()
        if row["expect"] == READABLE
    }
    pages = demo.sql(f"SELECT source_id, url, agency FROM articles WHERE source_id NOT IN {WIRES}")
    found = {key(row["source_id"], row["url"]): row["agency"] for row in pages}

    assert found == wanted
    assert set(found.values()) == {None, "Orbis", "Meridian"}


def test_every_wire_story_is_credited_to_its_agency(demo, world):
    """Whatever other agencies the catalogue and the registry know that sign with the same letters."""
    shown = [row for row in world.wire_truth() if row["expect"] == "item" and row["item_class"] == "text"]
    wanted = {(row["agency_id"], row["headline"]): NAMES[row["agency_id"]] for row in shown}
    rows = demo.sql(f"SELECT source_id, headline, agency FROM news.article_version WHERE source_id IN {WIRES}")
    found = {(row["source_id"], row["headline"]): row["agency"] for row in rows}

    assert found == wanted
