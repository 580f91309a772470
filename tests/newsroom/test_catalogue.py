"""The shipped catalogue of the newsroom says what the newsroom is."""

from pathlib import Path

import yaml

from newsroom import World
from newsroom.outlets import catalogue_facts

CATALOGUE = Path(__file__).resolve().parents[2] / "include" / "sources" / "newsroom.yaml"
PORT = 8765


def test_the_shipped_catalogue_is_in_step():
    """The same outlets in the same order with the same facts, at the port that the newsroom takes by default."""
    shipped = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))

    assert shipped == {"sources": catalogue_facts(World.build().outlets, PORT)}
