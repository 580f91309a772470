"""Text helpers that every noun needs: tidy a line, count its words, make a slug of it."""

import hashlib
import re
import unicodedata

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]")
"""Controls, soft hyphens, byte order marks, lone surrogates: never part of what a reader sees.

Joiners and zero-width spaces (U+200B to U+200D) stay: Persian, the scripts of India, Khmer and Thai spell with them.
"""

_SCRIPTIO_CONTINUA = re.compile(
    "[\u0e00-\u0e4e\u0e80-\u0ece\u1000-\u109f\u1780-\u17d3"  # Thai, Lao, Myanmar, Khmer
    "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"  # kana, Han
)
_UNSPACED_RUN = re.compile(_SCRIPTIO_CONTINUA.pattern + "+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.·][^\W_]+)*")

CHARACTERS_A_WORD = 2.0
"""Characters that count as one word in Chinese and Japanese; Chinese words are 1.5 to 2 long (a round guess)."""

LETTERS_A_WORD = 5.0
"""Code points, vowel and tone signs included, of one Thai, Lao, Khmer or Burmese word (a guess)."""


def tidy(text: str) -> str:
    """One line: white space of any kind becomes a single space, what no reader sees is dropped."""
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(_INVISIBLE.sub("", text).split())


def visible(text: str) -> str:
    """The text less what no reader sees; its white space stays as it is."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def tidy_or_none(text: object) -> str | None:
    """The tidied text; None when it is no text or nothing of it is left."""
    return (tidy(text) or None) if isinstance(text, str) else None


def word_count(text: str) -> int:
    """
    Words, as a reader would count them.

    Scripts without spaces between words are counted by length: two characters of Chinese or Japanese, five code
    points of Thai, Lao, Khmer or Burmese make a word. Hyphens and apostrophes join: "Time-Tested" is one word.
    """
    unspaced = 0.0

    def measure(run: re.Match[str]) -> str:
        nonlocal unspaced
        letters = run.group()
        unspaced += len(letters) / (LETTERS_A_WORD if letters[0] < "\u2000" else CHARACTERS_A_WORD)
        return " "

    spaced = _UNSPACED_RUN.sub(measure, text)
    # Most pieces between spaces are a word and nothing else: only the others need a search.
    pieces = spaced.split()
    others = [piece for piece in pieces if not piece.isalnum()]
    words = len(pieces) - len(others) + len(_WORD.findall(" ".join(others)))
    return words + round(unspaced)


class _Letters(dict[int, str | None]):
    """For ``str.translate``: letters, digits and vowel signs stay, all else goes; each code point is looked up once."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        kept = letter if letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc") else None
        self[code] = kept
        return kept


_LETTERS = _Letters()


def key_of(text: str) -> str:
    """Letters and digits alone, case folded: two texts with the same key read the same."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return folded.translate(_LETTERS)


def slug(text: str) -> str:
    """
    A name for addresses and folders: "example.co.uk" becomes "example-co-uk".

    Letters that have no plain form (Thai, Chinese) leave a short digest, so that the slug is never empty.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    parts = re.findall("[a-z0-9]+", plain)
    return "-".join(parts) or "x" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]
