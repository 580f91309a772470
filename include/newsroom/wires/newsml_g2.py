"""NewsML-G2 2.33: a newsMessage with one newsItem, its text inside as NITF or as XHTML by turns."""

from newsroom.dates import stamp
from newsroom.markup import esc, paragraphs_html
from newsroom.wires import nitf
from newsroom.wires.records import WireAgency, WireStory, WireVersion
from newsroom.wires.topics import MEDIA_TOPICS

_XHTML = "http://www.w3.org/1999/xhtml"


def render(agency: WireAgency, story: WireStory, version: WireVersion, *, base: str) -> bytes:
    """A version as a message; ``base`` is that of the pictures' server, "http://127.0.1.16:8765"."""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">\n'
        f"<header>\n<sent>{stamp('iso-utc', version.sent, 'UTC')}</sent>\n<sender>{esc(agency.id)}</sender>\n"
        f"<transmitId>{esc(story.id)}-{version.number}</transmitId>\n<priority>{story.urgency}</priority>\n"
        f"<origin>{esc(agency.domain)}</origin>\n</header>\n<itemSet>\n"
        f'<newsItem guid="{esc(story.uri or story.id)}" version="{version.number}" standard="NewsML-G2"'
        f' standardversion="2.33" conformance="power" xml:lang="{story.in_language}">\n'
        '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>\n'
        f"<rightsInfo>\n<copyrightHolder><name>{esc(agency.name)}</name></copyrightHolder>\n</rightsInfo>\n"
        f"{_item_meta(agency, story, version)}\n{_content_meta(agency, story, version)}\n"
        f"<contentSet>\n{_content(agency, story, version, base)}\n</contentSet>\n"
        "</newsItem>\n</itemSet>\n</newsMessage>\n"
    )
    return text.encode()


def _item_meta(agency: WireAgency, story: WireStory, version: WireVersion) -> str:
    ends, note, kind = version.embargoed_until, version.ed_note, version.correction_kind
    return "\n".join(
        (
            "<itemMeta>",
            f'<itemClass qcode="ninat:{story.item_class}"/>',
            f'<provider literal="{esc(agency.id)}"/>',
            f"<versionCreated>{stamp('iso-offset', version.version_created, agency.timezone)}</versionCreated>",
            f"<firstCreated>{stamp('iso-offset', story.first_created, agency.timezone)}</firstCreated>",
            *([f"<embargoed>{stamp('iso-offset', ends, agency.timezone)}</embargoed>"] if ends else []),
            f'<pubStatus qcode="stat:{version.pub_status}"/>',
            *([f"<edNote>{esc(note)}</edNote>"] if note else []),
            *([f'<signal qcode="sig:{kind}"/>'] if kind else []),
            "</itemMeta>",
        )
    )


def _content_meta(agency: WireAgency, story: WireStory, version: WireVersion) -> str:
    subjects = (
        f'<subject type="cpnat:abstract" qcode="medtop:{code}">'
        f'<name xml:lang="en">{esc(MEDIA_TOPICS[code])}</name></subject>'
        for code in story.subjects
    )
    return "\n".join(
        (
            "<contentMeta>",
            f"<urgency>{story.urgency}</urgency>",
            f"<located><name>{esc(story.place)}</name></located>",
            f'<language tag="{story.in_language}"/>',
            *subjects,
            f"<slugline>{esc(story.slugline)}</slugline>",
            f"<headline>{esc(version.headline)}</headline>",
            *([f"<dateline>{esc(story.dateline)}</dateline>"] if story.dateline else []),
            *([f"<by>{esc(story.byline)}</by>"] if story.byline else []),
            f"<creditline>{esc(agency.name)}</creditline>",
            f'<description role="drol:summary">{esc(_description(story))}</description>',
            "</contentMeta>",
        )
    )


def _description(story: WireStory) -> str:
    return story.pictures[0].caption if story.item_class == "picture" else story.description


def _content(agency: WireAgency, story: WireStory, version: WireVersion, base: str) -> str:
    if story.item_class == "picture":
        return "\n".join(
            f'<remoteContent rendition="rnd:highRes" href="{esc(base + picture.path)}" contenttype="image/gif"'
            f' width="{picture.width}" height="{picture.height}"/>'
            for picture in story.pictures
        )
    # XHTML in NewsML-G2 has no agreed place for pictures, so stories that have some are NITF.
    if story.pictures or story.turn % 2:
        inside = nitf.element(agency, story, version, base=base)
        return f'<inlineXML contenttype="application/nitf+xml">\n{inside}\n</inlineXML>'
    return (
        '<inlineXML contenttype="application/xhtml+xml">\n'
        f'<html xmlns="{_XHTML}">\n<head><title>{esc(version.headline)}</title></head>\n'
        f"<body>\n{paragraphs_html(version.paragraphs)}\n</body>\n</html>\n</inlineXML>"
    )
