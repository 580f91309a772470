"""NITF as several formats carry it: read from an element, on its own or inside an envelope."""

import re
from collections.abc import Iterator

from lxml import etree

from newslake.core.text import tidy_or_none
from newslake.core.text.encoding import language_tag
from newslake.core.wires.fields import (
    MAX_NAMES,
    attribute,
    first,
    instant,
    number,
    status_of,
    subject,
    subjects,
    text_of,
    unique,
    urgency_of,
)
from newslake.core.wires.paragraphs import paragraphs
from newslake.model import Association, Subject, WireFormat, WireItem

SLUG_METAS = ("slugline", "slug", "anpa-keyword", "stichwort", "ntbstikkord", "stikkord", "keyword-line")
"""Names of ``meta`` under which agencies put the slugline, for which NITF has no place; the first one wins."""

TAKE_METAS = ("anpa-takekey", "take-key", "version", "correction")
_SIGN_OFF = re.compile(r"[a-zà-ÿ]{1,4}(?:[/-][a-zà-ÿ]{1,4})*")
"""Initials of the desk, "gr/bp": not printed."""

_CODE = re.compile(r"(?P<top>\d{2})(?P<matter>\d{3})(?P<detail>\d{3})")


def read(nitf: etree._Element, timezone: str | None) -> WireItem:
    """The item an NITF document states; see https://iptc.org/standards/nitf/ for its elements."""
    body = nitf.find("body")
    body_head = nitf.find("body/body.head")
    docdata = nitf.find("head/docdata")
    metas = {
        name.lower(): content
        for meta in nitf.iterfind("head/meta")
        if (name := attribute(meta, "name")) and (content := attribute(meta, "content"))
    }
    keywords = unique(
        attribute(keyword, "key") or text_of(keyword) for keyword in nitf.iterfind("head/docdata/key-list/keyword")
    )
    text = nitf.find("body/body.content")
    if text is None and body is not None and body_head is None:
        text = body
    issued = attribute(_in(docdata, "date.issue"), "norm")
    story_date = attribute(nitf.find("body/body.head/dateline/story.date"), "norm")
    # NITF has no stamp of the first version; that of issue is, while the document speaks of no earlier one.
    is_revised = nitf.find("head/revision-history") is not None or (number(_version(docdata)) or 1) > 1
    first_issued = story_date or (None if is_revised else issued)
    status = (attribute(docdata, "management-status") or "").lower()
    # date.release is the end of an embargo only where one is stated: most agencies fill it with the time of issue.
    release = attribute(_in(docdata, "date.release"), "norm") if status == "embargoed" else None
    if status == "embargoed" and release is None:
        release = "embargoed"
    return WireItem(
        format=WireFormat.NITF,
        item_class="text",
        provider=first(
            attribute(_in(docdata, "doc-id"), "regsrc"),
            text_of(_in(body_head, "distributor")),
            attribute(nitf.find("head/docdata/del-list/from-src"), "src-name"),
            attribute(_in(docdata, "doc.copyright"), "holder"),
        ),
        uri=attribute(_in(docdata, "doc-id"), "id-string"),
        sequence=metas.get("anpa-sequence"),
        version=number(_version(docdata)),
        pub_status=status_of(status),
        headline=first(
            text_of(nitf.find("body/body.head/hedline/hl1")),
            text_of(nitf.find("body/body.head/hedline")),
            text_of(nitf.find("head/title")),
        ),
        slugline=first(
            *(metas.get(name) for name in SLUG_METAS),
            keywords[0] if len(keywords) == 1 else None,
        ),
        byline=_byline(body_head),
        dateline=_dateline(_in(body_head, "dateline")),
        located=first(
            text_of(nitf.find("body/body.head/dateline/location/city")),
            text_of(nitf.find("body/body.head/dateline/location")),
            attribute(_in(docdata, "evloc"), "city"),
        ),
        description=text_of(_in(body_head, "abstract")),
        article_body=None if text is None else paragraphs(text),
        first_created=instant(first_issued, timezone),
        first_created_raw=first_issued,
        version_created=instant(issued, timezone),
        version_created_raw=issued,
        embargoed_until=instant(release, timezone),
        embargoed_until_raw=release,
        urgency=urgency_of(
            attribute(_in(docdata, "urgency"), "ed-urg") or attribute(nitf.find("head/urgency"), "ed-urg")
        ),
        subjects=subjects(_subjects(nitf)),
        genre=unique(attribute(one, "tobject.property.type") for one in nitf.iterfind("head/tobject/tobject.property")),
        keywords=keywords,
        in_language=language_tag(nitf.get("baselang") or nitf.get("{http://www.w3.org/XML/1998/namespace}lang")),
        credit=text_of(_in(body_head, "distributor")),
        copyright=_copyright(nitf, docdata),
        usage_terms=attribute(_in(docdata, "doc.rights"), "limitations"),
        ed_note=first(
            tidy_or_none(" ".join(filter(None, (attribute(one, "info") for one in nitf.iter("ed-msg"))))),
            text_of(_in(body_head, "note")),
        ),
        associations=tuple(_media(nitf))[:MAX_NAMES],
    )


