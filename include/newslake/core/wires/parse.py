"""Wire files to items: the format told by content, never by name, and what all formats have in common done once."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from newslake.core.agencies import Registry, shipped
from newslake.core.agencies.datelines import parse_dateline
from newslake.core.text.encoding import decode, root_name
from newslake.core.wires.corrections import correction_kind, gravest
from newslake.core.wires.fields import instant, json_value
from newslake.core.wires.formats import anpa, ap_media, iptc_7901, mail, newsml_12, newsml_g2, ninjs, nitf, rbnews
from newslake.core.wires.formats.telegraph import transmitted
from newslake.errors import WireError
from newslake.model import CorrectionKind, PubStatus, Reason, WireFormat, WireItem

_SNIFFED_BYTES = 16_384
_ROOTS = {
    "nitf": WireFormat.NITF,
    "NewsML": WireFormat.NEWSML_12,
    "NewsItem": WireFormat.NEWSML_12,
    "newsMessage": WireFormat.NEWSML_G2,
    "itemSet": WireFormat.NEWSML_G2,
    "newsItem": WireFormat.NEWSML_G2,
    "packageItem": WireFormat.NEWSML_G2,
    "conceptItem": WireFormat.NEWSML_G2,
    "knowledgeItem": WireFormat.NEWSML_G2,
    "planningItem": WireFormat.NEWSML_G2,
    "catalogItem": WireFormat.NEWSML_G2,
    "contentMeta": WireFormat.NEWSML_G2,
    "contentSet": WireFormat.NEWSML_G2,
    "itemMeta": WireFormat.NEWSML_G2,
    "groupSet": WireFormat.NEWSML_G2,
    "RBNews": WireFormat.RBNEWS,
    "ListOfRBNews": WireFormat.RBNEWS,
    "XMLNewsQueuedResponse": WireFormat.RBNEWS,
}
_API_MARK = re.compile(r'"api_version"\s*:')
_NINJS_MARK = re.compile(
    r'"(version[cC]reated|first[cC]reated|pub[sS]tatus|body_(?:text|html|xhtml)|bodies|headlines?)"\s*:'
)
_LEAD_CHARS = 400
_EMBARGO = re.compile(
    r"\W{0,4}(?:note to editors\W{1,3}|eds\W{1,3})?(?:strictly |under |press )?"
    r"(?:embargo(?:ed)?|sperrfrist|эмбарго|embargué)\b"
    r"(?!.{0,60}(?:lifted|aufgehoben|снят|levé))",
    re.IGNORECASE | re.DOTALL,
)
_NOT_TO_PRINT = re.compile(
    r"(?:^|\n\n)[\s*]*(?:the following information is not (?:intended )?for publication"
    r"|die folgenden informationen sind nicht zur veröffentlichung bestimmt).*",
    re.IGNORECASE | re.DOTALL,
)
"""Names and telephone numbers for editors, below the text of some agencies: not kept."""

_STAMPS = ("first_created", "version_created", "embargoed_until")
_OF_THE_TEXT = ("article_body", "headline", "byline", "dateline", "located")

_PARSERS = {
    WireFormat.NITF: nitf.parse,
    WireFormat.NEWSML_12: newsml_12.parse,
    WireFormat.NEWSML_G2: newsml_g2.parse,
    WireFormat.NINJS: ninjs.parse,
    WireFormat.AP_MEDIA: ap_media.parse,
    WireFormat.RBNEWS: rbnews.parse,
    WireFormat.MAIL: mail.parse,
}
_OF_JSON = {WireFormat.NINJS: ninjs.read, WireFormat.AP_MEDIA: ap_media.read}
_TELEGRAPH = {WireFormat.ANPA: anpa.parse, WireFormat.IPTC_7901: iptc_7901.parse}


def sniff(data: bytes) -> WireFormat | None:
    """
    The format of a wire file by its content.

    None for anything else, feeds and pages among it. Never raises.
    """
    return _open(data).format


class _Opened(NamedTuple):
    """A file whose format is known; ``value`` is its JSON, which had to be parsed to tell, else None."""

    format: WireFormat | None
    value: object = None


def _open(data: bytes) -> _Opened:
    head = data[:_SNIFFED_BYTES]
    if b"\x01" in head[:64] and b"\x02" in head:
        start = head.partition(b"\x01")[2][:400].decode("latin-1")
        return _Opened(WireFormat.IPTC_7901 if iptc_7901.HEADER.match(start) else WireFormat.ANPA)
    text = decode(head)
    if text.startswith(("{", "[")):
        return _open_json(text, data)
    if text.startswith("<"):
        root = root_name(text) or ""
        return _Opened(_ROOTS.get(root.rpartition(":")[2]) or _ROOTS.get(root))
    return _Opened(WireFormat.MAIL if mail.is_mail(head) else None)


def _open_json(text: str, data: bytes) -> _Opened:
    try:
        value = json_value(data)
    except WireError:
        # Broken, or too large: it is read for its reason when its beginning looks like a wire.
        if _API_MARK.search(text):
            return _Opened(WireFormat.AP_MEDIA)
        return _Opened(WireFormat.NINJS if len(set(_NINJS_MARK.findall(text))) >= 2 else None)
    if ap_media.is_answer(value):
        return _Opened(WireFormat.AP_MEDIA, value)
    if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", "")):
        return _Opened(None)
    return _Opened(WireFormat.NINJS if ninjs.items_of(value) else None, value)


def parse_wire(
    data: bytes,
    *,
    provider: str | None = None,
    timezone: str | None = None,
    arrived: datetime | None = None,
    format: str | None = None,  # noqa: A002 - the field's own name
    registry: Registry | None = None,
) -> tuple[WireItem, ...]:
    """
    The items of a wire file, in its order, each with what its own words say of its kind.

    Args:
        provider: Who sent it; wins over what the items state.
        timezone: IANA name of the provider's zone, for stamps that state none. None: that of the agency that the item
            names, as far as the registry knows it; else they give no instant.
        arrived: When the file came, aware; settles the year of stamps without one.
        format: A name of ``WireFormat``: read as that, whatever the content looks like. None: told by content.
        registry: The news agencies, those of a catalogue as well; by default the shipped ones.

    Raises:
        WireError: With its reason; nothing else, whatever the bytes are.
        ValueError: No such format.
    """
    opened = None if format is None else _Opened(_format_of(format))
    if not data.strip():
        raise WireError(Reason.EMPTY, f"{len(data):,} bytes")
    agencies = registry or shipped()
    items = _items(opened or _open(data), data, arrived)
    if any(map(_has_no_zone, items)) and (zone := timezone or _zone_of(provider or items[0].provider, agencies)):
        items = tuple(_in_zone(item, zone, arrived) if _has_no_zone(item) else item for item in items)
    return tuple(_finished(item, provider, agencies) for item in items)


def _format_of(name: str) -> WireFormat:
    try:
        return WireFormat(name)
    except ValueError:
        raise ValueError(f"no format {name!r}; there are {', '.join(WireFormat)}") from None


def _items(opened: _Opened, data: bytes, arrived: datetime | None) -> tuple[WireItem, ...]:
    """The items as they state themselves: no zone is assumed yet."""
    if opened.format is None:
        raise WireError(Reason.NOT_A_WIRE, f"{len(data):,} bytes")
    if opened.value is not None:
        return _OF_JSON[opened.format](opened.value)
    if opened.format in _TELEGRAPH:
        return _TELEGRAPH[opened.format](data, arrived=arrived)
    return _PARSERS[opened.format](data)


def _in_zone(item: WireItem, zone: str, arrived: datetime | None) -> WireItem:
    """The item, its stamps without a zone read in this one."""
    read: dict[str, Any] = {"assumed_timezone": zone}
    for name in _STAMPS:
        if getattr(item, name) is None and (raw := getattr(item, f"{name}_raw")) is not None:
            is_telegraph = item.format in _TELEGRAPH
            read[name] = transmitted(raw, zone, arrived)[0] if is_telegraph else instant(raw, zone)
    return replace(item, **read)


def _zone_of(provider: str | None, agencies: Registry) -> str | None:
    agency = agencies.find(provider) if provider else None
    return agency.timezone if agency else None


def _has_no_zone(item: WireItem) -> bool:
    """Whether an instant is not told although something is written."""
    return any(getattr(item, name) is None and getattr(item, f"{name}_raw") is not None for name in _STAMPS)


def with_text(item: WireItem, data: bytes, *, registry: Registry | None = None) -> WireItem:
    """
    An item whose text was elsewhere, with that text: what ``text_url`` brought.

    Of the rendition come the body, and headline, byline, dateline and place where the item states none; if it says that
    it is a correction, a kill or embargoed, so is the item. Everything else is the item's own word.

    Args:
        data: The rendition: NITF, or any other format that is read, with one text in it.
        registry: As for ``parse_wire``.

    Raises:
        WireError: With its reason: no rendition that can be read, or none with exactly one text.
    """
    texts = [one for one in parse_wire(data, registry=registry) if one.article_body is not None]
    if len(texts) != 1:
        raise WireError(Reason.NO_ITEM, f"a rendition with {len(texts)} texts")
    text = texts[0]
    missing = {name: getattr(text, name) for name in _OF_THE_TEXT if getattr(item, name) is None}
    if item.embargoed_until_raw is None:
        missing |= {name: getattr(text, name) for name in ("embargoed_until", "embargoed_until_raw")}
    # An embargo that the item itself states is better known there than in its rendition.
    is_graver = text.pub_status == PubStatus.CANCELED or (
        item.embargoed_until_raw is None and item.pub_status == PubStatus.USABLE
    )
    status = text.pub_status if is_graver else item.pub_status
    kind = gravest(item.correction_kind, text.correction_kind)
    whole = replace(item, **missing, text_url=None, pub_status=status, correction_kind=kind)
    return _finished(whole, item.provider, registry or shipped())


def _finished(item: WireItem, provider: str | None, agencies: Registry) -> WireItem:
    body, note = _printed(item.article_body), _printed(item.ed_note)
    if body is not None and item.headline is not None and body.startswith(f"{item.headline}\n\n"):
        body = body[len(item.headline) + 2 :]  # set above the text by many systems
    lead = (body or "")[:_LEAD_CHARS]
    kind = gravest(
        item.correction_kind,
        correction_kind(headline=item.headline, marks=[item.slugline], note=note, lead=lead),
    )
    status = item.pub_status
    if kind == CorrectionKind.KILL:
        status = PubStatus.CANCELED
    elif status == PubStatus.USABLE and item.embargoed_until_raw is not None and item.embargoed_until is None:
        status = PubStatus.WITHHELD  # until nobody knows when: shown too early cannot be taken back
    elif status == PubStatus.USABLE and item.embargoed_until is None and _says_embargo(item):
        status = PubStatus.WITHHELD
    located = item.located
    dateline = item.dateline if item.dateline is not None and _has_letters(item.dateline) else None
    if dateline is None and (printed := parse_dateline(lead, registry=agencies)) is not None:
        dateline, located = printed.raw, located or printed.place
    return replace(
        item,
        provider=provider or item.provider,
        pub_status=status,
        correction_kind=kind,
        article_body=body,
        ed_note=note,
        dateline=dateline,
        located=located,
    )


def _printed(text: str | None) -> str | None:
    return None if text is None else _NOT_TO_PRINT.sub("", text).rstrip("* \n") or None


def _says_embargo(item: WireItem) -> bool:
    """Whether headline, slugline or note open with an embargo that no field states."""
    return any(text is not None and _EMBARGO.match(text) for text in (item.headline, item.slugline, item.ed_note))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
