"""The truth of the wires, as rows that a test can hold against what a receiver made of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from newsroom.wires.names import file_names
from newsroom.wires.records import WireStory, WireVersion


def truth_rows(stories: Iterable[WireStory], day: int) -> list[dict[str, Any]]:
    """
    A row for each version that was sent by the end of a simulated day (1..5), by agency and story.

    Keys that need a word:
        uri: None in IPTC 7901, which states no version either: there ``slugline`` joins the versions.
        files: Every name under which it lies in the drop folder, two where it was sent twice; none for the cursor's.
        paragraphs: As the text has them, the printed dateline in the first; a picture has none.
        pub_status: "usable" under an embargo too: see ``embargoed_until``.
        sent: When it went out; not in the order of the versions where those came out of order.
        is_latest: Whether it has the highest number of those sent.
        expect: "item", or "broken" where the file was cut off and nothing can be read.
    """
    return [
        truth_row(story, version) | {"is_latest": version is latest_version(story, day)}
        for story in stories
        for version in story.versions
        if version.day <= day
    ]


def truth_row(story: WireStory, version: WireVersion) -> dict[str, Any]:
    """What is true of one version, whatever came after it."""
    return {
        "agency_id": story.agency_id,
        "story_id": story.id,
        "uri": story.uri,
        "version": version.number,
        "format": story.format,
        "item_class": story.item_class,
        "files": list(file_names(story, version)),
        "headline": version.headline,
        "paragraphs": list(version.paragraphs),
        "pub_status": version.pub_status,
        "correction_kind": version.correction_kind,
        "embargoed_until": _iso(version.embargoed_until),
        "first_created": _iso(story.first_created),
        "version_created": _iso(version.version_created),
        "sent": _iso(version.sent),
        "byline": story.byline,
        "dateline": story.dateline,
        "urgency": story.urgency,
        "subjects": list(story.subjects),
        "in_language": story.in_language,
        "slugline": story.slugline,
        "ed_note": version.ed_note,
        "pictures": [
            {"path": picture.path, "caption": picture.caption, "credit": picture.credit} for picture in story.pictures
        ],
        "expect": "broken" if story.plot == "broken" else "item",
    }


def state_rows(stories: Iterable[WireStory], day: int, now: datetime) -> list[dict[str, Any]]:
    """
    A row for each story: what a reader may see of it, at an instant, of what was sent by the end of a simulated day.

    Keys that need a word:
        state: "shown"; "killed", "withheld" or "embargoed" (until ``embargoed_until``), when its latest version is and
            nothing of it may be seen; "no_text" for a picture; "broken" when none of it can be read.
        version, headline, paragraphs: Of the latest version, in numbers and not in arrival.
    """
    found = ((story, latest_version(story, day)) for story in stories)
    return [
        {
            "agency_id": story.agency_id,
            "story_id": story.id,
            "uri": story.uri,
            "slugline": story.slugline,
            "state": _state(story, version, now),
            "version": version.number,
            "headline": version.headline,
            "paragraphs": list(version.paragraphs),
            "embargoed_until": _iso(version.embargoed_until),
        }
        for story, version in found
        if version is not None
    ]


def latest_version(story: WireStory, day: int) -> WireVersion | None:
    """The highest version sent by the end of a day; None before the first."""
    return max((one for one in story.versions if one.day <= day), key=lambda one: one.number, default=None)


def _state(story: WireStory, version: WireVersion, now: datetime) -> str:
    if story.plot == "broken":
        return "broken"
    if story.item_class == "picture":
        return "no_text"
    if version.pub_status == "canceled":
        return "killed"
    if version.pub_status == "withheld":
        return "withheld"
    return "embargoed" if version.embargoed_until is not None and version.embargoed_until > now else "shown"


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant is not None else None
