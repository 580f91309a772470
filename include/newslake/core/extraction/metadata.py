"""Headline, authors and the other plain facts of a page, each from its best witness."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newslake.core.extraction.structured import Node, Stated, as_list, types_of
from newslake.core.extraction.tree import attribute, is_aside, select, text_of
from newslake.core.text import key_of, tidy, tidy_or_none
from newslake.core.urls import host_of, registered_domain, resolve
from newslake.model import Association, Author

MAX_IMAGES = 10
MAX_HEADLINE = 500
"""Longer "headlines" are paragraphs in the wrong element (a guess)."""

_SIGNED = '[rel=author], [itemprop=author], [class*="byline" i], [class*="author" i], [class*="by-line" i]'
_BYLINE_CLASS = re.compile(r"byline|author-name|article_*-*author", re.IGNORECASE)
_SITE_BREAK = re.compile(r"\s+[|–—·•»«:/-]+\s+|\s*[|»«]\s*|\s+::\s+")
_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|words|text|story)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|autor|autora|auteur|author|автор|текст|oleh)\s*[:：]?\s+",
    re.IGNORECASE,
)
_NAME_BREAK = re.compile(r"\s*(?:;|\||•|\s(?:and|und|et|y|e|og|och|en|ja|i|и|&)\s)\s*", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|@|^\W*$|^\d+$|^[(\[]|^(?:admin|author|null|none|undefined)$", re.IGNORECASE)
_INITIALS = re.compile(r"\s*\([\w.-]{1,6}\)$")
"""The writer's sign behind the name, "Ann Lee (ale)"."""


# ---------------------------------------------------------------- headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """
    The vote on a headline.

    Attributes:
        headline: None when the page names none.
        alternative: The best one that differs.
        witnesses: Who agreed: h1, json_ld, og, twitter, title.
    """

    headline: str | None
    alternative: str | None
    witnesses: tuple[str, ...]


def page_titles(tree: LexborHTMLParser) -> list[str]:
    """Every first-level heading of a page, in order."""
    return [text for element in select(tree, "h1", 8) if not is_aside(element) and (text := text_of(element)) and len(text) <= MAX_HEADLINE]


def vote_headline(tree: LexborHTMLParser, stated: Stated, titles: Sequence[str]) -> Headline:
    """
    The headline most witnesses agree on: h1, JSON-LD, og:title, twitter:title, title without the site's name.

    A vote is right more often than any one witness (FINDINGS, "Title": .81 against .675). Where they differ, both
    are legitimate headlines: the runner-up is the alternative.
    """
    title = _title_of(tree)
    printed_keys = {key_of(heading) for heading in titles}
    # Some templates write the headline where the site's name belongs: what h1 and title both say is no site.
    site = _site_names(stated) - ({key_of(title)} & printed_keys)
    ballots: list[tuple[str, float, str]] = []

    def cast(witness: str, weight: float, text: str | None) -> None:
        clean = _without_site(tidy(text), site, printed_keys) if text and len(text) <= 2 * MAX_HEADLINE else ""
        if clean and len(clean) <= MAX_HEADLINE and key_of(clean) not in site:
            ballots.append((witness, weight, clean))

    # h1 first: of equal texts the printed one is kept, with its own quotes and dashes.
    for place, heading in enumerate(titles):
        if key_of(heading) not in site:
            ballots.append(("h1", 1.0 if place == 0 else 0.4, heading))
    cast("json_ld", 1.05, stated.text("headline"))
    cast("og", 0.9, stated.meta("og:title"))
    cast("twitter", 0.3, stated.meta("twitter:title"))
    cast("title", 0.5, title)

    scores: dict[str, float] = {}
    printed: dict[str, str] = {}
    for _, weight, text in ballots:
        key = key_of(text)
        if key:
            scores[key] = scores.get(key, 0.0) + weight
            printed.setdefault(key, text)
    if not scores:
        return Headline(headline=None, alternative=None, witnesses=())
    ranked = sorted(scores, key=lambda key: -scores[key])  # stable: an equal score goes to the earlier witness
    agreed = tuple(dict.fromkeys(witness for witness, _, text in ballots if key_of(text) == ranked[0]))
    alternative = printed[ranked[1]] if len(ranked) > 1 else None
    return Headline(headline=printed[ranked[0]], alternative=alternative, witnesses=agreed)


def _title_of(tree: LexborHTMLParser) -> str:
    title = tree.css_first("head > title") or tree.css_first("title")
    return title.text() if title is not None else ""


def _site_names(stated: Stated) -> set[str]:
    names = {publisher_of(stated), stated.meta("og:site_name"), stated.meta("application-name")}
    host = host_of(stated.url).removeprefix("www.")
    domain = registered_domain(host)
    names |= {host, domain, domain.partition(".")[0]}
    return {key_of(name) for name in names if name} - {""}


def _without_site(title: str, site: set[str], printed: set[str]) -> str:
    """
    "Storm hits coast | Example News" without its end, "Example: Storm hits coast" without its beginning.

    What follows a headline that the page prints is no part of it, whatever it is: "… | by Ann Lee".
    """
    pieces = list(_SITE_BREAK.finditer(title))
    for piece in reversed(pieces):
        if key_of(title[: piece.start()]) in printed:
            return title[: piece.start()].strip()
    if pieces and key_of(title[pieces[-1].end() :]) in site:
        return _without_site(title[: pieces[-1].start()].strip(), site, printed)
    if pieces and key_of(title[: pieces[0].start()]) in site:
        return title[pieces[0].end() :].strip()
    return title


# ---------------------------------------------------------------- authors


def read_authors(bylines: Sequence[LexborNode], stated: Stated) -> tuple[Author, ...]:
    """
    People and organisations that signed, once each: JSON-LD, else meta elements, else the byline in the page.

    Where a witness names the site alone, the next one is asked for people; the site stays when nobody knows any.
    """
    site = _site_names(stated)
    fallback: tuple[Author, ...] = ()
    for names in (_json_ld_authors(stated), _meta_authors(stated), _printed_authors(bylines)):
        seen: dict[str, Author] = {}
        for author in names:
            if not _NO_NAME.search(author.name) and 1 < len(author.name) <= 100:
                seen.setdefault(key_of(author.name), author)
        if seen.keys() - site:
            return tuple(seen.values())
        fallback = fallback or tuple(seen.values())
    return fallback


def find_bylines(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements that may print who wrote it, in order."""
    return [
        element
        for element in select(tree, _SIGNED, 20)
        if ("author" in (attribute(element, "rel"), attribute(element, "itemprop")) or _BYLINE_CLASS.search(attribute(element, "class")))
        and not is_aside(element)
    ][:6]


