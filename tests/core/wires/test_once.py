"""A wire file is parsed once, whatever its format and whether or not its stamps state a zone."""

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newslake.core.wires import parse_wire
from newslake.core.wires.fields import json_value, xml_root
from newslake.core.wires.formats import mail
from newslake.core.wires.formats.telegraph import decode_controls

WIRES = Path(__file__).parent / "golden"
FILES = sorted(path for path in WIRES.iterdir() if path.suffix != ".json")
PARSERS = {function.__code__: function.__name__ for function in (json_value, xml_root, decode_controls, mail._item)}


def parses(data, **more) -> Counter[str]:
    """How often each of the parsers ran."""
    calls: Counter[str] = Counter()

    def watch(frame, event, argument):
        if event == "call" and frame.f_code in PARSERS:
            calls[PARSERS[frame.f_code]] += 1

    sys.setprofile(watch)
    try:
        parse_wire(data, arrived=datetime(2026, 3, 2, tzinfo=UTC), **more)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("zone", [None, "Europe/Moscow"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_parsed_once(path, zone):
    """One parse a file, of stamps with a zone and without."""
    assert sum(parses(path.read_bytes(), timezone=zone).values()) == 1
