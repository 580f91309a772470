"""The headline of a page, by vote of all who state one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from newslake.core.pages.stated.metadata import publisher_of
from newslake.core.pages.stated.structured import MAX_HEADLINE, Stated
from newslake.core.pages.tree import is_aside, select, text_of
from newslake.core.text import key_of, tidy
from newslake.core.urls import host_of, registered_domain

MAX_LOWER = 40
"""Headings of the second and third level looked at for a page without a first (a guess)."""

_SITE_BREAK = re.compile(r"\s+[|–—·•»«:/-]+\s+|\s*[|»«]\s*|\s+::\s+")


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


def vote_headline(title: str, stated: Stated, lower: Sequence[str] = ()) -> Headline:
    """
    The headline most witnesses agree on: h1, JSON-LD, og:title, twitter:title, title without the site's name.

    A vote is right more often than any one witness (FINDINGS, "Title": .81 against .675). Where they differ, both
    are legitimate headlines: the runner-up is the alternative.

    Args:
        title: Of the title element.
        lower: Headings of other levels that may be the headline, see ``lower_headings``.
    """
    headings = stated.titles or lower
    printed_keys = {key_of(heading) for heading in headings}
    # Some templates write the headline where the site's name belongs: what h1 and title both say is no site.
    site = site_names(stated) - ({key_of(title)} & printed_keys)
    ballots: list[tuple[str, float, str]] = []

    def cast(witness: str, weight: float, text: str | None) -> None:
        clean = _without_site(tidy(text), site, printed_keys) if text and len(text) <= 2 * MAX_HEADLINE else ""
        if clean and len(clean) <= MAX_HEADLINE and key_of(clean) not in site:
            ballots.append((witness, weight, clean))

    # h1 first: of equal texts the printed one is kept, with its own quotes and dashes.
    for place, heading in enumerate(headings):
        if key_of(heading) not in site:
            ballots.append(("h1", 1.0 if place == 0 else 0.4, heading))
    # Without a heading JSON-LD is the one that tells what is printed: the others are written for search and sharing.
    cast("json_ld", 1.05 if ballots else 1.75, stated.text("headline"))
    cast("og", 0.9, stated.meta("og:title"))
    cast("twitter", 0.3, stated.meta("twitter:title"))
    cast("title", 0.5, title)

    scores: dict[str, float] = {}
    printed: dict[str, str] = {}
    for _, weight, text in ballots:
        key = key_of(text)
        if key:
            scores[key] = scores.get(key, 0.0) + weight
            # Of equal texts the first, unless it glued a kicker to the headline: then the one with more words.
            if len(text.split()) > len(printed.setdefault(key, text).split()):
                printed[key] = text
    if not scores:
        return Headline(headline=None, alternative=None, witnesses=())
    ranked = sorted(scores, key=lambda key: -scores[key])  # stable: an equal score goes to the earlier witness
    agreed = tuple(dict.fromkeys(witness for witness, _, text in ballots if key_of(text) == ranked[0]))
    alternative = printed[ranked[1]] if len(ranked) > 1 else None
    return Headline(headline=printed[ranked[0]], alternative=alternative, witnesses=agreed)


def overruled(vote: Headline, headline: str) -> Headline:
    """The headline that a selector of the source names; what was voted for is the alternative where it differs."""
    alternative = vote.alternative if vote.headline and key_of(vote.headline) == key_of(headline) else vote.headline
    return Headline(headline=headline, alternative=alternative, witnesses=("selector",))


def title_of(tree: LexborHTMLParser) -> str:
    """The text of the title element; empty when there is none."""
    title = tree.css_first("head > title") or tree.css_first("title")
    return title.text() if title is not None else ""


def lower_headings(tree: LexborHTMLParser, title: str) -> list[str]:
    """The second and third level headings that the title says too, beside the site's name; the first of them alone."""
    breaks = list(_SITE_BREAK.finditer(title))
    if not breaks:
        return []
    said = {key_of(title[: breaks[-1].start()]), key_of(title[breaks[0].end() :])}
    texts = (text_of(heading) for heading in select(tree, "h2, h3", MAX_LOWER) if not is_aside(heading))
    return [text for text in texts if key_of(text) in said][:1]


def site_names(stated: Stated) -> set[str]:
    """Keys of the names that the site goes by."""
    names = {publisher_of(stated), stated.meta("og:site_name"), stated.meta("application-name"), *stated.site_titles}
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
