"""
The wires: two invented agencies that deliver stories with updates, corrections, kills, embargoes and accidents.

Meridian Wire delivers files into a folder (``drop``), Coral News Service by a cursor over HTTP, as part of
``newsroom.serve``. ``World.wire_truth`` and ``World.wire_states`` say what is true of them.
"""

from newsroom.wires.agencies import AGENCIES, CORAL, DEMO_KEY, FEED_PATH, KEY_VARIABLE, MERIDIAN, wire_sources
from newsroom.wires.bulk import many
from newsroom.wires.folder import PICTURES_BASE, Progress, drop, drop_files, dropping, render
from newsroom.wires.records import WireAgency, WireFile, WirePicture, WireStory, WireVersion
from newsroom.wires.truth import truth_row

__all__ = [
    "AGENCIES",
    "CORAL",
    "DEMO_KEY",
    "FEED_PATH",
    "KEY_VARIABLE",
    "MERIDIAN",
    "PICTURES_BASE",
    "Progress",
    "WireAgency",
    "WireFile",
    "WirePicture",
    "WireStory",
    "WireVersion",
    "drop",
    "drop_files",
    "dropping",
    "many",
    "render",
    "truth_row",
    "wire_sources",
]
