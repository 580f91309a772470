"""NewsML 1.0 to 1.2: NewsItem and its NewsComponents (https://iptc.org/standards/newsml-1/)."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from newslake.core.text import tidy_or_none
from newslake.core.text.encoding import language_tag
from newslake.core.wires.corrections import correction_kind
from newslake.core.wires.fields import (
    MAX_NAMES,
    attribute,
    filled,
    first,
    instant,
    number,
    status_of,
    subject,
    subjects,
    text_of,
    unique,
    urgency_of,
    xml_root,
)
from newslake.core.wires.formats import nitf_story
from newslake.core.wires.paragraphs import html_paragraphs, paragraphs
from newslake.errors import WireError
from newslake.model import Association, CorrectionKind, Reason, Subject, WireFormat, WireItem

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SUBJECTS = ("subject", "subjectmatter", "subjectdetail")
_NOTES = ("instruction", "note", "editorialnote", "advisoryline")
_MEDIA = {"photo": "picture", "picture": "picture", "image": "picture", "graphic": "graphic", "video": "video"}
_IPTC_SCHEMES = frozenset({"iptcsubjectcodes", "iptcsubjectcode", "iptc", "iptcsubjectreference"})


def parse(data: bytes, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """
    The items of a document, in its order.

    The uri is the public identifier without its revision: that is the version.

    Raises:
        WireError: No NewsML 1.x, or none that can be read.
    """
    root = xml_root(data)
    is_g2 = root.get("guid") is not None or root.find("itemmeta") is not None
    if root.tag not in ("newsml", "newsitem") or is_g2:
        raise WireError(Reason.NOT_A_WIRE, f"a <{str(root.tag)[:40]}>, not NewsML 1")
    found = [root] if root.tag == "newsitem" else root.findall("newsitem")
    if not found:
        raise WireError(Reason.NO_ITEM, "NewsML without a NewsItem")
    return tuple(_item(one, root.find("newsenvelope"), timezone) for one in found)


def _item(item: etree._Element, envelope: etree._Element | None, timezone: str | None) -> WireItem:
    identifier = item.find("identification/newsidentifier")
    management = item.find("newsmanagement")
    if management is None:
        management = etree.Element("newsmanagement")
    component = item.find("newscomponent")
    if component is None:
        component = etree.Element("newscomponent")
    revision = None if identifier is None else identifier.find("revisionid")
    created, version_created = text_of(management.find("firstcreated")), text_of(management.find("thisrevisioncreated"))
    status = attribute(management.find("status"), "FormalName")
    embargo = _embargo(management, status)
    inner, body = _text(component)
    languages = [attribute(one, "FormalName") for one in component.iter("language")]
    instructions = [attribute(one, "FormalName") for one in management.iterfind("instruction")]
    label = text_of(item.find("identification/namelabel"))
    stated = WireItem(
        format=WireFormat.NEWSML_12,
        item_class=_item_class(component),
        provider=first(
            attribute(component.find(".//administrativemetadata/provider/party"), "FormalName"),
            text_of(None if identifier is None else identifier.find("providerid")),
            attribute(None if envelope is None else envelope.find("sentfrom/party"), "FormalName"),
        ),
        uri=_uri(identifier),
        version=number(text_of(revision)),
        pub_status=status_of(status),
        headline=_line(component, "headline"),
        slugline=_line(component, "slugline") or label,
        byline=_line(component, "byline"),
        dateline=_line(component, "dateline"),
        located=_located(component),
        description=_line(component, "subheadline"),
        article_body=body,
        first_created=instant(created, timezone),
        first_created_raw=created,
        version_created=instant(version_created, timezone),
        version_created_raw=version_created,
        embargoed_until=instant(embargo, timezone),
        embargoed_until_raw=embargo,
        urgency=urgency_of(attribute(management.find("urgency"), "FormalName")),
        subjects=subjects(_subjects(component)),
        genre=unique(attribute(one, "FormalName") for one in component.iter("genre")),
        keywords=_keywords(component),
        in_language=next(
            (tag for text in (*languages, attribute(item, _LANG)) if (tag := _language(text)) is not None), None
        ),
        credit=_line(component, "creditline"),
        copyright=_line(component, "copyrightline")
        or text_of(component.find(".//rightsmetadata/copyright/copyrightholder")),
        usage_terms=_usage(component),
        ed_note=_note(management, component),
        associations=tuple(_associations(component))[:MAX_NAMES],
    )
    if inner is not None:
        stated = filled(stated, replace(nitf_story.read(inner, timezone), uri=None, version=None, article_body=None))
    update = (revision.get("Update") or "N") if revision is not None else "N"
    kind = correction_kind(
        signals=[*instructions, status], marks=[label, *(nitf_story.marks(inner) if inner is not None else ())]
    )
    # "U" is an update, "A" an alternative (NewsML 1.2, RevisionId); and a first revision updates nothing.
    return replace(
        stated, correction_kind=kind or (CorrectionKind.UPDATE if update == "U" and stated.version != 1 else None)
    )


def _language(text: str | None) -> str | None:
    """AFP and ANA write "EN": tags are lower case."""
    return language_tag(text.lower() if text is not None and len(text) == 2 else text)


def _uri(identifier: etree._Element | None) -> str | None:
    if identifier is None:
        return None
    revision = identifier.find("revisionid")
    public = text_of(identifier.find("publicidentifier"))
    counted = text_of(revision) or ""
    if public is not None:
        update = attribute(revision, "Update") or ""
        head, _, last = public.rpartition(":")
        return head if head and counted and last in (counted, counted + update) else public
    parts = [text_of(identifier.find(name)) for name in ("providerid", "dateid", "newsitemid")]
    return "urn:newsml:" + ":".join(filter(None, parts)) if parts[-1] else None


def _embargo(management: etree._Element, status: str | None) -> str | None:
    """When the status is embargoed, the moment it is announced to change."""
    if (status or "").lower() != "embargoed":
        return None
    return text_of(management.find("statuswillchange/dateandtime")) or "embargoed"


def _line(component: etree._Element, name: str) -> str | None:
    """The outermost line of that name: parts of a story, pictures among them, have lines of their own."""
    direct = text_of(component.find(f"newslines/{name}"))
    return direct or next((text for one in component.iterfind(f".//newslines/{name}") if (text := text_of(one))), None)


def _item_class(component: etree._Element) -> str | None:
    kinds = [(attribute(one, "FormalName") or "").lower() for one in component.iter("mediatype")]
    if "text" in kinds or (not kinds and next(component.iter("datacontent"), None) is not None):
        return "text"
    return _MEDIA.get(kinds[0], kinds[0]) if kinds else None


def _located(component: etree._Element) -> str | None:
    for location in component.iter("location"):
        if (location.get("HowPresent") or "Origin").lower() != "origin":
            continue
        for one in location.iterfind("property"):
            if one.get("FormalName") == "City" and attribute(one, "Value"):
                return attribute(one, "Value")
    return None


def _subjects(component: etree._Element) -> Iterator[Subject | None]:
    names = {
        code: text
        for topic in component.iter("topic")
        if (code := text_of(topic.find("formalname"))) is not None
        for text in (_topic_name(topic),)
    }
    for one in component.iter(*_SUBJECTS):
        code = attribute(one, "FormalName")
        scheme = attribute(one, "Scheme")
        iptc = scheme is None or scheme.lower().replace(" ", "") in _IPTC_SCHEMES
        yield subject(code, "subj" if iptc and (code or "").isdigit() else scheme, names.get(code or ""))


def _topic_name(topic: etree._Element) -> str | None:
    """The name of a topic: of several languages the English one, as for all other codes."""
    named = [one for one in topic.iterfind("description") if (one.get("Variant") or "Name") == "Name"]
    english = [one for one in named if (one.get(_LANG) or "").startswith("en")]
    return next((text for one in (*english, *named) if (text := text_of(one))), None)


def _keywords(component: etree._Element) -> tuple[str, ...]:
    lines = [word for one in component.iterfind(".//newslines/keywordline") for word in (text_of(one) or "").split(";")]
    stated = [
        attribute(one, "Value")
        for one in component.iter("property")
        if "keyword" in (one.get("FormalName") or "").lower()
    ]
    return unique([*map(tidy_or_none, lines), *stated])


def _usage(component: etree._Element) -> str | None:
    return first(
        tidy_or_none(" ".join(filter(None, (text_of(one) for one in component.iter("usagetype"))))),
        _line(component, "rightsline"),
    )


def _note(management: etree._Element, component: etree._Element) -> str | None:
    notes = [text_of(one) for one in management.iter("instruction", "comment")]
    notes += [text_of(one) for one in component.iter(*_NOTES)]
    for line in component.iterfind(".//newslines/newsline"):
        if "advisory" in (attribute(line.find("newslinetype"), "FormalName") or "").lower():
            notes += map(text_of, line.iterfind("newslinetext"))
    return "\n\n".join(unique(notes)) or None


def _text(component: etree._Element) -> tuple[etree._Element | None, str | None]:
    """The NITF inside, and the longest text: a story may come with captions and with itself in several formats."""
    inner: etree._Element | None = None
    best: str | None = None
    for content in component.iter("datacontent"):
        nitf = content if content.tag == "nitf" else next(content.iter("nitf"), None)
        text: str | None
        if nitf is not None:
            text = paragraphs(next((one for one in nitf.iter("body.content", "body")), nitf))
        elif len(content):
            text = paragraphs(next(content.iter("body.content", "body", "html"), content))
        else:
            text = html_paragraphs(content.text or "")
        if text is not None and len(text) > len(best or ""):
            best, inner = text, nitf
    return inner, best


def _associations(component: etree._Element) -> Iterator[Association]:
    for content in component.iter("contentitem"):
        url = attribute(content, "Href")
        kind = (attribute(content.find("mediatype"), "FormalName") or "").lower()
        if url is None or kind == "text":
            continue
        sizes = {
            (one.get("FormalName") or "").lower(): number(one.get("Value"))
            for one in content.iterfind("characteristics/property")
        }
        parent = content.getparent()
        caption = None if parent is None else text_of(parent.find("newslines/headline"))
        yield Association(
            kind=_MEDIA.get(kind, kind or "item"),
            url=url,
            caption=caption,
            width=sizes.get("width"),
            height=sizes.get("height"),
        )
