"""The language of a text: what is declared and what is read, reconciled into one BCP 47 tag."""

import re
from functools import cache, lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARACTERS = 600
"""Of the text, for detection; ten times more changed nothing on the 198 pages of the corpus."""

SURE = 0.9
"""Normalised probability from which detection overrules a declaration."""

ENOUGH_CHARACTERS = 200
"""Shorter texts never overrule a declaration: headlines and captions are full of names (a guess)."""

LIKELY = 0.6
"""Normalised probability from which detection alone is believed; below it the language is not known."""

_REPLACED = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro", "jp": "ja", "cz": "cs", "dk": "da", "gr": "el", "gb": "en"}
"""Withdrawn codes (IANA registry), and country codes that publishers write although no language has them."""

_NO_LANGUAGE = frozenset(("und", "zxx", "mul", "mis", "x", "en_", "default", "none", "null", "true", "false"))

_KIN = (
    frozenset(("no", "nb", "nn", "da")),
    frozenset(("sr", "hr", "bs", "sh", "cnr")),
    frozenset(("id", "ms", "jv")),
    frozenset(("zh", "yue", "wuu")),
    frozenset(("ar", "arz", "ary")),
    frozenset(("fa", "prs", "tg")),
    frozenset(("gl", "pt")),
    frozenset(("ca", "oc")),
    frozenset(("de", "lb", "gsw")),
    frozenset(("tl", "fil", "bcl")),
    frozenset(("uz", "uzs")),
    frozenset(("ku", "ckb", "sdh")),
)
"""Languages a detector mistakes for each other: between them the declaration is believed."""


def normalise_tag(tag: str | None) -> str | None:
    """
    A language tag in its BCP 47 spelling: "EN_us" is "en-US", "zh-hans-cn" is "zh-Hans-CN".

    Returns:
        None for what is no tag ("english", "x-default", "en, de") and for "und".

    Source: RFC 5646 section 2.1.1 (case) and 2.2.
    """
    if not tag:
        return None
    parts = re.split("[-_]", tag.strip().split(".")[0].split("@")[0])
    language = _REPLACED.get(parts[0].lower(), parts[0].lower())
    if not re.fullmatch("[a-z]{2,3}", language) or language in _NO_LANGUAGE:
        return None
    kept = [language]
    for part in parts[1:]:
        if re.fullmatch("[A-Za-z]{4}", part):
            kept.append(part.title())
        elif re.fullmatch("[A-Za-z]{2}|[0-9]{3}", part):
            kept.append(part.upper())
        else:
            break  # variants, extensions and nonsense: no reader of ours needs them
    return "-".join(kept)


def detect_language(text: str) -> tuple[str, float] | None:
    """
    The language a text is most likely written in and its normalised probability; None for a text without words.

    Deterministic: the same text gives the same answer on every machine and in every order.
    """
    return _detected(text[:SAMPLE_CHARACTERS].strip())


def reconcile_language(
    declared_html: str | None, declared_feed: str | None, source_languages: tuple[str, ...], text: str
) -> tuple[str | None, str | None, float | None]:
    """
    One language out of what the page, its feed and the catalogue declare and what the text reads like.

    The declaration carries the region ("pt-BR") and wins, unless a text long enough reads, for sure, like another
    language that is no close relative: many sites declare "en" for everything their theme prints.

    Args:
        source_languages: Of the catalogue; counts as a declaration only when the source has one language.

    Returns:
        Tag, basis ("declared", "detected", "declared+detected") and confidence; three times None when not known.
    """
    claims = [claim for tag in (declared_html, declared_feed) if (claim := normalise_tag(tag))]
    if len(source_languages) == 1 and (sole := normalise_tag(source_languages[0])):
        claims.append(sole)
    known = {_main(tag) for tag in source_languages}
    detected = detect_language(text)

    if detected:
        language, probability = detected
        for claim in claims:
            if _main(claim) == language:
                return claim, "declared+detected", round(max(0.95, probability), 3)
        for claim in claims:
            if _akin(_main(claim), language):
                return claim, "declared+detected", 0.85
        sure = probability >= SURE and len(text) >= ENOUGH_CHARACTERS
        if sure or (not claims and (probability >= LIKELY or (language in known and probability >= LIKELY / 2))):
            return language, "detected", round(probability, 3)
    if claims:
        return claims[0], "declared", 0.7 if detected is None else 0.5
    return None, None, None


def _main(tag: str) -> str:
    return re.split("[-_]", tag)[0].lower()


def _akin(one: str, other: str) -> bool:
    return any(one in family and other in family for family in _KIN)


@lru_cache(maxsize=8)  # extraction and the making of the article ask for the same text
def _detected(text: str) -> tuple[str, float] | None:
    if not any(map(str.isalpha, text)):
        return None
    language, probability = _identifier().classify(text)
    return None if language in _NO_LANGUAGE else (str(language), float(probability))


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded at the first text, 0.6 s: most commands need none."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