def read_byline(bylines: Sequence[LexborNode]) -> str | None:
    """The byline as printed, "By Ann Lee"; None when the page shows none."""
    return next((text for element in bylines[:3] if 1 < len(text := text_of(element)) <= 150), None)


def _json_ld_authors(stated: Stated) -> Iterator[Author]:
    for value in (*stated.objects("author"), *stated.objects("creator")):
        if isinstance(value, str):
            yield from _named(_split_names(value))
            continue
        organisation = any(kind.endswith("Organization") for kind in types_of(value))
        for name in as_list(value.get("name")):
            if not isinstance(name, str):
                continue
            role = tidy_or_none(value.get("jobTitle"))
            for part in [tidy(name)] if organisation else _split_names(name):
                yield Author(name=part, role=role, organisation=part if organisation else _works_for(value))


def _works_for(person: Node) -> str | None:
    for place in as_list(person.get("worksFor")) + as_list(person.get("affiliation")):
        if name := tidy_or_none(place.get("name") if isinstance(place, dict) else place):
            return name
    return None


def _meta_authors(stated: Stated) -> Iterator[Author]:
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
            yield from _named(part for value in values for part in _split_names(value))
            return


def _printed_authors(bylines: Sequence[LexborNode]) -> Iterator[Author]:
    for element in bylines:
        text = text_of(element)
        linked = element.tag == "a" or "author" in (attribute(element, "rel"), attribute(element, "itemprop"))
        # A byline element holds more than names, dates above all: without "By" or a link it is no evidence.
        if text and len(text) <= 80 and (linked or _BY.match(text)) and not re.search(r"\d", text):
            yield from _named(_split_names(text))


def _named(names: Iterable[str]) -> Iterator[Author]:
    return (Author(name=name) for name in names if name)


