"""The invented agencies that deliver, and what a catalogue of sources says of them."""

from pathlib import Path
from typing import Any

from newsroom.wires.records import WireAgency

MERIDIAN = WireAgency(
    id="meridian-wire",
    name="Meridian Wire",
    address="127.0.1.16",  # its web site has been there all along
    country="CH",
    languages=("en", "fr", "de"),
    timezone="Europe/Zurich",
    signature="Meridian",
    domain="meridian.example",
)
"""Delivers files into a drop folder, in several formats."""

CORAL = WireAgency(
    id="coral-news-service",
    name="Coral News Service",
    address="127.0.1.17",
    country="PA",
    languages=("en", "es"),
    timezone="America/Panama",
    signature="CNS",
    domain="coral.example",
)
"""Delivers by a cursor over HTTP, in the shape of AP's Media API."""

AGENCIES = (MERIDIAN, CORAL)

FEED_PATH = "/media/v/content/feed"
KEY_VARIABLE = "NEWSROOM_WIRE_KEY"
DEMO_KEY = "newsroom-demo"
"""What Coral's server asks for unless it was told another key: there is nothing to protect."""


def wire_sources(port: int, drop_folder: Path | str) -> list[dict[str, Any]]:
    """What a catalogue of sources wants to know of the agencies: the newsroom's port, Meridian's folder."""
    delivery = {
        MERIDIAN.id: {"path": str(drop_folder)},
        CORAL.id: {
            "url": f"http://{CORAL.address}:{port}{FEED_PATH}",
            "format": "ap_media",
            "api_key_env": KEY_VARIABLE,
        },
    }
    return [
        {
            "id": agency.id,
            "name": agency.name,
            "kind": "agency",
            "homepage": f"http://{agency.address}:{port}/",
            "country": agency.country,
            "languages": list(agency.languages),
            "timezone": agency.timezone,
            "tokens": list(dict.fromkeys((agency.name, agency.signature))),
            "wires": [delivery[agency.id]],
        }
        for agency in AGENCIES
    ]
