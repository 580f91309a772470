"""Whether everybody may read a page, and whether all of its text is there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newslake.core.pages.printed.blocks import Printed
from newslake.core.pages.stated.structured import Stated
from newslake.core.text import word_count

TEASER_WORDS = 250
"""A text of fewer words beside a prompt to subscribe is what is given away of a longer one (a guess)."""

WALL = re.compile(
    r"^\W*(?:.{0,80}\b(?:subscribe|sign in|log in|register|become a (?:member"
    r"|subscriber))\b.{0,60}\b(?:to (?:continue|keep|read|unlock|view|access)|for (?:full|unlimited))\b.{0,120}"
    r"|(?:to )?(?:continue reading|read the (?:full|rest)|keep reading|unlock) (?:this|the|your)?.{0,60}(?:subscri"
    r"|article|story|free|trial).{0,80}|this (?:article|content|story) is (?:only |exclusively )?(?:for"
    r"|available to|reserved for) (?:subscribers|members|registered).{0,80}|already a (?:subscriber"
    r"|member)\??.{0,80}|(?:you have|you've) (?:reached|read) (?:your|all).{0,80}"
    r"|.{0,40}(?:weiterlesen mit|jetzt weiterlesen|diesen artikel (?:weiter)?lesen|(?:exklusiv )?für abonnenten"
    r"|mit .{0,20}plus weiterlesen|um (?:weiterzulesen|diesen artikel)).{0,100}|(?:cet|la suite de cet"
    r"|l’accès à cet|l'accès à cet) article est réservé.{0,100}|.{0,40}(?:réservée? aux abonnés"
    r"|il vous reste \d+.{0,10}de (?:cet|l.)).{0,100}"
    r"|.{0,40}(?:suscríbete|suscríbase|contenido exclusivo|solo para suscriptores|para seguir leyendo"
    r"|exclusivo para (?:suscriptores|assinantes)|conteúdo exclusivo|assine para|continue lendo|abbonati per"
    r"|contenuto riservato|per continuare a leggere|verder lezen|alleen voor abonnees|fortsätt läsa"
    r"|för prenumeranter|kun for abonnenter|fortsett å lese|tilaajille|jatka lukemista|dla subskrybentów"
    r"|czytaj dalej z|pro předplatitele|только для подписчиков|чтобы продолжить).{0,120}"
    r"|.{0,20}(?:有料会員|付费订阅"
    r"|会員限定|この記事は有料|残り\d+文字|続きを読む|订阅后|付费阅读|구독자 전용|유료회원).{0,80})$",
    re.IGNORECASE,
)
"""Whole lines that ask to subscribe or sign in before the rest is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """
    What was found.

    Attributes:
        is_free: None when nothing tells.
        basis: What told: "stated" or "prompt"; None.
        complete: Whether the whole text is there; None when nothing tells.
    """

    is_free: bool | None
    basis: str | None
    complete: bool | None


def without_prompts(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, less the prompts to subscribe at their end."""
    kept = list(paragraphs)
    while len(kept) > 1 and len(kept[-1]) < 250 and WALL.match(kept[-1]):
        kept.pop()
    return kept


def read_access(stated: Stated, free: bool | None, printed: Printed, body: str, witness: str) -> Access:
    """
    Whether a page is free and its text whole.

    Args:
        free: As the page states it.
        witness: The ``articleBody`` of the structured data; empty when there is none.
    """
    # Counting words costs more than all the rest: a long text is no teaser in any script.
    words = word_count(body) if len(body) < 12 * TEASER_WORDS or "wordCount" in stated.node else TEASER_WORDS
    prompted = words < TEASER_WORDS and any(
        len(block.text) < 250 and not block.box.tag.startswith("h1") and WALL.match(block.text)
        for block in printed.blocks
    )
    basis = "stated" if free is not None else None
    if prompted and free is None:
        free, basis = False, "prompt"
    return Access(is_free=free, basis=basis, complete=_is_complete(stated, free, prompted, words, body, witness))


def _is_complete(stated: Stated, free: bool | None, prompted: bool, words: int, body: str, witness: str) -> bool | None:
    if body.endswith(("[…]", "[...]", "(…)")):
        return False
    if witness and (len(witness) > 1_500 or free is not False) and not prompted:
        return True if len(body) >= 0.8 * len(witness) else False if len(body) < 0.6 * len(witness) else None
    count = stated.node.get("wordCount")
    number = int(count) if isinstance(count, int | str) and str(count).isdecimal() and len(str(count)) < 7 else 0
    if number >= 50 and words:
        if words >= 0.8 * number:
            return True
        if words < 0.5 * number:
            return False
    if prompted or (free is False and words < TEASER_WORDS):
        return False
    return None
