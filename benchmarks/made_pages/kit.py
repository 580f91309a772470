"""Furniture that the layouts share: heads of pages, links, teasers, comments, dates, all drawn from other posts."""

import functools
import json
import random
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from html import escape

from .marks import Made, finish
from .posts import Post

MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "en": "January February March April May June July August September October November December",
}
NAMES = [
    "Mara Lindqvist",
    "Tobias Kern",
    "Ines Okafor",
    "Pavel Hruby",
    "Joanna W.",
    "cactus_jim",
    "Old Bert",
    "Séverine L.",
    "Nuria P.",
    "Haruka",
    "Gino",
    "Wiesia",
    "Dr. R. Amsel",
    "Fennimore",
    "Kit Barlow",
    "moss&stone",
    "Anonymous",
    "Ludo",
    "T. Abara",
    "Greta H.",
]
SYLLABLES = re.findall("..", "babedofagihajokalelumaminopararisasotatetovaviwoze")

Layout = Callable[[Post, Sequence[Post], random.Random], Made]
"""A page of the post; the other posts give its furniture."""


def day_in(day: datetime, lang: str) -> str:
    """The day as pages of a language print it."""
    if lang == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    month = MONTHS[lang].split()[day.month - 1]
    if lang == "de":
        return f"{day.day}. {month} {day.year}"
    return f"{day.day} de {month} de {day.year}" if lang == "es" else f"{day.day} {month} {day.year}"


