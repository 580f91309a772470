"""NewsML-G2: newsItem, packageItem, their kin, and the newsMessage that carries many (https://iptc.org/std/NewsML-G2/)."""

import re
from collections.abc import Iterable, Iterator
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
from newslake.core.wires.paragraphs import html_paragraphs, joined, main_part, paragraphs, plain_paragraphs
from newslake.errors import WireError
from newslake.model import Association, Reason, Subject, WireFormat, WireItem

ITEMS = {
    "newsitem": None,
    "packageitem": "composite",
    "conceptitem": "concept",
    "knowledgeitem": "concept",
    "planningitem": "planning",
    "catalogitem": "catalog",
}
"""Elements that are an item, and the class of those whose element says it."""

FRAGMENTS = ("contentmeta", "contentset", "itemmeta", "groupset")
"""Parts of an item that stand alone in documentation; read as the item they are cut from."""

_SUB_HEADLINES = ("sub", "short", "title", "alternative")
_PRIVATE = ("private", "internal", "nonpublic")
_PLACEHOLDERS = frozenset({"no-data-available", "n/a", "unknown", "none"})
_P_TAG = re.compile(r"</?p\b[^<>]*>", re.IGNORECASE)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(data: bytes, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """
    The items of a document, in its order; the text of an item from NITF, XHTML or plain text inside it.

    Raises:
        WireError: No NewsML-G2, or none that can be read.
    """
    root = xml_root(data)
    if root.tag in FRAGMENTS:
        item = etree.Element("newsitem")
        item.append(root)
        found = [item]
    else:
        found = [one for one in root.iter(*ITEMS) if one.get("guid") or one.find("itemmeta") is not None]
        if not found and root.tag not in ("newsmessage", "itemset"):
            raise WireError(Reason.NOT_A_WIRE, f"a <{str(root.tag)[:40]}>, not NewsML-G2")
    if not found:
        raise WireError(Reason.NO_ITEM, "a message without an item")
    sender = text_of(root.find("header/sender"))
    return tuple(_item(one, timezone, sender) for one in found)


def _item(item: etree._Element, timezone: str | None, sender: str | None) -> WireItem:
    meta = item.find("itemmeta")
    content = item.find("contentmeta")
    rights = item.find("rightsinfo")
    if meta is None:
        meta = etree.Element("itemmeta")
    if content is None:
        content = etree.Element("contentmeta")
    language = language_tag(
        first(attribute(content.find("language"), "tag"), attribute(item, _LANG), attribute(content, _LANG))
    )
    # Archives leave the item's own stamps empty: then the content's, which are as old at least.
    first_created = text_of(meta.find("firstcreated")) or text_of(content.find("contentcreated"))
    created = first(*map(text_of, (meta.find("versioncreated"), content.find("contentmodified"))), first_created)
    embargo = text_of(meta.find("embargoed"))
    note = _note(meta)
    status = _code_of(meta.find("pubstatus"))
    signals = [_code_of(one) for one in meta.iterfind("signal")]
    inner, body, marks = _content(item, timezone)
    stated = WireItem(
        format=WireFormat.NEWSML_G2,
        item_class=ITEMS[str(item.tag)] or _local(_code_of(meta.find("itemclass"))),
        provider=_provider(meta.find("provider")) or sender,
        uri=attribute(item, "guid"),
        version=number(item.get("version")),
        pub_status=status_of(status),
        headline=_headline(content) or _names(item),
        slugline=text_of(content.find("slugline")),
        byline=text_of(content.find("by")),
        dateline=text_of(content.find("dateline")),
        located=_place(content.find("located")),
        description=_in_language(content.findall("description"), language),
        article_body=body,
        first_created=instant(first_created, timezone),
        first_created_raw=first_created,
        version_created=instant(created, timezone),
        version_created_raw=created,
        embargoed_until=instant(embargo, timezone),
        embargoed_until_raw=embargo,
        urgency=urgency_of(text_of(content.find("urgency"))),
        subjects=subjects(_subjects(content.iterfind("subject"), language)),
        genre=unique(_name_of(one) for one in content.iterfind("genre")),
        keywords=unique(map(text_of, content.iterfind("keyword"))),
        in_language=language,
        credit=text_of(content.find("creditline")),
        copyright=None
        if rights is None
        else first(_in_language(rights.findall("copyrightnotice"), language), _name_of(rights.find("copyrightholder"))),
        usage_terms=None if rights is None else _in_language(rights.findall("usageterms"), language),
        ed_note=note,
        associations=tuple(_associations(item))[:MAX_NAMES],
        correction_kind=correction_kind(signals=signals, marks=marks),
    )
    # An NITF inside an envelope was often made by another machine: its id and version are not the item's.
    return stated if inner is None else filled(stated, replace(inner, uri=None, version=None))


# ---------------------------------------------------------------- content


def _content(item: etree._Element, timezone: str | None) -> tuple[WireItem | None, str | None, tuple[str, ...]]:
    """NITF inside the item, the text, and what the NITF says of its version."""
    sets = item.find("contentset")
    if sets is None:
        return None, None, ()
    bodies: list[str] = []
    for inline in sets.iterfind("inlinexml"):
        nitf = next(inline.iter("nitf"), None)
        if nitf is not None:
            inner = nitf_story.read(nitf, timezone)
            if inner.article_body is None and (loose := nitf.find("body")) is not None:
                inner = replace(inner, article_body=paragraphs(loose))
            return inner, inner.article_body, nitf_story.marks(nitf)
        html = next(inline.iter("body", "html"), inline)
        if (text := paragraphs(main_part(html))) is not None:
            bodies.append(text)
    if not bodies:
        for inline in sets.iterfind("inlinedata"):
            is_text = (inline.get("contenttype") or "text").startswith(("text", "application/xhtml"))
            if is_text and not inline.get("encoding"):
                bodies += filter(None, [_inline_text(inline)])
    return None, max(bodies, key=len, default=None), ()


def _inline_text(inline: etree._Element) -> str | None:
    """Text that calls itself plain may stand in a single <p>: then its own lines say what its paragraphs are."""
    markup = "".join(map(str, inline.itertext()))
    if inline.get("contenttype") == "text/plain" and markup.count("<p") <= 1:
        return plain_paragraphs(_P_TAG.sub("\n\n", markup))
    return html_paragraphs(markup)


def _associations(item: etree._Element) -> Iterator[Association]:
    """Renditions of the item itself, and what its links and its groups name as pictures or video."""
    for remote in item.iterfind("contentset/remotecontent"):
        url = attribute(remote, "href") or attribute(remote, "residref")
        if url is not None:
            yield Association(
                kind=_kind(attribute(remote, "contenttype")),
                url=url,
                caption=None,
                credit=None,
                width=number(remote.get("width")),
                height=number(remote.get("height")),
            )
    for reference in item.iterfind("groupset//itemref"):
        url = attribute(reference, "residref") or attribute(reference, "href")
        if url is not None:
            yield Association(
                kind=_local(_code_of(reference.find("itemclass"))) or _kind(attribute(reference, "contenttype")),
                url=url,
                caption=text_of(reference.find("description")) or text_of(reference.find("title")),
            )


def _kind(media_type: str | None) -> str:
    main = (media_type or "").partition("/")[0].lower()
    return {"image": "picture", "text": "text", "video": "video", "audio": "audio"}.get(main, "item")


# ---------------------------------------------------------------- fields


def _code_of(element: etree._Element | None) -> str | None:
    return first(attribute(element, "qcode"), attribute(element, "uri"), attribute(element, "literal"))


def _local(code: str | None) -> str | None:
    return None if code is None else code.rpartition("/")[2].rpartition(":")[2] or None


def _name_of(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    return first(
        text_of(element.find("name")), attribute(element, "literal"), _local(_code_of(element)), text_of(element)
    )


def _provider(element: etree._Element | None) -> str | None:
    """The short name where the IPTC's list of providers is used, else as the item writes it."""
    code = attribute(element, "qcode") or ""
    if code.startswith("nprov:"):
        return code.partition(":")[2] or None
    return first(attribute(element, "literal"), _name_of(element))


def _headline(content: etree._Element) -> str | None:
    found = content.findall("headline")
    main = [one for one in found if not any(part in (one.get("role") or "").lower() for part in _SUB_HEADLINES)]
    return next((text for one in main or found if (text := text_of(one))), None)


def _names(item: etree._Element) -> str | None:
    """The name of a concept, an event or a plan: what stands for its headline."""
    return first(text_of(item.find("concept/name")), text_of(item.find("itemmeta/title")))


def _in_language(found: list[etree._Element], language: str | None) -> str | None:
    """Of one text in several languages that of the item, else the first."""
    texts = [(one.get(_LANG) or "", text) for one in found if (text := text_of(one))]
    own = (language or "").partition("-")[0].lower()
    match = [text for tag, text in texts if own and tag.partition("-")[0].lower() == own]
    return next(iter(match), None) or next((text for _, text in texts), None)


def _note(meta: etree._Element) -> str | None:
    """The notes to editors; one marked as private is not for the receiver to keep."""
    notes = [
        one for one in meta.iter("ednote") if not any(part in (one.get("role") or "").lower() for part in _PRIVATE)
    ]
    texts = [paragraphs(one) if len(one) else tidy_or_none(one.text) for one in notes]
    return joined(filter(None, texts))


def _place(located: etree._Element | None) -> str | None:
    name = _name_of(located)
    return None if name is None or name.lower() in _PLACEHOLDERS else name


def _subjects(found: Iterable[etree._Element], language: str | None) -> Iterator[Subject | None]:
    for one in found:
        concept = one.find("mainconcept") if one.find("mainconcept") is not None else one
        if concept is None:
            continue
        name = _in_language(concept.findall("name"), language)
        yield subject(_code_of(concept), None, name)
