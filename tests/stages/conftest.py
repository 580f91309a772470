"""The newsroom as a web to crawl, and its catalogue."""

from pathlib import Path

import pytest
import yaml

from newsroom import World, serve
from tests.command import Command


@pytest.fixture(scope="session")
def world():
    """The news of five days: 160 articles that can be read, and ten addresses that cannot."""
    return World.build(articles=160)


@pytest.fixture
def newsroom(world):
    """The newsroom, served, at its last day."""
    with serve(world) as running:
        yield running


@pytest.fixture
def command(newsroom, tmp_path):
    """The command line on the newsroom and an empty lake."""
    return Command(tmp_path / "lake", write_catalogue(newsroom, tmp_path))


def write_catalogue(newsroom, folder: Path) -> Path:
    """The newsroom's outlets as a catalogue file."""
    path = folder / "catalogue.yaml"
    path.write_text(yaml.safe_dump({"sources": newsroom.outlets()}, allow_unicode=True), encoding="utf-8")
    return path