class Kit:
    """Furniture for one page, drawn from other posts."""

    def __init__(self, post: Post, others: Sequence[Post], rng: random.Random) -> None:
        self.post, self.rng = post, rng
        self.others = list(others)
        rng.shuffle(self.others)
        spare = [" ".join(b.text.split()) for o in self.others for b in o.blocks if b.tag == "p"]
        self.spare = [text for text in spare if 8 <= len(text.split()) <= 90]
        self.spare = self.spare or ["Thanks, that was of real use to me."]
        rng.shuffle(self.spare)
        self.at = self.turn = 0
        self.word = "".join(rng.choice(SYLLABLES) for _ in range(4))
        self.url = post.url

    def para(self, most: int = 90) -> str:
        """A paragraph of another post, escaped; cut to so many words."""
        self.at += 1
        words = self.spare[self.at % len(self.spare)].split()
        return escape(" ".join(words[:most]) + ("…" if len(words) > most else ""))

    def other(self) -> Post:
        """The next of the other posts."""
        self.turn += 1
        return self.others[self.turn % len(self.others)]

    def title(self) -> str:
        """Another post's title."""
        return escape(self.other().title)

    def link(self, cls: str = "") -> str:
        """A link to another post."""
        other = self.other()
        slug = re.sub(r"\W+", "-", other.title.lower())[:60].strip("-")
        return f'<a{cls and f" class={chr(34)}{cls}{chr(34)}"} href="/{slug}">{escape(other.title)}</a>'

    def links(self, n: int, item: str = "<li>{}</li>") -> str:
        """Links, each in an ``item``."""
        return "\n".join(item.format(self.link()) for _ in range(n))

    def teasers(self, n: int, item: str, lang: str = "en") -> str:
        """``item`` with {title}, {link}, {text}, {img}, {date}."""
        made = []
        for _ in range(n):
            link = self.link()
            title, text = self.title(), self.para(self.rng.randint(12, 30))
            made.append(item.format(title=title, link=link, text=text, img=self.img(320), date=self.day(lang)))
        return "\n".join(made)

    def img(self, width: int = 800) -> str:
        """A picture of three to two."""
        name = f"{self.word}-{self.rng.randrange(10**5)}"
        return f'<img src="/media/{name}.jpg" width="{width}" height="{width * 2 // 3}" alt="" loading="lazy">'

    def name(self) -> str:
        """Somebody who is not the author."""
        return escape(self.rng.choice(NAMES))

    def day(self, lang: str) -> str:
        """A day soon after the post's."""
        return day_in(self.post.published + timedelta(hours=self.rng.randint(2, 900)), lang)

    def date(self, lang: str) -> str:
        """The post's own day."""
        return day_in(self.post.published, lang)

    def comments(self, least: int, most: int, item: str, lang: str = "en") -> str:
        """``item`` with {name}, {date}, {text} (a paragraph's inside), {n}."""
        made = []
        for n in range(self.rng.randint(least, most)):
            text = "</p><p>".join(self.para() for _ in range(self.rng.choice((1, 1, 2))))
            made.append(item.format(name=self.name(), date=self.day(lang), text=text, n=self.rng.randrange(10**5) + n))
        return "\n".join(made)

    def head(
        self, path: str, site: str, lang: str = "en", ld: str = "", og: bool = True, more: str = "", tag: str = ""
    ) -> str:
        """Doctype to body; ``path`` may hold {slug}; ``ld`` names a JSON-LD type (or types, by commas)."""
        post = self.post
        slug = re.sub(r"[^a-z0-9]+", "-", post.title.lower()).strip("-")[:70] or "page"
        self.url = f"https://{self.rng.choice(('www.', '', 'blog.', ''))}{self.word}.example{path.format(slug=slug)}"
        title, about = escape(post.title), escape(" ".join(post.text.split()[:24]))
        rows = [
            '<meta charset="utf-8">',
            f"<title>{title} {self.rng.choice('|-–·')} {escape(site)}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<link rel="canonical" href="{self.url}">',
        ]
        if self.rng.random() < 0.8:
            rows.append(f'<meta name="description" content="{about}">')
        if og:
            rows += [
                f'<meta property="og:title" content="{title}">',
                f'<meta property="og:url" content="{self.url}">',
                f'<meta property="og:type" content="{self.rng.choice(("article", "article", "website"))}">',
                f'<meta property="og:site_name" content="{escape(site)}">',
                f'<meta property="og:description" content="{about}">',
            ]
            if self.rng.random() < 0.5:
                rows.append(f'<meta property="article:published_time" content="{post.published.isoformat()}">')
        for kind in filter(None, ld.split(",")):
            rows.append(f'<script type="application/ld+json">{self.ld(kind, site)}</script>')
        rows.append(f'<link rel="stylesheet" href="/assets/{self.word}.{self.rng.randrange(10**6):x}.css">')
        attrs = f' lang="{lang}"{" " + tag if tag else ""}'
        return f"<!DOCTYPE html>\n<html{attrs}>\n<head>\n" + "\n".join(rows) + f"\n{more}\n</head>\n"

    def ld(self, kind: str, site: str) -> str:
        """The JSON-LD of a type: the crumbs, the site, or else the post."""
        post = self.post
        data: dict[str, object] = {"@context": "https://schema.org", "@type": kind, "url": self.url}
        if kind == "BreadcrumbList":
            names = enumerate((site, post.title), 1)
            data["itemListElement"] = [{"@type": "ListItem", "position": at, "name": name} for at, name in names]
        elif kind in ("Organization", "WebSite"):
            data |= {"name": site, "logo": "/logo.png"}
        else:
            data |= {"headline": post.title, "name": post.title, "description": " ".join(post.text.split()[:30])}
            data |= {"datePublished": post.published.isoformat(), "author": {"@type": "Person", "name": post.author}}
        return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def layout(write: Callable[[Post, Kit, random.Random], str]) -> Layout:
    """A layout of a function that writes a marked page."""

    @functools.wraps(write)
    def make(post: Post, others: Sequence[Post], rng: random.Random) -> Made:
        return finish(write(post, Kit(post, others, rng), rng))

    return make


def bio(k: Kit) -> str:
    """A few words on the author."""
    does = k.rng.choice(("writes here about", "has for years looked after", "edits the pages on"))
    return f"{escape(k.post.author)} {does} {k.title()}. {k.para(25)}"
