"""AP's Media API: ``/content`` with one item, ``/content/feed`` and search with a page of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newslake.core.text import tidy_or_none
from newslake.core.text.encoding import language_tag
from newslake.core.wires.corrections import correction_kind
from newslake.core.wires.fields import (
    MAX_NAMES,
    first,
    instant,
    json_value,
    number,
    status_of,
    subject,
    subjects,
    unique,
    urgency_of,
)
from newslake.core.wires.paragraphs import html_paragraphs
from newslake.errors import WireError
from newslake.model import Association, PubStatus, Reason, WireFormat, WireItem

_MEDIA = ("picture", "photo", "video", "graphic", "audio")
_ADDRESS_ID = re.compile(r"/content/([0-9a-f]{16,64})\b")


def items_of(value: object) -> list[dict[str, Any]]:
    """The items of an answer of the API; empty when it is none."""
    data = value.get("data") if isinstance(value, dict) else None
    if not isinstance(data, dict):
        return []
    if isinstance(data.get("item"), dict):
        return [data["item"]]
    listed = data.get("items")
    found = [one.get("item") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [one for one in found if isinstance(one, dict)]


def is_answer(value: object) -> bool:
    """Whether a JSON value is an answer of the API, an empty page among them."""
    if not isinstance(value, dict) or not isinstance(value.get("data"), dict):
        return False
    return bool(items_of(value)) or "api_version" in value


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    What an answer says of the way on.

    Attributes:
        next_page: Address of the page after this one: the cursor of a feed; None at the end of a search.
        has_items: A page at the end of a feed has none.
        texts: Addresses of the texts that items name instead of carrying them, in their order; each with whether its
            item is nothing without it: a kill must not wait for its text.
    """

    next_page: str | None
    has_items: bool
    texts: dict[str, bool]


def read_page(data: bytes) -> Page:
    """
    What an answer says of the way on, read in one parse.

    Raises:
        WireError: Too large, too deep, or no JSON.
    """
    value = json_value(data)
    data_of = value.get("data") if isinstance(value, dict) else None
    items = items_of(value)
    texts: dict[str, bool] = {}
    for item in items:
        url = _text_url(item)
        if url is not None and _body(item) is None:
            texts[url] = texts.get(url, False) or status_of(_status(item)) != PubStatus.CANCELED
    return Page(
        next_page=_text(data_of.get("next_page")) if isinstance(data_of, dict) else None,
        has_items=bool(items),
        texts=texts,
    )


def parse(data: bytes, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """
    The items of an answer. Their text is a rendition to be fetched, at ``text_url``, unless the answer carries it.

    The uri is AP's item id: the address beside it names the session that asked.

    Raises:
        WireError: No answer of the API, or an empty page.
    """
    return read(json_value(data), timezone=timezone)


def read(value: object, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """The items of an answer that has been parsed; raises as ``parse`` does."""
    found = items_of(value)
    if not found:
        is_page = isinstance(value, dict) and isinstance(value.get("data"), dict)
        raise WireError(Reason.NO_ITEM if is_page else Reason.NOT_A_WIRE, "no item in the answer")
    return tuple(_item(one, timezone) for one in found)


def _item(item: dict[str, Any], timezone: str | None) -> WireItem:
    altids = _record(item.get("altids"))
    created, version_created = _text(item.get("firstcreated")), _text(item.get("versioncreated"))
    status = _status(item)
    embargo = first(_text(item.get("embargoed")), "embargoed" if status == "embargoed" else None)
    located = _record(item.get("datelinelocation"))
    slugline = _text(item.get("slugline"))
    kinds = [*_list(item.get("signals")), *_list(item.get("editorialtypes"))]
    body = _body(item)
    return WireItem(
        format=WireFormat.AP_MEDIA,
        item_class=_text(item.get("type")),
        provider=_text(item.get("provider")),
        uri=first(_text(altids.get("itemid")), _id_in(_text(item.get("uri"))), _text(item.get("uri"))),
        sequence=_text(altids.get("friendlykey")),
        version=number(item.get("version")),
        pub_status=status_of(status),
        headline=_text(item.get("headline")) or _text(item.get("title")),
        slugline=slugline,
        byline=_byline(item),
        dateline=_text(item.get("located")),
        located=_text(located.get("city")) or _text(item.get("located")),
        description=first(_text(item.get("description_summary")), _text(item.get("description_caption"))),
        article_body=body,
        text_url=_text_url(item) if body is None else None,
        first_created=instant(created, timezone),
        first_created_raw=created,
        version_created=instant(version_created, timezone),
        version_created_raw=version_created,
        embargoed_until=instant(embargo, timezone),
        embargoed_until_raw=embargo,
        urgency=urgency_of(item.get("urgency")),
        subjects=subjects(
            subject(_text(one.get("code")), _text(one.get("scheme")), _text(one.get("name")))
            for one in map(_record, _list(item.get("subject")))
        ),
        genre=unique(_text(_record(one).get("name")) or _text(one) for one in _list(item.get("genre"))),
        keywords=unique(map(_text, _list(item.get("keywords")))),
        in_language=language_tag(_text(item.get("language"))),
        credit=_text(item.get("description_creditline")) or _text(item.get("creditline")),
        copyright=_text(item.get("copyrightnotice")) or _text(item.get("copyrightholder")),
        usage_terms="\n\n".join(unique(map(_text, _list(item.get("usageterms"))))) or None,
        ed_note=_text(item.get("ednote")),
        associations=tuple(_associations(item))[:MAX_NAMES],
        correction_kind=correction_kind(signals=map(_text, kinds)),
    )


def _body(item: dict[str, Any]) -> str | None:
    stated = (item.get(name) for name in ("body_xhtml", "body_html", "body_nitf", "body_text", "body"))
    return next((text for one in stated if isinstance(one, str) and (text := html_paragraphs(one))), None)


def _status(item: dict[str, Any]) -> str:
    return (_text(item.get("pubstatus")) or "").lower()


def _text_url(item: dict[str, Any]) -> str | None:
    return _text(_record(_record(item.get("renditions")).get("nitf")).get("href"))


def _id_in(address: str | None) -> str | None:
    found = _ADDRESS_ID.search(address or "")
    return found[1] if found is not None else None


def _byline(item: dict[str, Any]) -> str | None:
    stated = [_text(_record(one).get("by")) or _text(_record(one).get("name")) for one in _list(item.get("bylines"))]
    return first(
        ", ".join(unique(stated)), _text(item.get("byline")), _text(_record(item.get("photographer")).get("name"))
    )


def _associations(item: dict[str, Any]) -> Iterator[Association]:
    if (kind := _text(item.get("type"))) in _MEDIA:
        yield from _association(item, kind or "item")
    stated = item.get("associations")
    for one in stated.values() if isinstance(stated, dict) else _list(stated):
        record = _record(one)
        yield from _association(record, _text(record.get("type")) or "item")


def _association(record: dict[str, Any], kind: str) -> Iterator[Association]:
    renditions = _record(record.get("renditions"))
    main = _record(renditions.get("main")) or _record(renditions.get("preview"))
    url = _text(main.get("href")) or _text(record.get("uri"))
    if url is not None:
        yield Association(
            kind=kind,
            url=url,
            caption=_text(record.get("description_caption")) or _text(record.get("headline")),
            credit=_text(record.get("description_creditline")),
            width=number(main.get("width")),
            height=number(main.get("height")),
        )


def _record(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return tidy_or_none(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
