"""The shipped catalogue of the newsroom says what the newsroom is."""

from pathlib import Path

import yaml

from newsroom import World
from newsroom.outlets import catalogue_facts
from newsroom.wires import wire_sources

CATALOGUE = Path(__file__).resolve().parents[2] / "include" / "sources" / "newsroom.yaml"
PORT = 8765


def test_the_shipped_catalogue_is_in_step():
    """The same outlets and agencies in the same order with the same facts, at the newsroom's own port."""
    shipped = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))

    assert shipped == {
        "sources": [*catalogue_facts(World.build().outlets, PORT), *wire_sources(PORT, "../../incoming")]
    }
