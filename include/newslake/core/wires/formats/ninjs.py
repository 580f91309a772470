"""ninjs 1.x, 2.x and 3.x, news in JSON (https://iptc.org/std/ninjs/); one item, a list of them, or a page of an API."""

from collections.abc import Iterator
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
from newslake.core.wires.paragraphs import html_paragraphs, plain_paragraphs
from newslake.errors import WireError
from newslake.model import Association, Reason, Subject, WireFormat, WireItem

LISTS = ("items", "item", "_items", "data", "results")
"""Under which APIs put many items: the envelopes in the field have no standard."""

MARK_NAMES = (
    "versioncreated firstcreated pubstatus headline headlines body_text body_html body_xhtml bodies "
    "descriptions description_text representationtype slugline usageterms copyrightholder eventdetails "
    "renditions"
)
MARKS = frozenset(MARK_NAMES.split())
"""Members that tell an item beside its uri: ninjs itself asks for nothing else."""

_BODIES = ("body_xhtml", "body_html", "body_nitf", "body_text")
_DESCRIPTIONS = ("description_text", "description_html", "description_xhtml", "description_caption")
_BEST = ("original", "main", "baseimage", "hires", "highres", "full", "preview")


def is_item(value: object) -> bool:
    """Whether a JSON value looks like an item."""
    if not isinstance(value, dict):
        return False
    names = {str(name).lower() for name in value}
    return len(names & MARKS) >= (1 if names & {"uri", "guid"} else 2)


def items_of(value: object) -> list[dict[str, Any]]:
    """The items of a JSON document; empty when it is no ninjs."""
    if isinstance(value, list):
        return [one for one in value if is_item(one)]
    if not isinstance(value, dict):
        return []
    if is_item(value):
        return [value]
    for name in LISTS:
        inside = value.get(name)
        found = items_of(inside) if isinstance(inside, list) or is_item(inside) else []
        if found:
            return found
    return []


