"""Writes reports: picks sentences from a bank, fills their slots, and binds them into paragraphs."""

import re
from dataclasses import dataclass
from random import Random

from newsroom.banks import Bank, Topic

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")

SHORTEST, LONGEST = 25, 80
"""Words of a paragraph: what real news pages have, and what extractors take for text and not for a caption."""

MOST_PARAGRAPHS = 12

_SPARE = 2
"""Paragraphs kept back from the first publication, for a revision to bring in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """
    A report before anybody published it.

    Attributes:
        alternative_headline: The same news in other words.

        subtitle: A second line under the headline, where a template has one.

        spare: Paragraphs that a later revision may add.
    """

    headline: str
    alternative_headline: str
    subtitle: str
    description: str
    paragraphs: tuple[str, ...]
    spare: tuple[str, ...]
    section_id: str
    place: str


def write_report(bank: Bank, rng: Random, *, weekday: int) -> Draft:
    """A report of 5 to 12 paragraphs; ``weekday`` is 0 for Monday."""
    topic = rng.choice(bank.topics)
    desk = _Desk(bank, topic, rng, weekday)
    headline, alternative, subtitle = (desk.fill(form) for form in rng.sample(topic.headlines, 3))
    lead = desk.fill(rng.choice(topic.leads))
    paragraphs = desk.paragraphs(lead, wanted=rng.randint(5, MOST_PARAGRAPHS) + _SPARE)
    return Draft(
        headline=headline,
        alternative_headline=alternative,
        subtitle=subtitle,
        description=lead,
        paragraphs=tuple(paragraphs[:-_SPARE]),
        spare=tuple(paragraphs[-_SPARE:]),
        section_id=topic.id,
        place=desk.place,
    )


def write_caption(bank: Bank, rng: Random) -> tuple[str, str]:
    """A photo caption under 20 words, and the place it shows."""
    desk = _Desk(bank, rng.choice(bank.topics), rng, 0)
    return desk.fill(rng.choice(bank.captions)), desk.place


def count_words(bank: Bank, text: str) -> float:
    """Words, or what stands for them where a language does not space them."""
    return len(text) / bank.chars_per_word if bank.chars_per_word else len(text.split())


class _Desk:
    """One report in the making: the same place and people throughout, fresh figures in every sentence."""

    def __init__(self, bank: Bank, topic: Topic, rng: Random, weekday: int) -> None:
        (self.place, in_place), (place2, in_place2) = rng.sample(bank.places, 2)
        self._speakers = rng.sample(bank.speakers, 2)
        self._introduced: set[int] = set()
        self._bank, self._topic, self._rng = bank, topic, rng
        self._fixed = {
            "place": self.place,
            "in": in_place,
            "place2": place2,
            "in2": in_place2,
            "subject": rng.choice(topic.subjects),
            "weekday": bank.weekdays[weekday],
        }

    def fill(self, form: str) -> str:
        """One sentence of a bank with its choices made and its slots filled."""
        chosen = _CHOICE.sub(lambda match: self._rng.choice(match[1].split("|")), form)
        text = _SLOT.sub(lambda match: self._value(match[1]), chosen)
        return text[0].upper() + text[1:]

    def paragraphs(self, lead: str, *, wanted: int) -> list[str]:
        """At most ``wanted`` paragraphs, the lead first; fewer when the bank has no more to say."""
        bank, rng = self._bank, self._rng
        forms = self._running_order()
        paragraphs: list[str] = []
        sentences, target = [lead], rng.randint(SHORTEST, 55)
        while len(paragraphs) < wanted:
            text = bank.joint.join(sentences)
            if sentences and count_words(bank, text) >= target:
                paragraphs.append(text)
                sentences, target = [], rng.randint(SHORTEST, 55)
            elif not forms:
                break
            else:
                sentence = self.fill(forms.pop())
                if sentences and count_words(bank, bank.joint.join([*sentences, sentence])) > LONGEST:
                    paragraphs.append(text)
                    sentences = []
                sentences.append(sentence)
        return paragraphs

    def _running_order(self) -> list[str]:
        """Sentence forms, last one first: the topic's own early on, general ones later, quotes between."""
        rng = self._rng
        own = rng.sample(self._topic.body, len(self._topic.body))
        general = rng.sample(self._bank.general, len(self._bank.general))
        quotes = rng.sample(self._bank.quotes, len(self._bank.quotes))
        order: list[str] = []
        while own or general or quotes:
            for pile, share in ((own, 0.9), (general, 0.7), (quotes, 0.6), (own, 0.3), (general, 0.3)):
                if pile and rng.random() < share:
                    order.append(pile.pop())
        return order[::-1]

    def _value(self, slot: str) -> str:
        bank, rng = self._bank, self._rng
        match slot:
            case "n":
                # Multiples of five take one and the same plural in the Slavic languages.
                return str(rng.randrange(15, 965, 5))
            case "cm":
                return str(rng.randrange(15, 65, 5))
            case "k":
                return f"{rng.randrange(1100, 98000, 100):,}".replace(",", bank.thousands)
            case "pct":
                return f"{rng.randrange(11, 390) / 10:.1f}".replace(".", bank.decimal)
            case "money":
                return bank.money.format(v=rng.randrange(15, 485, 5))
            case "months":
                # 11 to 18 need neither a dual nor a second plural in any of the languages.
                return str(rng.randint(11, 18))
            case "year":
                return str(rng.randint(2027, 2034))
            case "oldyear":
                return str(rng.randint(1978, 2019))
            case "org":
                return rng.choice(bank.orgs)
            case "speaker":
                return self._speaker(0)
            case "speaker2":
                return self._speaker(1)
            case _:
                return self._fixed[slot]

    def _speaker(self, index: int) -> str:
        """The full introduction at first mention, the short name after it."""
        first = index not in self._introduced
        self._introduced.add(index)
        return self._speakers[index][0 if first else 1]
