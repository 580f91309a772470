"""The key of a story that states none: made of what all its versions share, so that they meet and others do not."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date

from newslake.core.text import slug, tidy_or_none
from newslake.core.wires.corrections import without_marks
from newslake.model import WireItem

_READABLE_CHARS = 48
_DIGEST_CHARS = 16
"""64 bits: among ten million stories of a day two share them on one of 370,000 such days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryKey:
    """
    What names a story over its versions, together with its provider.

    Attributes:
        uri: As stated, else ``urn:newslake:<day>:<readable part>:<digest>``.
        basis: What it was made of: "stated", "slugline+headline+day", "headline+day", "slugline+lead+day", "digest".
    """

    uri: str
    basis: str


def story_key(item: WireItem, *, arrived: date) -> StoryKey:
    """
    The key of an item: its uri, or one made of slugline, headline and day, all without marks of the version.

    Two articles for one story are better than one for two: a slugline alone ("Football results") may name many stories
    of a day and needs the lead beside it, and a new headline is a new story to us.

    Args:
        arrived: UTC day on which the file came; for an item that does not say when its version was made.
    """
    stated = tidy_or_none(item.uri)
    if stated is not None:
        return StoryKey(uri=stated, basis="stated")
    day = f"{item.version_created or arrived:%Y-%m-%d}"
    named = {"slugline": plain(item.slugline), "headline": plain(item.headline)}
    if named["slugline"] and not named["headline"]:
        named["lead"] = plain((item.article_body or "").partition("\n\n")[0])
    parts = {name: text for name, text in named.items() if text}
    if not parts:
        return StoryKey(uri=f"urn:newslake:{day}:{_digest(item.article_body or repr(item))}", basis="digest")
    readable = slug(next(iter(parts.values())))[:_READABLE_CHARS].strip("-")
    digest = _digest("\n".join(f"{name}:{text}" for name, text in parts.items()))
    return StoryKey(uri=f"urn:newslake:{day}:{readable}:{digest}", basis="+".join((*parts, "day")))


def slug_key(item: WireItem) -> str | None:
    """
    The slugline, else the headline, as every version of the story has it; None when neither says more than its version.

    For a kill notice that comes under a uri of its own: what it kills has the same slug key.
    """
    return plain(item.slugline) or plain(item.headline) or None


def plain(text: str | None) -> str:
    """
    A headline or slugline without marks, case and punctuation, words divided by "-"; empty for none.

    Signs stay, "+5" is not "5"; vowel signs stay, without them words of many scripts are the same.
    """
    folded = unicodedata.normalize("NFKC", without_marks(text or "")).casefold()
    return "-".join("".join(one if unicodedata.category(one)[0] in "LMNS" else " " for one in folded).split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST_CHARS]
