"""Items in the shape of AP's Media API: what there is to a version, with its text behind the address of a rendition."""

from typing import Any

from newsroom.dates import stamp
from newsroom.wires.agencies import CORAL
from newsroom.wires.records import WirePicture, WireStory, WireVersion
from newsroom.wires.topics import MEDIA_TOPICS

_TYPES = {"update": "Lead", "writethru": "Writethru", "correction": "Corrective", "kill": "Kill"}


def rendition_path(story: WireStory, version: WireVersion) -> str:
    """Where the text of a version is, NITF."""
    return f"/media/v/content/{story.uri}/download?type=text&format=NITF&version={version.number}"


def item(story: WireStory, version: WireVersion, *, base: str) -> dict[str, Any]:
    """
    One entry of a page: ``meta`` and ``item``.

    Source: https://api.ap.org/media/v/docs/ names the members; unstated ones are left out, as AP does.
    """
    kind, is_picture = version.correction_kind, story.item_class == "picture"
    stated: dict[str, Any] = {
        "altids": {
            "itemid": story.uri,
            "etag": f"{story.uri}_{version.number}a",
            "friendlykey": f"{version.version_created:%y%j}{story.turn:06d}",
        },
        "version": version.number,
        "type": story.item_class,
        "urgency": story.urgency,
        "language": story.in_language,
        "firstcreated": stamp("iso-utc", story.first_created, "UTC"),
        "versioncreated": stamp("iso-utc", version.version_created, "UTC"),
        "editorialtypes": [_TYPES[kind]] if kind else None,
        "embargoed": stamp("iso-utc", version.embargoed_until, "UTC") if version.embargoed_until else None,
        "pubstatus": "embargoed" if version.embargoed_until else version.pub_status,
        "signals": ["newscontent", *([kind] if kind else [])],
        "ednote": version.ed_note,
        "slugline": story.slugline,
        "title": version.headline,
        "headline": version.headline,
        "description_summary": None if is_picture else story.description,
        "description_caption": story.pictures[0].caption if is_picture else None,
        "bylines": [{"by": story.byline}] if story.byline else None,
        "located": story.place,
        "datelinelocation": {"city": story.place.title()},
        "provider": CORAL.name,
        "subject": [
            {"name": MEDIA_TOPICS[code], "code": code, "scheme": "http://cv.iptc.org/newscodes/mediatopic/"}
            for code in story.subjects
        ],
        "renditions": _picture_renditions(story.pictures[0], base) if is_picture else _text(story, version, base),
        "associations": {
            str(index): {
                "type": "picture",
                "altids": {"itemid": f"{story.uri}-{index}"},
                "description_caption": picture.caption,
                "description_creditline": picture.credit,
                "renditions": _picture_renditions(picture, base),
            }
            for index, picture in enumerate(() if is_picture else story.pictures, 1)
        },
    }
    return {
        "meta": {"products": [{"id": 1, "name": f"{CORAL.name} World"}]},
        "item": {name: value for name, value in stated.items() if value not in (None, {})},
    }


def _text(story: WireStory, version: WireVersion, base: str) -> dict[str, Any]:
    return {
        "nitf": {
            "href": base + rendition_path(story, version),
            "title": "NITF Story Download",
            "rel": "Story",
            "type": "text",
            "format": "NITF",
            "fileextension": "xml",
            "words": sum(len(paragraph.split()) for paragraph in version.paragraphs),
        }
    }


def _picture_renditions(picture: WirePicture, base: str) -> dict[str, Any]:
    return {
        "main": {
            "href": base + picture.path,
            "title": "Full Resolution",
            "rel": "Main",
            "type": "picture",
            "mimetype": "image/gif",
            "fileextension": "gif",
            "width": picture.width,
            "height": picture.height,
        }
    }
