"""The article's text: our own reading, a second opinion, and an arbiter where the two differ."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura

from newslake.core.extraction.container import Story, read_story
from newslake.core.extraction.opinions import (
    Shingles,
    agreement,
    arbiter,
    medoid,
    second_opinion,
    shingles_of,
    without_headline,
    words_of,
)
from newslake.core.extraction.walk import Printed
from newslake.core.text import tidy

VERSION = "newslake 1"
"""Of the reading; a change that gives other texts for the same pages counts up."""

AGREED = 0.8
"""4-shingle F1 from which two independent readings are believed (FINDINGS, "Agreement")."""

SURE = 0.95
"""The same for lists, guides and tables, which both readings may miss in the same way."""

NEARLY_ALL = 0.9
"""Of the prose of a page, furniture and all: a plain story that holds as much leaves another reading nothing to find.
On the 82 pages of the corpus where it does resiliparse's reading agrees by 0.89 or more."""

FEW_PARAGRAPHS = 3
"""Of prose; a story with fewer is too short to tell (a guess)."""

LISTED = 0.35
"""Share of list items and cells in a text from which it is a list, guide or table: the arbiter is asked."""

HEADED = 0.22
"""Share of headings among its blocks, the same: a guide or a listicle has one every third block."""

MAX_ARBITRATED = 1_500_000
"""Characters of cleaned markup; trafilatura takes minutes for the pages that exceed it (FINDINGS, "What hangs")."""

MAX_BLOCKS = 6_000
"""Printed blocks, the same; the longest story of the corpus has 900."""

_TAG = re.compile(r"<(/?)(p|br|div|h\d|li)\b[^>]*>|<[^>]{1,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """
    The text and how it was found.

    Attributes:
        paragraphs: Empty when the page has no text.
        extractor: The path taken, "newslake 1: agreed".
        confidence: How far the readings agree; None when there was one only.
        witness: The text that the structured data gives; empty when none.
    """

    paragraphs: tuple[str, ...]
    extractor: str
    confidence: float | None
    witness: str


def read_body(
    markup: str,
    printed: Printed,
    url: str,
    *,
    headline: str | None,
    standfirsts: Sequence[str] = (),
    article_body: str | None = None,
    arbitrate: bool = True,
) -> Body:
    """
    The article of a page: paragraphs, headings and list items as printed.

    Args:
        markup: Without scripts, navigation and controls, serialised.
        printed: What is printed in it.
        article_body: As the structured data gives it; a witness, and a candidate where it is long enough.
        arbitrate: False for the fast path alone, which benchmarks measure.
    """
    story = read_story(printed, headline, standfirsts)
    stated = stated_paragraphs(article_body)
    texts: dict[str, list[str]] = {"own": story.paragraphs}
    listed = story.listed > LISTED or story.headed > HEADED

    def done(name: str, how: str, confidence: float | None) -> Body:
        return Body(
            paragraphs=tuple(texts[name]),
            extractor=f"{VERSION}: {how}",
            confidence=None if confidence is None else round(confidence, 3),
            witness="\n\n".join(stated),
        )

    if (
        not (stated or listed or printed.truncated)
        and story.share >= NEARLY_ALL
        and sum(story.prosaic) >= FEW_PARAGRAPHS
    ):
        return done("own", "nearly all prose of the page", story.share)
    own = shingles_of("\n".join(story.paragraphs))
    runs: dict[str, Shingles] = {"own": own}
    if stated:
        texts["stated"], runs["stated"] = without_headline(stated, headline), shingles_of("\n".join(stated))
        if (agreed := agreement(own, runs["stated"])) >= (SURE if listed else 0.9):
            texts["own"] = confirmed(story, runs["stated"])
            return done("own", "agreed with articleBody", agreed)
    if printed.truncated or len(printed.blocks) > MAX_BLOCKS or len(markup) > MAX_ARBITRATED:
        return done("own", "own reading alone", None)
    texts["second"] = without_headline(second_opinion(markup), headline)
    runs["second"] = shingles_of("\n".join(texts["second"]))
    agreed = agreement(own, runs["second"])
    if agreed >= (SURE if listed else AGREED) or not arbitrate:
        if stated and _is_cut(own, runs["stated"]):
            return done("stated", "articleBody", agreement(own, runs["stated"]))
        if agreed >= AGREED:
            texts["own"] = confirmed(story, runs["second"])
        return done("own", "agreed", agreed)
    texts["arbiter"] = without_headline(arbiter(markup, url), headline)
    runs["arbiter"] = shingles_of("\n".join(texts["arbiter"]))
    # Of texts that agree about as well the first: ours on news, the arbiter's on lists, guides and empty readings.
    order = ("arbiter", "own", "second", "stated") if listed else ("own", "arbiter", "second", "stated")
    best, confidence = medoid({name: runs[name] for name in order if name in runs})
    if stated and _is_cut(runs[best], runs["stated"]):
        best = "stated"
    how = {
        "own": "own reading, arbitrated",
        "second": f"resiliparse, arbitrated by trafilatura {trafilatura.__version__}",
        "arbiter": f"trafilatura {trafilatura.__version__}",
        "stated": "articleBody",
    }
    return done(best, how[best], confidence if runs[best] else None)


def selected_body(paragraphs: tuple[str, ...], article_body: str | None) -> Body:
    """The text that a selector of the source names: believed as it is, no other reading is asked."""
    witness = "\n\n".join(stated_paragraphs(article_body))
    return Body(paragraphs=paragraphs, extractor=f"{VERSION}: selector", confidence=None, witness=witness)


def confirmed(story: Story, other: Shingles) -> list[str]:
    """
    Our paragraphs, less those of which an agreeing reading has nothing: captions, prompts and boxes between them.

    Headings, list items, short lines and the first paragraph stay: other readings leave them out too often.
    """
    paragraphs = zip(range(len(story.paragraphs)), story.paragraphs, story.prosaic, strict=True)
    return [text for place, text, prose in paragraphs if place == 0 or not prose or _is_in(text, other)]


def _is_in(text: str, other: Shingles) -> bool:
    words = words_of(text)
    return len(words) < 4 or any(run in other for run in zip(words, words[1:], words[2:], words[3:], strict=False))


def stated_paragraphs(article_body: str | None) -> list[str]:
    """The paragraphs of an ``articleBody``; empty for one too short to be a text, or cut with dots."""
    if not article_body or len(article_body) < 400 or len(article_body) > 400_000:
        return []
    text = article_body
    if "&lt;" in text or "&amp;" in text or "&quot;" in text or "&#" in text or "&nbsp;" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(lambda tag: "\n" if tag[2] else "", text)
    paragraphs = [clean for line in re.split(r"\s*[\n\r\u2028\u2029]+\s*", text) if (clean := tidy(line))]
    if paragraphs and paragraphs[-1].endswith(("...", "…", "[…]", "[...]")):
        return []
    return paragraphs


def _is_cut(shown: Shingles, stated: Shingles) -> bool:
    """Whether the page shows only a part of the text that it states: under two thirds, and hardly anything else."""
    return len(stated) >= 80 and len(shown) < 0.67 * len(stated) and len(shown & stated) >= 0.5 * len(shown)