def parse(data: bytes, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """
    The items of a document, in its order. Names of members count without regard to case: 2.0 wrote them small.

    Raises:
        WireError: No ninjs, or none that can be read.
    """
    return read(json_value(data), timezone=timezone)


def read(value: object, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """The items of a JSON document that has been parsed; raises as ``parse`` does."""
    found = items_of(value)
    if not found:
        raise WireError(Reason.NOT_A_WIRE, "JSON without an item of ninjs")
    return tuple(_item(one, timezone) for one in found)


def _item(raw: dict[str, Any], timezone: str | None) -> WireItem:
    item = _lower(raw)
    created, version_created = _text(item.get("firstcreated")), _text(item.get("versioncreated"))
    embargo = _text(item.get("embargoed")) or _text(item.get("embargoeduntil"))
    return WireItem(
        format=WireFormat.NINJS,
        item_class=_text(item.get("type")),
        provider=first(_provider(item), _text(item.get("source")), _text(item.get("copyrightholder"))),
        uri=_text(item.get("uri")) or _text(item.get("guid")),
        version=number(item.get("version")),
        pub_status=status_of(_text(item.get("pubstatus"))),
        headline=_headline(item),
        slugline=_text(item.get("slugline")),
        byline=_byline(item),
        dateline=_text(item.get("dateline")) or _text(_lower(item.get("dateline")).get("text")),
        located=_text(item.get("located")) or _text(_lower(item.get("located")).get("name")),
        description=_description(item),
        article_body=_body(item),
        first_created=instant(created, timezone),
        first_created_raw=created,
        version_created=instant(version_created, timezone),
        version_created_raw=version_created,
        embargoed_until=instant(embargo, timezone),
        embargoed_until_raw=embargo,
        urgency=urgency_of(item.get("urgency")),
        subjects=subjects(_subject(one) for one in _records(item.get("subject")) + _records(item.get("subjects"))),
        genre=unique(_named(one) for one in _values(item.get("genre")) + _values(item.get("genres"))),
        keywords=unique(map(_named, _values(item.get("keywords")))),
        in_language=language_tag(_text(item.get("language"))),
        credit=_text(item.get("creditline")) or _text(item.get("credit")),
        copyright=_text(item.get("copyrightnotice")) or _text(item.get("copyrightholder")),
        usage_terms=_text(item.get("usageterms"))
        or "\n\n".join(unique(map(_text, _values(item.get("usageterms")))))
        or None,
        ed_note=_text(item.get("ednote")),
        associations=tuple(_associations(item))[:MAX_NAMES],
        correction_kind=correction_kind(
            signals=map(_named, _values(item.get("signal")) + _values(item.get("signals")))
        ),
    )


def _provider(item: dict[str, Any]) -> str | None:
    stated = item.get("provider")
    sources = _records(item.get("infosources")) + _records(item.get("infosource"))
    providers = [one for one in sources if "provider" in str(_lower(one).get("role") or "")]
    return first(_named(stated), *(map(_named, providers)))


def _headline(item: dict[str, Any]) -> str | None:
    stated = _records(item.get("headlines"))
    main = [one for one in stated if (_text(one.get("role")) or "main") == "main"]
    return first(
        _text(item.get("headline")),
        *(_text(one.get("value")) for one in main or stated),
        _text(item.get("title")),
        *(_text(item[name]) for name in sorted(item) if name.startswith("headline_")),
    )


def _byline(item: dict[str, Any]) -> str | None:
    return _text(item.get("byline")) or ", ".join(unique(map(_named, _values(item.get("by"))))) or None


def _description(item: dict[str, Any]) -> str | None:
    stated = [one.get("value") for one in _records(item.get("descriptions"))]
    texts = [value for value in (*(item.get(name) for name in _DESCRIPTIONS), *stated) if isinstance(value, str)]
    return next((text for value in texts if (text := tidy_or_none(html_paragraphs(value)))), None)


def _body(item: dict[str, Any]) -> str | None:
    """The text: markup before plain text, of whose paragraphs nobody can be sure."""
    for name in _BODIES:
        if isinstance(value := item.get(name), str) and (text := html_paragraphs(value)):
            return text
    stated = [one for one in _records(item.get("bodies")) if isinstance(one.get("value"), str)]
    stated.sort(key=lambda one: 0 if "html" in str(_lower(one).get("contenttype") or one.get("role") or "") else 1)
    for one in stated:
        is_plain = _lower(one).get("contenttype") == "text/plain"
        if text := plain_paragraphs(one["value"]) if is_plain else html_paragraphs(one["value"]):
            return text
    rest = (value for name, value in item.items() if name.startswith("body_") and isinstance(value, str))
    return next((text for value in rest if (text := html_paragraphs(value))), None)


def _subject(raw: dict[str, Any]) -> Subject | None:
    one = _lower(raw)
    uri = _text(one.get("uri"))
    code = first(_text(one.get("code")), _text(one.get("qcode")), uri, _text(one.get("literal")))
    return subject(code, _text(one.get("scheme")), _text(one.get("name")))


def _associations(item: dict[str, Any]) -> Iterator[Association]:
    if (own := _best(item)) is not None:
        yield _association(item, own)
    stated = item.get("associations")
    values = list(stated.values()) if isinstance(stated, dict) else _values(stated)
    for value in values:
        for raw in value if isinstance(value, list) else [value]:
            one = _lower(raw)
            rendition = _best(one)
            url = _text((rendition or {}).get("href")) or _text(one.get("uri")) or _text(one.get("guid"))
            if url is not None:
                yield _association(one, {**(rendition or {}), "href": url})


def _association(item: dict[str, Any], rendition: dict[str, Any]) -> Association:
    return Association(
        kind=_text(item.get("type")) or "item",
        url=_text(rendition.get("href")) or "",
        caption=_description(item) or _headline(item),
        credit=_byline(item),
        width=number(rendition.get("width")),
        height=number(rendition.get("height")),
    )


def _best(item: dict[str, Any]) -> dict[str, Any] | None:
    """Of the renditions the one to show: the original, else the widest with an address."""
    stated = item.get("renditions")
    if isinstance(stated, dict):
        found = [{**_lower(one), "name": name} for name, one in stated.items() if isinstance(one, dict)]
    else:
        found = [_lower(one) for one in _records(stated)]
    with_address = [one for one in found if _text(one.get("href"))]
    ranks = {name: rank for rank, name in enumerate(_BEST)}
    return min(
        with_address,
        key=lambda one: (ranks.get((_text(one.get("name")) or "").lower(), 99), -(number(one.get("width")) or 0)),
        default=None,
    )


def _lower(value: object) -> dict[str, Any]:
    return {str(name).lower(): one for name, one in value.items()} if isinstance(value, dict) else {}


def _values(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _records(value: object) -> list[dict[str, Any]]:
    return [one for one in _values(value) if isinstance(one, dict)]


def _named(value: object) -> str | None:
    if isinstance(value, dict):
        return first(*(_text(value.get(name)) for name in ("name", "literal", "code", "qcode")))
    return _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return tidy_or_none(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
