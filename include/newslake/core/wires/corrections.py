"""The marks of versions, "CORRECTION", "1st Ld-Writethru", "KILL": what kind they tell, and texts without them."""

import re
from collections.abc import Iterable

from newslake.core.text import tidy
from newslake.model import CorrectionKind

KILL, CORRECTION, WRITETHRU, UPDATE, REPLAY = CorrectionKind

# Words that open a headline or a slugline, marked off by a colon, a dash, brackets or a stroke. Only those that mean
# nothing else in that place; other languages are welcome with an example.
_OPENING = {
    KILL: "kill|mandatory kill|bulletin kill|story kill|kill notice|kill advisory|withdrawn|story withdrawn"
    "|story removed|retraction|annulation|dépêche annulée|annulé|anulación|anulada|anulado|annullamento|annullata"
    "|zurückgezogen|rückruf|annullering|annulleret|annullert|makuleras|peruutus|peruttu|аннулировано|аннулируется"
    "|ликвидировано|снято с ленты|取り消し|取消|撤稿|철회",
    CORRECTION: "correction|corrected|corrects|corr|corrective|clarification|rectificatif|rectification|corrigé"
    "|korrektur|berichtigung|berichtigt|eilkorrektur|korrigiert|corrección|corregido|corrige|rectificación"
    "|correzione|rettifica|errata corrige|errata|correção|retificação|correctie|rectificatie|rettelse|retting"
    "|korreksjon|rättelse|korjaus|korjattu|oikaisu|исправление|исправлено|поправка|уточнение|виправлення|korekta"
    "|sprostowanie|oprava|helyesbítés|düzeltme|ralat|koreksi|đính chính|διόρθωση|تصحيح|訂正|更正|정정",
    WRITETHRU: "writethru|write-thru|write through|neufassung",
    UPDATE: r"update(?: \d{1,2})?|updated|updates|\d{1,2}(?:st|nd|rd|th) (?:lead|ld)"
    r"|(?:first|second|third|fourth) lead|new lead|lead \d|mise à jour|actualisation|aktualisiert|aktualisierung"
    r"|actualización|ampliación|actualiza|aggiornamento|oppdatering|opdatering|päivitetty|uppdatering|обновлено|обновление",
    REPLAY: "refile|refiled|repeat|rpt|repetition|resend|resending|resent|wiederholung|wdh|répétition|repetición"
    "|повтор|gjentakelse|gentagelse",
}
# What sets a mark off. A hyphen alone does so behind capitals only: "KILL-Ferries", but "Kill-Switch Law Passes".
_SET_OFF = (
    r"(?:[ ]?[:：/|)\]>】]|[ ]?[-–—]+(?=\W)|[ ][-–—]+(?=\w)|[ ]*$|[,-](?=\d)|[ ]+(?=(?:AM|BC|PM)-)"
    r"|(?<![a-zß-öø-ÿа-яё])[-–—]+(?=[A-ZÀ-ÖØ-ÞА-ЯЁ]))"
)
_OPENS = {kind: re.compile(rf"[\W_]{{0,4}}(?i:{words}){_SET_OFF}") for kind, words in _OPENING.items()}

# Marks inside a slugline or a take key: "BC-US--Bank Robbery, 2nd Ld-Writethru", "REFILE 1ST LEAD".
_INSIDE = (
    (
        KILL,
        re.compile(r",\s*(?:mandatory )?kill\b|\b(?:mandatory|bulletin) kill\b|\bKILL\b\s*$", re.IGNORECASE),
    ),
    (CORRECTION, re.compile(r"\bcorrect(?:ion|ive|ed)s?\b[ ,-]*\d*\s*$", re.IGNORECASE)),
    (WRITETHRU, re.compile(r"\bwrite-?\s?thr(?:u|ough)\b", re.IGNORECASE)),
    (
        UPDATE,
        re.compile(r"\b\d{1,2}(?:st|nd|rd|th)[ -]?(?:lead|ld)\b|,\s*update(?: \d+)?\s*$", re.IGNORECASE),
    ),
    (REPLAY, re.compile(r"\b(?:refile|repeat|rpt)\b", re.IGNORECASE)),
)

# The same to be cut off. Technical words are marks wherever they end a part; others only behind a comma, in brackets,
# or in capitals: "Harbour Traffic, Update" and "RATES-REPEAT", but "Harbour Traffic Update" is a name.
_TECHNICAL = r"\d{1,2}(?:st|nd|rd|th)[ -]?(?:lead|ld)|write-?\s?thr(?:u|ough)|(?:mandatory|bulletin) kill"
_PLAIN = r"kill|update(?: \d{1,2})?|correct(?:ion|ive|ed)s?(?:[ ,-]*\d+)?|refile|repeat|rpt"
_ANY = "|".join(_OPENING.values())
_CUT_OFF = (
    re.compile(rf"[(\[【](?:{_ANY}|{_TECHNICAL})\b[^()\[\]【】]{{0,150}}[)\]】]", re.IGNORECASE),
    re.compile(rf"[\W_]{{0,4}}(?i:{_ANY}){_SET_OFF}"),
)
_CUT_OUT = (
    re.compile(rf"[(\[【](?:{_ANY}|{_TECHNICAL})\b[^()\[\]【】]{{0,150}}[)\]】]$", re.IGNORECASE),
    re.compile(rf",\s*(?:{_TECHNICAL}|{_PLAIN})(?:[\s-]+(?:{_TECHNICAL}|{_PLAIN}))*(?=\s*(?:,|$))", re.IGNORECASE),
    re.compile(rf"(?:^|[\s/-]+)(?:{_TECHNICAL})(?=\s*(?:,|$))", re.IGNORECASE),
    re.compile(r"[\s-]+(?:KILL|UPDATE(?: \d{1,2})?|CORRECT(?:ION|IVE|ED)|REFILE|REPEAT|RPT)$"),
)
_LEFT_OVER = " ,;:：/|-–—_="

