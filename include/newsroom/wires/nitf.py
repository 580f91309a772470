"""NITF 3.6: a document of its own, a rendition of AP's Media API, and the text inside NewsML-G2."""

from datetime import UTC, datetime

from newsroom.markup import esc
from newsroom.wires.records import WireAgency, WireStory, WireVersion
from newsroom.wires.topics import SUBJECT_CODES

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(agency: WireAgency, story: WireStory, version: WireVersion, *, base: str) -> bytes:
    """A version as an NITF file; ``base`` is that of the pictures' server, "http://127.0.1.16:8765"."""
    return (_HEAD + element(agency, story, version, base=base) + "\n").encode()


def element(agency: WireAgency, story: WireStory, version: WireVersion, *, base: str) -> str:
    """The <nitf> alone, for an envelope. Its parts stand in the order of the DTD."""
    take = '<meta name="anpa-takekey" content="1st Ld-Writethru"/>' if version.correction_kind == "writethru" else ""
    status = "embargoed" if version.embargoed_until else version.pub_status
    release = f'<date.release norm="{_norm(version.embargoed_until)}"/>\n' if version.embargoed_until else ""
    note = f'<ed-msg info="{esc(version.ed_note)}"/>\n' if version.ed_note else ""
    subjects = "".join(
        f'<tobject.subject tobject.subject.ipr="IPTC" tobject.subject.refnum="{code}"'
        f' tobject.subject.type="{esc(SUBJECT_CODES[code])}"/>'
        for code in story.subjects
    )
    return (
        f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" baselang="{story.in_language}">\n'
        f"<head>\n<title>{esc(version.headline)}</title>\n"
        f'<meta name="slugline" content="{esc(story.slugline)}"/>{take}\n'
        f'<tobject tobject.type="news">{subjects}</tobject>\n'
        f'<docdata management-status="{status}">\n'
        f'<doc-id regsrc="{esc(agency.id)}" id-string="{esc(story.uri or story.id)}"/>\n'
        f'<urgency ed-urg="{story.urgency}"/>\n'
        f'<date.issue norm="{_norm(version.version_created)}"/>\n{release}{note}'
        f'<du-key generation="1" version="{version.number}" key="{esc(story.slugline)}"/>\n'
        f'<doc.copyright year="{version.version_created.year}" holder="{esc(agency.name)}"/>\n'
        f"</docdata>\n</head>\n"
        f"<body>\n<body.head>\n<hedline><hl1>{esc(version.headline)}</hl1></hedline>\n"
        f"{f'<byline>{esc(story.byline)}</byline>' if story.byline else ''}\n"
        f"<distributor>{esc(agency.name)}</distributor>\n{_dateline(agency, story)}\n</body.head>\n"
        f"<body.content>\n<block>\n{_paragraphs(version)}\n</block>\n{_media(story, base)}</body.content>\n"
        f"</body>\n</nitf>"
    )


def _dateline(agency: WireAgency, story: WireStory) -> str:
    """Place and signature as printed; the day, for machines only, is that of the first version."""
    return (
        f"<dateline><location>{esc(story.place)}</location> ({esc(agency.signature)})"
        f'<story.date norm="{_norm(story.first_created)}"/></dateline>'
    )


def _paragraphs(version: WireVersion) -> str:
    return "\n".join(f"<p>{esc(paragraph)}</p>" for paragraph in version.paragraphs)


def _media(story: WireStory, base: str) -> str:
    return "".join(
        '<media media-type="image">\n'
        f'<media-reference mime-type="image/gif" source="{esc(base + picture.path)}"'
        f' width="{picture.width}" height="{picture.height}"/>\n'
        f"<media-caption><p>{esc(picture.caption)}</p></media-caption>\n"
        f"<media-producer>{esc(picture.credit)}</media-producer>\n</media>\n"
        for picture in story.pictures
    )


def _norm(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"