def marks(nitf: etree._Element) -> tuple[str, ...]:
    """Texts of an NITF document beside the item's own fields that may say what kind of version it is."""
    metas = {(meta.get("name") or "").lower(): meta.get("content") for meta in nitf.iterfind("head/meta")}
    revisions = [attribute(one, "comment") for one in nitf.iter("revision-history")]
    return unique([*(tidy_or_none(metas.get(name)) for name in TAKE_METAS), *revisions])


def _version(docdata: etree._Element | None) -> str | None:
    return attribute(_in(docdata, "du-key"), "version")


def _in(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else element.find(name)


def _byline(body_head: etree._Element | None) -> str | None:
    """The name as printed; the title of who signs ("AP Business Writer") is an element of its own and left out."""
    byline = _in(body_head, "byline")
    if byline is None:
        return None
    title = byline.find("byttl")
    left_out = set() if title is None else set(title.itertext())
    pieces = [str(text) for text in byline.itertext() if text not in left_out]
    printed = tidy_or_none(" ".join(pieces)) or text_of(byline)
    return None if printed is None or _SIGN_OFF.fullmatch(printed) else printed


def _dateline(dateline: etree._Element | None) -> str | None:
    if dateline is None:
        return None
    parts = [dateline.text, *(_piece(child) for child in dateline), *(child.tail for child in dateline)]
    return tidy_or_none(" ".join(filter(None, parts)))


def _piece(child: etree._Element) -> str | None:
    if child.tag == "story.date":
        return None if child.get("norm") == (child.text or "").strip() else child.text
    if len(child):
        return ", ".join(filter(None, map(text_of, child))) or text_of(child)
    return text_of(child)


def _copyright(nitf: etree._Element, docdata: etree._Element | None) -> str | None:
    stated = _in(docdata, "doc.copyright")
    holder, year = attribute(stated, "holder"), attribute(stated, "year")
    owner = text_of(nitf.find("body/body.head/rights/rights.owner"))
    return first(" ".join(filter(None, (year, holder))) if holder else None, text_of(nitf.find(".//rights")), owner)


def _subjects(nitf: etree._Element) -> Iterator[Subject | None]:
    """
    The subjects; of a code whose levels are named one by one also those above it.

    Source: NITF 3.x: type, matter and detail name the first two, the next three and the last three digits.
    """
    above: list[Subject | None] = []
    for one in nitf.iterfind("head/tobject/tobject.subject"):
        code = attribute(one, "tobject.subject.refnum")
        owner = attribute(one, "tobject.subject.ipr")
        scheme = None if owner is None or owner.upper() == "IPTC" else owner
        topic, matter, detail = (attribute(one, f"tobject.subject.{level}") for level in ("type", "matter", "detail"))
        if code is None and topic is None and matter is None and detail is None:
            continue
        levels = _CODE.fullmatch(code or "")
        if levels is None:
            yield subject(code, scheme, detail or matter or topic)
            continue
        has_detail, has_matter = levels["detail"] != "000", levels["matter"] != "000"
        name = detail if has_detail else matter if has_matter else topic
        yield subject(code, scheme, name or detail or matter or topic)
        if has_detail and matter:
            above.append(subject(f"{levels['top']}{levels['matter']}000", scheme, matter))
        if has_matter and topic:
            above.append(subject(f"{levels['top']}000000", scheme, topic))
    yield from above


def _media(nitf: etree._Element) -> Iterator[Association]:
    for media in nitf.iter("media"):
        reference = next((one for one in media.iterfind("media-reference") if attribute(one, "source")), None)
        if reference is None:
            continue
        kind = attribute(media, "media-type") or "image"
        yield Association(
            kind="picture" if kind in ("image", "photo", "picture") else kind,
            url=attribute(reference, "source") or "",
            caption=text_of(media.find("media-caption")),
            credit=text_of(media.find("media-producer")),
            width=number(reference.get("width")),
            height=number(reference.get("height")),
        )
