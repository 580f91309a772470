"""Who wrote a page: people, agencies and desks, taken apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newslake.core.agencies import Registry
from newslake.core.pages.stated.headline import site_names
from newslake.core.pages.stated.metadata import publisher_of
from newslake.core.pages.stated.structured import Node, Stated, as_list, types_of
from newslake.core.pages.tree import attribute, is_aside, select, text_of
from newslake.core.text import key_of, tidy, tidy_or_none
from newslake.model import Author

_SIGNED = '[rel=author], [itemprop=author], [class*="byline" i], [class*="author" i], [class~=fn]'
_NAME_CLASS = re.compile(r"author-?_{0,2}name|(?:^|\s)(?:fn|p-author)(?=$|\s)", re.IGNORECASE)
"""What holds a name and nothing else (microformats.org h-card: ``fn``, ``p-author``)."""

_BYLINE_CLASS = re.compile(rf"byline|article_*-*author|{_NAME_CLASS.pattern}", re.IGNORECASE)
_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|words|text|story)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|autor|autora|auteur|author|автор|текст|oleh)\s*[:：]?\s+",
    re.IGNORECASE,
)
_NAME_BREAK = re.compile(r"\s*(?:;|\||•|\s(?:and|und|et|y|e|og|och|en|ja|i|и|&)\s)\s*", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|@|^\W*$|^\d+$|^[(\[]|^(?:admin|author|null|none|undefined)$", re.IGNORECASE)
_INITIALS = re.compile(r"\s*\([\w.-]{1,6}\)$")
"""The writer's sign behind the name, "Ann Lee (ale)"."""

_STAFF = re.compile(
    r"^(?:(?:our |the )?(?:[\w-]+ ){0,2}(?:staff(?: (?:reporter|writer|correspondent)s?)?|(?:web|news|online"
    r"|digital|sports|foreign) ?desk|news ?room|editorial (?:team|board|staff)|editors?|correspondents?|agencies"
    r"|wire (?:reports|services))"
    r"|(?:die )?[\w.-]*-?redaktion\b.*|redaktionen|(?:la )?rédaction\b.*|(?:la )?redacci[oó]n\b.*"
    r"|(?:da )?redação\b.*|(?:la )?redazione\b.*|(?:de )?redactie\b.*|redakcja\b.*|redakce\b.*|toimitus"
    r"|редакц\w+.*|редакция\b.*|haber merkezi|tim redaksi|agencias?|agenturen|agences"
    r"|编辑部|本报记者|编辑|編集部|뉴스팀|온라인뉴스팀|편집부)$",
    re.IGNORECASE,
)
"""Desks and "staff": they sign, and are nobody in person."""


def read_authors(
    bylines: Sequence[LexborNode], stated: Stated, registry: Registry
) -> tuple[tuple[Author, ...], str | None]:
    """
    The authors, and the witness that named them: json_ld, meta or byline.

    People and organisations that signed, once each: JSON-LD, else meta elements, else the byline in the page.

    Where a witness names the site alone, the next one is asked for people; the site stays when nobody knows any.
    """
    site = site_names(stated)
    fallback: tuple[tuple[Author, ...], str | None] = ((), None)
    asked = {
        "json_ld": _json_ld_authors(stated, registry),
        "meta": _meta_authors(stated, registry),
        "byline": _printed_authors(bylines, registry),
    }
    for witness, names in asked.items():
        seen = _once_each(names, stated, registry)
        if seen.keys() - site:
            return tuple(seen.values()), witness
        if seen and not fallback[0]:
            fallback = tuple(seen.values()), witness
    return fallback


def named_authors(texts: Iterable[str], stated: Stated, registry: Registry) -> tuple[Author, ...]:
    """The authors whom texts name that are bylines for certain, once each."""
    names = (name for text in texts for name in _split_names(text, registry))
    return tuple(_once_each(_named(names), stated, registry).values())


def authors_of_byline(line: str, registry: Registry) -> tuple[Author, ...]:
    """The authors of a byline as printed: "By Ann Lee and Bo Chen, Reuters" is two people and an agency."""
    return named_authors((line,), Stated(url="", node={}, named={}, metas={}, links={}), registry)


