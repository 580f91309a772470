"""The plain facts of a page, each from its best witness."""

import re

from selectolax.lexbor import LexborHTMLParser

from newslake.core.pages.stated.structured import Node, Stated, as_list
from newslake.core.text import tidy, tidy_or_none
from newslake.core.urls import resolve
from newslake.model import Association

MAX_IMAGES = 10


def publisher_of(stated: Stated) -> str | None:
    """The site's own name for itself."""
    for value in stated.objects("publisher"):
        if name := tidy_or_none(value if isinstance(value, str) else value.get("name")):
            return name
    return tidy_or_none(stated.meta("og:site_name"))


def read_description(stated: Stated) -> tuple[str | None, str]:
    """The standfirst, and who gives it: JSON-LD, else a meta element."""
    if text := stated.text("description"):
        return text, "json_ld"
    named = ("og:description", "description", "dc.description", "twitter:description")
    return next((text for name in named if (text := tidy_or_none(stated.meta(name)))), None), "meta"


def descriptions(stated: Stated) -> list[str]:
    """Every text that says what the page is about: the standfirst, in whole or cut."""
    named = ("og:description", "description", "twitter:description")
    texts = [stated.text("description"), *(tidy_or_none(stated.meta(name)) for name in named)]
    return list(dict.fromkeys(text for text in texts if text))


def read_section(stated: Stated) -> tuple[str | None, str]:
    """The section of the paper it ran in, and who gives it: JSON-LD, else a meta element."""
    if text := stated.text("articleSection"):
        return text, "json_ld"
    return tidy_or_none(stated.meta("article:section", "parsely-section")), "meta"


def read_keywords(stated: Stated) -> tuple[tuple[str, ...], str]:
    """Keywords, once each, in the order stated, and who gives them: JSON-LD, else meta elements."""
    values = [value for value in stated.objects("keywords") if isinstance(value, str)]
    witness = "json_ld" if values else "meta"
    values = values or [*stated.metas.get("article:tag", ())]
    values = values or [value for name in ("news_keywords", "keywords") for value in stated.metas.get(name, ())]
    words: dict[str, str] = {}
    for value in values:
        for word in re.split(r"[,;،、，]", value) if len(values) == 1 else [value]:
            if (clean := tidy(word)) and len(clean) <= 100:
                words.setdefault(clean.casefold(), clean)
    return tuple(words.values()), witness


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


def declared_language(tree: LexborHTMLParser, stated: Stated) -> tuple[str | None, str | None]:
    """The language a page declares, as written, and where: in its node, its root, its meta elements."""
    root = tree.root.attributes if tree.root is not None else {}
    for who, value in (
        ("json_ld", stated.text("inLanguage")),
        ("html", root.get("lang")),
        ("html", root.get("xml:lang")),
        ("meta", stated.meta("content-language", "dc.language", "language", "og:locale")),
    ):
        if value and value.strip():
            return tidy(value), who
    return None, None
