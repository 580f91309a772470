"""RBNews, the XML of Ritzaus Bureau: one item, or the list that its queue service answers with."""

import html
from collections.abc import Iterator

from lxml import etree

from newslake.core.text import tidy_or_none
from newslake.core.wires.corrections import correction_kind
from newslake.core.wires.fields import (
    first,
    instant,
    number,
    subject,
    subjects,
    text_of,
    unique,
    urgency_of,
    xml_root,
)
from newslake.core.wires.paragraphs import html_paragraphs
from newslake.errors import WireError
from newslake.model import CorrectionKind, Reason, Subject, WireFormat, WireItem

LISTS = ("xmlnewsqueuedresponse", "listofrbnews")
_FLAGS = {
    "annuleret": CorrectionKind.KILL,
    "korrektion": CorrectionKind.CORRECTION,
    "nyversion": CorrectionKind.UPDATE,
}
"""Withdrawn, correction, new version: "true" or "false" with every item."""


def parse(data: bytes, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """
    The items of a document, in its order. Stamps are Danish time without a zone: ``timezone`` says so.

    Flashes have no headline, and none is made. The format has no public description: what is read are the elements
    whose meaning their own names and values show, so neither ``Replaces`` nor ``MultimedieList``, ever empty so far.

    Raises:
        WireError: No RBNews, an empty list, or none that can be read.
    """
    root = xml_root(data)
    found = [root] if root.tag == "rbnews" else list(root.iter("rbnews"))
    if not found and root.tag in LISTS:
        raise WireError(Reason.NO_ITEM, text_of(root.find(".//errormsg")) or "a list without an item")
    if not found:
        raise WireError(Reason.NOT_A_WIRE, f"a <{str(root.tag)[:40]}>, not RBNews")
    return tuple(_item(one, timezone) for one in found)


def _item(item: etree._Element, timezone: str | None) -> WireItem:
    version = number(text_of(item.find("version")))
    stamp = text_of(item.find("publishdate"))
    first_stamp = stamp if version == 1 else None
    flags = [kind for name, kind in _FLAGS.items() if (text_of(item.find(name)) or "").lower() == "true"]
    line = text_of(item.find("strapline")) or ""
    return WireItem(
        format=WireFormat.RBNEWS,
        item_class="text",
        provider="Ritzau",
        uri=text_of(item.find("newsid")),
        version=version,
        headline=_words(item, "headline"),
        byline=text_of(item.find("byline")),
        located=text_of(item.find("town")),
        description=_words(item, "subtitle"),
        article_body=_markup(item, "content"),
        first_created=instant(first_stamp, timezone),
        first_created_raw=first_stamp,
        version_created=instant(stamp, timezone),
        version_created_raw=stamp,
        urgency=urgency_of(text_of(item.find("priority"))),  # flashes have 3, press releases 5
        subjects=subjects(_subjects(item)),
        keywords=unique(tidy_or_none(part.strip("- ")) for part in line.split("/")),
        credit=text_of(item.find("origin")),
        ed_note=_markup(item, "tilredaktionen"),
        correction_kind=correction_kind(signals=flags),
    )


def _words(item: etree._Element, name: str) -> str | None:
    """A line of text; press releases come through with their references escaped twice."""
    return tidy_or_none(html.unescape(text_of(item.find(name)) or ""))


def _markup(item: etree._Element, name: str) -> str | None:
    return html_paragraphs(item.findtext(name) or "")


def _subjects(item: etree._Element) -> Iterator[Subject | None]:
    for one in item.iterfind("iptclist/*"):
        yield subject(text_of(one), "subj", None)
    code, name = text_of(item.find("sectionid")), text_of(item.find("section"))
    yield subject(first(code, name), "section", name)