def _once_each(authors: Iterable[Author], stated: Stated, registry: Registry) -> dict[str, Author]:
    seen: dict[str, Author] = {}
    for author in authors:
        if not _NO_NAME.search(author.name) and 1 < len(author.name) <= 100:
            seen.setdefault(key_of(author.name), _told_apart(author, stated, registry))
    return seen


def _told_apart(author: Author, stated: Stated, registry: Registry) -> Author:
    """An agency is its own organisation, a desk or "staff" the publisher's."""
    if agency := registry.of_name(author.name):
        return replace(author, role=author.role or "agency", organisation=author.organisation or agency.agency_id)
    if _STAFF.match(author.name):
        return replace(author, role=author.role or "staff", organisation=author.organisation or publisher_of(stated))
    return author


def find_bylines(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements that may print who wrote it, in order."""
    return [
        element
        for element in select(tree, _SIGNED, 20)
        if (
            "author" in (attribute(element, "rel"), attribute(element, "itemprop"))
            or _BYLINE_CLASS.search(attribute(element, "class"))
        )
        and not is_aside(element)
    ][:6]


def read_byline(bylines: Sequence[LexborNode]) -> str | None:
    """The byline as printed, "By Ann Lee"; None when the page shows none."""
    return next((text for element in bylines[:3] if 1 < len(text := text_of(element)) <= 150), None)


def _json_ld_authors(stated: Stated, registry: Registry) -> Iterator[Author]:
    for value in (*stated.objects("author"), *stated.objects("creator")):
        if isinstance(value, str):
            yield from _named(_split_names(value, registry))
            continue
        organisation = any(kind.endswith("Organization") for kind in types_of(value))
        for name in as_list(value.get("name")):
            if not isinstance(name, str):
                continue
            role = tidy_or_none(value.get("jobTitle"))
            for part in [tidy(name)] if organisation else _split_names(name, registry):
                yield Author(name=part, role=role, organisation=part if organisation else _works_for(value))


def _works_for(person: Node) -> str | None:
    for place in as_list(person.get("worksFor")) + as_list(person.get("affiliation")):
        if name := tidy_or_none(place.get("name") if isinstance(place, dict) else place):
            return name
    return None


def _meta_authors(stated: Stated, registry: Registry) -> Iterator[Author]:
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "byl",
    ):
        values = [value for value in stated.metas.get(name, ()) if not _NO_NAME.search(value)]
        if values:
            yield from _named(part for value in values for part in _split_names(value, registry))
            return


def _printed_authors(bylines: Sequence[LexborNode], registry: Registry) -> Iterator[Author]:
    for element in bylines:
        text = text_of(element)
        named = (
            element.tag == "a"
            or "author" in (attribute(element, "rel"), attribute(element, "itemprop"))
            or _NAME_CLASS.search(attribute(element, "class"))
        )
        # A byline element holds more than names, dates above all: without "By" or a link it is no evidence.
        if text and len(text) <= 80 and (named or _BY.match(text)) and not re.search(r"\d", text):
            yield from _named(_split_names(text, registry))


def _named(names: Iterable[str]) -> Iterator[Author]:
    return (Author(name=name) for name in names if name)


def _split_names(text: str, registry: Registry) -> list[str]:
    """ "By Ann Lee, Bo Chen and Cy Diaz" is three people; "Lee, Ann" stays one."""
    text = _BY.sub("", tidy(text))
    names: list[str] = []
    agencies: list[str] = []
    for part in _NAME_BREAK.split(text):
        pieces = [piece.strip() for piece in re.split(r"\s*[,、،]\s*", part)]
        while len(pieces) > 1 and registry.of_name(pieces[-1]):  # "Ann Lee, Reuters"
            agencies.insert(0, pieces.pop())
        # Only full names are divided at commas: each piece has a space of its own.
        whole = ", ".join(pieces).strip(" ,")
        names += pieces if len(pieces) > 1 and all(" " in piece for piece in pieces if piece) else [whole]
        names += agencies
        agencies.clear()
    return [name for name in (_INITIALS.sub("", name) for name in names) if name]
