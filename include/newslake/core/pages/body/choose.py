"""The article's text: our own reading, a second opinion, and an arbiter where the two differ."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura

from newslake.core.pages.body.container import Story, read_story
from newslake.core.pages.body.second_readers import (
    Shingles,
    agreement,
    arbiter,
    second_opinion,
    shingles_of,
    without_headline,
    words_of,
)
from newslake.core.pages.printed.blocks import Printed
from newslake.core.text import tidy

VERSION = "newslake 2"
"""Of the reading; a change that gives other texts for the same pages counts up."""

AGREED = 0.6
"""4-shingle F1 from which ours is believed. Below it the arbiter is asked; above it no arbiter could be ahead by
``AHEAD``."""

STATED = 0.9
"""The same from which ``articleBody`` confirms ours: it is the publisher's own, and often cut or without headings."""

AHEAD = 0.4
"""By as much the arbiter must agree better with the second reading than ours does, to be believed instead: alone each
is worse than ours on news, blogs and lists alike (docs/benchmarks.md), and the two share mistakes."""

NEARLY_ALL = 0.9
"""Of the prose of a page, furniture and all: a plain story that holds as much leaves another reading nothing to find.
On the 94 pages of the corpus where it does resiliparse's reading agrees by 0.89 or more."""

FEW_PARAGRAPHS = 3
"""Of prose; a story with fewer is too short to tell (a guess)."""

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
        extractor: The path taken, "newslake 2: agreed".
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

    def done(name: str, how: str, confidence: float | None) -> Body:
        return Body(
            paragraphs=tuple(texts[name]),
            extractor=f"{VERSION}: {how}",
            confidence=None if confidence is None else round(confidence, 3),
            witness="\n\n".join(stated),
        )

    if not (stated or printed.truncated) and story.share >= NEARLY_ALL and sum(story.prosaic) >= FEW_PARAGRAPHS:
        return done("own", "nearly all prose of the page", story.share)
    own = shingles_of("\n".join(story.paragraphs))
    told = shingles_of("\n".join(stated))
    if stated and (agreed := agreement(own, told)) >= STATED:
        texts["own"] = confirmed(story, told)
        return done("own", "agreed with articleBody", agreed)
    if printed.truncated or len(printed.blocks) > MAX_BLOCKS or len(markup) > MAX_ARBITRATED:
        return done("own", "own reading alone", None)
    second = shingles_of("\n".join(without_headline(second_opinion(markup), headline)))
    best, how, shown, agreed = "own", "own reading alone", own, agreement(own, second)
    if agreed >= AGREED:
        how, texts["own"] = "agreed", confirmed(story, second)
    elif arbitrate:
        texts["arbiter"] = without_headline(arbiter(markup, url), headline)
        other = shingles_of("\n".join(texts["arbiter"]))
        how, ahead = "own reading, arbitrated", agreement(other, second)
        if not own or ahead > agreed + AHEAD:
            best, how, shown, agreed = "arbiter", f"trafilatura {trafilatura.__version__}", other, ahead
    if stated and _is_cut(shown, told):
        texts["stated"] = without_headline(stated, headline)
        return done("stated", "articleBody", agreement(shown, told))
    return done(best, how, agreed if shown else None)


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
