"""ninjs 3.1, the JSON of the IPTC: one item a file, its text as XHTML."""

import json
from typing import Any

from newsroom.dates import stamp
from newsroom.markup import paragraphs_html
from newsroom.wires.records import WireAgency, WirePicture, WireStory, WireVersion
from newsroom.wires.topics import MEDIA_TOPICS

_MEDIA_TOPIC = "http://cv.iptc.org/newscodes/mediatopic/"


def render(agency: WireAgency, story: WireStory, version: WireVersion, *, base: str) -> bytes:
    """A version as a document; ``base`` is that of the pictures' server, "http://127.0.1.16:8765"."""
    item: dict[str, Any] = {
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
        },
        "uri": story.uri,
        "type": story.item_class,
        "version": str(version.number),
        "pubStatus": version.pub_status,
        "firstCreated": stamp("iso-utc", story.first_created, "UTC"),
        "versionCreated": stamp("iso-utc", version.version_created, "UTC"),
        "embargoed": stamp("iso-utc", version.embargoed_until, "UTC") if version.embargoed_until else None,
        "urgency": story.urgency,
        "language": story.in_language,
        "slugline": story.slugline,
        "headlines": [{"role": "main", "value": version.headline}],
        "by": story.byline,
        "located": story.place,
        "edNote": version.ed_note,
        "infoSources": [{"role": "cpprole:provider", "name": agency.id}],
        "copyrightHolder": agency.name,
        "subjects": [{"uri": f"{_MEDIA_TOPIC}{code}", "name": MEDIA_TOPICS[code]} for code in story.subjects],
    }
    if story.item_class == "picture":
        item |= _picture(story.pictures[0], base)
    else:
        item["descriptions"] = [{"role": "summary", "contentType": "text/plain", "value": story.description}]
        item["bodies"] = [
            {"role": "main", "contentType": "application/xhtml+xml", "value": paragraphs_html(version.paragraphs)}
        ]
        item["associations"] = [
            {
                "uri": f"{story.uri}:{index}",
                "type": "picture",
                "by": picture.credit,
                **_picture(picture, base),
            }
            for index, picture in enumerate(story.pictures, 1)
        ]
    stated = {name: value for name, value in item.items() if value not in (None, [])}
    return (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode()


def _picture(picture: WirePicture, base: str) -> dict[str, Any]:
    return {
        "descriptions": [{"role": "caption", "contentType": "text/plain", "value": picture.caption}],
        "renditions": [
            {
                "name": "original",
                "href": base + picture.path,
                "contentType": "image/gif",
                "width": picture.width,
                "height": picture.height,
            }
        ],
    }
