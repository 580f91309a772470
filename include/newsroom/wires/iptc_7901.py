"""IPTC 7901, the format of telegraph lines: control characters, lines of 64 columns, no name of the story."""

import re
import textwrap

from newsroom.wires.records import WireAgency, WireStory, WireVersion

COLUMNS = 64
_SOH, _STX, _ETX, _EOT = "\x01", "\x02", "\x03", "\x04"
_MARKS = {"update": "1ST LEAD", "writethru": "2ND LD-WRITETHRU", "correction": "CORRECTION", "kill": "KILL"}
_LOOKS_LIKE_A_LIST = re.compile(r" (?=[-–—*•#]|\d{1,2}[.)](?:\s|$))")
"""What a teleprinter operator would not let a line begin with: readers take it for the line of a list."""

_NO_BREAK = "\u00a0"
_LINE_END = "\r\n"


def render(agency: WireAgency, story: WireStory, version: WireVersion, *, base: str) -> bytes:  # noqa: ARG001
    """
    A version as one message in windows-1252; ``base`` is there for all formats, this one has no pictures.

    Source: IPTC 7901 section 3: SOH source number priority category words, STX text, ETX day and time, EOT.
    """
    mark = _MARKS.get(version.correction_kind or "")
    headline = textwrap.wrap(version.headline, COLUMNS, break_on_hyphens=False)
    head = [line for line in (mark, *headline, story.byline) if line]
    body = [line for paragraph in version.paragraphs for line in _wrapped(paragraph)]
    words = sum(len(paragraph.split()) for paragraph in version.paragraphs)
    number = story.turn % 100_000 * 10 + version.number
    lines = [
        f"{_SOH}{agency.signature[:3].lower()}{number:04d} {story.urgency} gen {words} {agency.id}",
        f"{story.slugline}/",
        f"{_STX}{_LINE_END.join(head)} =",
        *body,
        f"{_ETX}{version.version_created:%d%H%M} GMT {version.version_created:%b %y}".upper(),
        _EOT,
    ]
    return _LINE_END.join(lines).encode("cp1252")


def _wrapped(paragraph: str) -> list[str]:
    glued = _LOOKS_LIKE_A_LIST.sub(_NO_BREAK, paragraph)
    lines = textwrap.wrap(glued, COLUMNS, initial_indent="   ", break_long_words=False, break_on_hyphens=False)
    return [line.replace(_NO_BREAK, " ") for line in lines]
