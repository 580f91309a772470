"""
Sentence banks, a JSON file a language: the words of this world.

JSON and not Python, so that people who read Thai but not Python can mend a sentence. In a sentence, ``[a|b]`` is a
choice and ``{slot}`` a value; ``newsroom.writing`` fills both. Entries of two forms are divided by a bar:
a place ("Женева|в Женеве") into name and "in" form, a speaker into first mention and later mention.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One field of news: a section of the site, things that happen in it, and sentences only it can use."""

    id: str
    section: str
    subjects: tuple[str, ...]
    headlines: tuple[str, ...]
    leads: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """
    The words of one language.

    Attributes:
        joint: What stands between two sentences: nothing in Chinese.

        chars_per_word: Where words are not spaced, how many characters count as one; None where they are.

        money: A sum, with {v} for the number.

        weekdays: Monday to Friday as a report says it ("on Monday").

        labels: What the furniture of a page says.
    """

    language: str
    joint: str
    chars_per_word: float | None
    decimal: str
    thousands: str
    money: str
    weekdays: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    orgs: tuple[str, ...]
    speakers: tuple[tuple[str, str], ...]
    reporters: tuple[str, ...]
    topics: tuple[Topic, ...]
    general: tuple[str, ...]
    quotes: tuple[str, ...]
    captions: tuple[str, ...]
    labels: dict[str, str]

    def section_name(self, section_id: str) -> str:
        """What this language calls a section."""
        return next(topic.section for topic in self.topics if topic.id == section_id)


@cache
def load_bank(language: str) -> Bank:
    """The bank of a language ("en"); read once."""
    data: dict[str, Any] = json.loads((_FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return Bank(
        language=language,
        joint=data["joint"],
        chars_per_word=data["chars_per_word"],
        decimal=data["decimal"],
        thousands=data["thousands"],
        money=data["money"],
        weekdays=tuple(data["weekdays"]),
        places=tuple(_two_forms(place, data["in"]) for place in data["places"]),
        orgs=tuple(data["orgs"]),
        speakers=tuple(_two_forms(speaker, "{}") for speaker in data["speakers"]),
        reporters=tuple(data["reporters"]),
        topics=tuple(
            Topic(
                id=topic["id"],
                section=topic["section"],
                subjects=tuple(topic["subjects"]),
                headlines=tuple(topic["headlines"]),
                leads=tuple(topic["leads"]),
                body=tuple(topic["body"]),
            )
            for topic in data["topics"]
        ),
        general=tuple(data["general"]),
        quotes=tuple(data["quotes"]),
        captions=tuple(data["captions"]),
        labels=data["labels"],
    )


def _two_forms(entry: str, otherwise: str) -> tuple[str, str]:
    first, bar, second = entry.partition("|")
    return (first, second) if bar else (first, otherwise.format(first))