MARKED_CHARS = 1_000
"""A longer text is no headline, and is left as it is (a guess: the longest of the corpus has 147)."""

# Sentences of a note to editors.
_NOTED = (
    (
        KILL,
        re.compile(
            r"\b(?:editors|eds)\b.{0,40}\bkill\b|\bkill (?:the |this )?(?:story|item|article)\b|\bmandatory kill\b"
            r"|\bstory (?:is|has been) (?:withdrawn|killed)\b|^kill\b",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    (
        CORRECTION,
        re.compile(
            r"(?:^|[.:;(]\s*)(?:this )?(?:correct(?:s|ed|ing|ion)\b(?! to follow)|korrigiert\b|berichtig\w+|korjat\w+"
            r"|corrige\b|corrigé\b|corregi\w+|rettet\b|rättad\b|rättar\b|исправл\w+|уточнен\w+)",
            re.IGNORECASE,
        ),
    ),
    (
        UPDATE,
        re.compile(
            r"(?:^|[.:;(]\s*)(?:updates?\b|updating\b|updated\b|adds\b|adding\b|recasts?\b|aktualisiert\b|ergänzt\b"
            r"|noe utvidet\b|päivitetty\b|oppdater\w+|opdater\w+)",
            re.IGNORECASE,
        ),
    ),
)
_KILL_LEAD = re.compile(
    r"[\W_]{0,4}(?:(?:MANDATORY|BULLETIN) KILL\b|KILL(?:[:.]| THE )|EDITORS?[:,].{0,60}\bKILL\b)", re.DOTALL
)
_SIGNALS = {
    "correction": CORRECTION,
    "correct": CORRECTION,
    "corrected": CORRECTION,
    "corrective": CORRECTION,
    "rectify": CORRECTION,
    "update": UPDATE,
    "updated": UPDATE,
    "writethru": WRITETHRU,
    "kill": KILL,
    "killed": KILL,
    "retract": KILL,
    "retracted": KILL,
    "withdrawn": KILL,
    "replay": REPLAY,
    "repeat": REPLAY,
    "refile": REPLAY,
    "resend": REPLAY,
}


def correction_kind(
    *,
    signals: Iterable[str | None] = (),
    headline: str | None = None,
    marks: Iterable[str | None] = (),
    note: str | None = None,
    lead: str | None = None,
) -> CorrectionKind | None:
    """
    The kind of version that an item's texts tell; None for a first version.

    Args:
        signals: Codes the item states, "sig:correction"; believed before any text.
        marks: Slugline, keyword line, take key: where agencies write what version it is.
        note: To the editors.
        lead: Beginning of the body; only a kill is believed of it.
    """
    stated = {_SIGNALS.get((signal or "").rpartition(":")[2].lower()) for signal in signals}
    said = [mark[:300] for mark in marks if mark]
    found = {kind for kind in stated if kind}
    for kind, pattern in _OPENS.items():
        if (headline and pattern.match(headline)) or any(pattern.match(mark) for mark in said):
            found.add(kind)
    found.update(kind for kind, pattern in _INSIDE if any(pattern.search(mark) for mark in said))
    if note:
        found.update(kind for kind, pattern in _NOTED if pattern.search(note[:2_000]))
    if lead and _KILL_LEAD.match(lead[:200]):
        found.add(KILL)
    return gravest(*found)


def without_marks(text: str) -> str:
    """
    A headline or slugline without what it says of its version: the same text for all versions of a story.

    "BC-US--Bank Robbery, 2nd Ld-Writethru" becomes "BC-US--Bank Robbery". Empty when it says nothing else ("KILL").
    What makes a text another one stays: takes, adds and inserts ("Take 2", "1st Add") are parts, not versions.

    Raises:
        Nothing.
    """
    text = tidy(text)
    before = None
    while text != before and len(text) <= MARKED_CHARS:
        before = text
        for pattern in _CUT_OFF:
            text = text[found.end() :] if (found := pattern.match(text)) else text
        for pattern in _CUT_OUT:
            text = pattern.sub("", text)
        text = tidy(text).strip(_LEFT_OVER)
    return text


def gravest(*kinds: CorrectionKind | None) -> CorrectionKind | None:
    """Of several kinds the gravest."""
    return next((kind for kind in CorrectionKind if kind in kinds), None)