def _split_names(text: str) -> list[str]:
    """ "By Ann Lee, Bo Chen and Cy Diaz" is three people; "Lee, Ann" stays one."""
    text = _BY.sub("", tidy(text))
    names: list[str] = []
    for part in _NAME_BREAK.split(text):
        pieces = [piece.strip() for piece in re.split(r"\s*[,、،]\s*", part)]
        # Only full names are divided at commas: each piece has a space of its own.
        names += pieces if len(pieces) > 1 and all(" " in piece for piece in pieces if piece) else [part.strip(" ,")]
    return [name for name in (_INITIALS.sub("", name) for name in names) if name]


# ---------------------------------------------------------------- the rest


def publisher_of(stated: Stated) -> str | None:
    """The site's own name for itself."""
    for value in stated.objects("publisher"):
        if name := tidy_or_none(value if isinstance(value, str) else value.get("name")):
            return name
    return tidy_or_none(stated.meta("og:site_name"))


def read_description(stated: Stated) -> str | None:
    """The standfirst as meta elements and JSON-LD give it."""
    named = ("og:description", "description", "dc.description", "twitter:description")
    return stated.text("description") or next(
        (text for name in named if (text := tidy_or_none(stated.meta(name)))), None
    )


def descriptions(stated: Stated) -> list[str]:
    """Every text that says what the page is about: the standfirst, in whole or cut."""
    named = ("og:description", "description", "twitter:description")
    texts = [stated.text("description"), *(tidy_or_none(stated.meta(name)) for name in named)]
    return list(dict.fromkeys(text for text in texts if text))


def read_section(stated: Stated) -> str | None:
    """The section of the paper it ran in."""
    return stated.text("articleSection") or tidy_or_none(stated.meta("article:section", "parsely-section"))


def read_keywords(stated: Stated) -> tuple[str, ...]:
    """Keywords, once each, in the order stated."""
    values = [value for value in stated.objects("keywords") if isinstance(value, str)]
    values = values or [*stated.metas.get("article:tag", ())]
    values = values or [value for name in ("news_keywords", "keywords") for value in stated.metas.get(name, ())]
    words: dict[str, str] = {}
    for value in values:
        for word in re.split(r"[,;،、，]", value) if len(values) == 1 else [value]:
            if (clean := tidy(word)) and len(clean) <= 100:
                words.setdefault(clean.casefold(), clean)
    return tuple(words.values())


def read_images(stated: Stated) -> tuple[Association, ...]:
    """Pictures the page states as its own, JSON-LD before Open Graph, once each."""
    found: dict[str, Association] = {}

    def add(picture: Node, link: object) -> None:
        if isinstance(link, str) and (url := resolve(stated.url, link)):
            found.setdefault(
                url,
                Association(
                    kind="picture",
                    url=url,
                    caption=tidy_or_none(picture.get("caption")),
                    credit=tidy_or_none(picture.get("creditText")),
                    width=_pixels(picture.get("width")),
                    height=_pixels(picture.get("height")),
                ),
            )

    for image in stated.objects("image"):
        if isinstance(image, str):
            add({}, image)
        else:
            for link in as_list(image.get("url")) or as_list(image.get("contentUrl")):
                add(image, link)
    sizes = {"width": stated.meta("og:image:width"), "height": stated.meta("og:image:height")}
    for place, link in enumerate(stated.metas.get("og:image", ())):
        add(sizes if place == 0 else {}, link)
    return tuple(found.values())[:MAX_IMAGES]


def _pixels(value: object) -> int | None:
    """640, "640" and "640px"; QuantitativeValue objects, 0 and nonsense are None."""
    found = (
        re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", str(value)) if isinstance(value, str | int | float) else None
    )
    return (int(found[1]) or None) if found else None


def read_free(stated: Stated) -> bool | None:
    """Whether everybody may read it: isAccessibleForFree, or Facebook's content tier; None when not stated."""
    value = stated.node.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    tier = (stated.meta("article:content_tier", "og:article:content_tier") or "").strip().lower()
    return {"free": True, "locked": False, "metered": False}.get(tier)


def read_robots(stated: Stated) -> str | None:
    """What robots meta elements say, joined by commas."""
    return tidy_or_none(", ".join(stated.metas.get("robots", ())))


def declared_language(tree: LexborHTMLParser, stated: Stated) -> str | None:
    """The language a page declares, as written: of its node, its root, its meta elements."""
    root = tree.root.attributes if tree.root is not None else {}
    for value in (
        stated.text("inLanguage"),
        root.get("lang"),
        root.get("xml:lang"),
        stated.meta("content-language", "dc.language", "language", "og:locale"),
    ):
        if value and value.strip():
            return tidy(value)
    return None
