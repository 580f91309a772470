"""Datelines: the place, the day and the agency that open a story, "MOSCOW, November 20. /TASS/."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from newslake.core.agencies.places import Head, day_in, day_near, is_place, nearest_day, read_head, region_and_country
from newslake.core.agencies.registry import Registry, shipped
from newslake.core.text import tidy
from newslake.model import Dateline

WINDOW = 250
"""Characters of the lead that are looked at: no dateline with its byline is longer (FINDINGS, "Datelines")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDateline:
    """
    What the lead prints.

    Attributes:
        byline: Names before the place, "Nita Bhalla".
        place: As printed, "COLORADO SPRINGS, Colo.".
        region: What stands behind the place, as printed, "Colo."; None when nothing does.
        country: ISO 3166-1 alpha-2, where the dateline states it.
        year: As printed, or inferred from the anchor; None when neither gives one.
        agency: Id from the registry; None for a place in capitals that nobody signs.
        conflicting: The day nearest the anchor, where that is too far from it to be believed; the year is None then.
        span: End of the dateline in the lead, characters: the story begins there.
    """

    raw: str
    byline: str | None
    place: str | None
    region: str | None
    country: str | None
    month: int | None
    day: int | None
    year: int | None
    year_inferred: bool
    agency: str | None
    conflicting: date | None
    span: int

    @property
    def date(self) -> date | None:
        """The day it was filed, at the place; None without a year."""
        return day_in(self.year, self.month, self.day)


_DASH = r"(?:--+|[-–—―_:]|\.\s?[-–—]|\.)"
_STROKES = r"[-–—―]"
_BRACKETS_FIRST = re.compile(  # (ANSA) - MILANO, 16 MAG - body
    rf"^\((?P<agency>[^()]{{2,30}})\)\s*{_STROKES}+\s*"
    rf"(?P<head>[^–—]{{3,60}}?\d{{1,2}}\s+\w{{3,9}}\.?)\s+{_STROKES}+\s+"
)
_BRACKETS = re.compile(  # PLACE, date (AGENCY) - body; PLACE--(BUSINESS WIRE)--body; (AGENCY) - body
    r"^(?P<head>[^()]{0,160}?(?:\([^()]{2,30}\),[^()]{0,30})?)[\s–—-]*\((?P<agency>[^()]{2,40})\)"
    rf"\s*(?P<dash>{_DASH}+)?\s*"
)
_SLASHES = re.compile(  # PLACE, date. /AGENCY/. body; PLACE, date /PRNewswire/ -- body
    rf"^(?P<head>[^/]{{2,100}}?(?:/[^/]{{2,40}})?)\s*/(?P<agency>[\w .–-]{{2,40}}?)\s*/\s*{_DASH}*\s*"
)
_DASHED = re.compile(  # MOCKBA, day — РИА Новости. body
    rf"^(?P<head>[^—–]{{3,60}}?\d{{1,2}}\s+\w{{3,9}}\.?)\s+(?:{_STROKES}\s+)?(?P<agency>[^.\d–—]{{3,20}})\.\s+"
)
_BARE = re.compile(  # Москва. day. INTERFAX.RU - body; SAITAMA, Japan, Dec. 9 Kyodo - body
    rf"^(?P<head>[^—–]{{3,80}}?)[.\s]\s*(?P<agency>[A-ZА-ЯЎҚІЇ][\w.-]{{2,20}})\s+{_STROKES}+\s+"
)
_COMMA = re.compile(  # Damascus, SANA- body; Riyadh, November 20, 2025, SPA -- body; ALMATY. KAZINFORM – body
    rf"^(?P<head>[^—–]{{3,60}}?)[,.]\s+(?P<agency>\w{{3,12}})\s?{_STROKES}+\s*"
)
_AGENCY_FIRST = re.compile(rf"^(?P<agency>[A-Z]{{2,6}})\s+(?P<head>[^–—]{{4,60}}?\d)\s*{_STROKES}+\s*")
_AGENCY_ALONE = re.compile(rf"^(?P<agency>[A-Z]{{2,5}})\s+{_STROKES}+\s+(?=[A-ZÀ-Ý\"“«'])")  # AGI - body
_BEHIND_A_STROKE = re.compile(
    rf"^(?P<head>[^\d\s–—-]{{2,25}}(?:\s[^\d\s–—-]{{2,25}}){{0,2}})\s?{_STROKES}\s?"
    r"(?P<agency>\w{2,10})\s*[-–—:/]?\s*"
)
_CHINESE = re.compile(
    r"^[（(]?(?P<agency>[\u4e00-\u9fff]{2,3}社|中新[网網])(?:[记記]者(?P<byline>[\u4e00-\u9fff]{3}))?"
    r"(?P<place>[^\d０-９\s()（）/]{2,12}?)(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    r"[专專综綜]?(?:外)?[电電讯訊](?:\s?[)）])?"
)
_BRACKETED = re.compile(
    r"^[【\[(](?P<inner>[^】\]()\[]{3,24})[】\])]\s*(?:(?P<byline>[^=]{2,40}?)\s*(?:특파원|기자)\s*=\s*)?"
)
_TOWN = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]+(?:[ /-][A-ZÀ-ÖØ-Þ'’.]{2,}){0,3}"
_CAPITALS = re.compile(rf"^(?P<place>{_TOWN}(?:, [A-Z][\w. ]{{1,20}})?)\s*(?:—|–|--+)\s*(?=[\"“‘'«]?[A-ZÀ-ÖØ-Þ])")
SHORTEST_CAPITALS = 4
"""Letters of a place that nobody signs: shorter ones are abbreviations ("EU — …"); a guess."""

_NO_PLACES = frozenset(
    re.findall(
        r"\S+",
        "BREAKING UPDATE UPDATED UPDATES EXCLUSIVE WATCH OPINION ANALYSIS LIVE VIDEO VIDEOS PHOTO PHOTOS REVIEW "
        "CORRECTION EDITORIAL NEWS SPORT SPORTS ALERT NOTE EDITOR EDITORS INTERVIEW FEATURE EXPLAINER WARNING "
        "SPOILER LISTEN READ KEY FACT FACTBOX Q&A FOTO FOTOS EXKLUSIV KOMMENTAR EIL MISE VIDÉO DIRECT ANALYSE "
        "URGENT ÚLTIMA COLUMN POLL QUIZ OBITUARY PODCAST GALLERY RECIPE DEAR NATO NASA UNESCO UNICEF FIFA UEFA "
        "OPEC ASEAN COVID BRICS UNHCR INTERPOL WHO WHAT WHEN WHERE WHY HOW FOR IMMEDIATE RELEASE SPONSORED",
    )
)
"""Words in capitals that open a story and are no place."""

_BY = re.compile(r"^(?:By|BY|Von|Par|Por|Di|Door)\s+(?P<names>\S.{2,150}?)(?:\s{2,}|\n+)(?P<rest>\S)", re.DOTALL)
_BY_MIXED = re.compile(r"^By\s+(?P<names>(?:[A-Z][\w'.-]*[a-z][\w'.-]*\s+(?:and\s+)?){2,8})(?P<rest>[A-Z]{3,})")
_NAME = r"[A-Z][A-Z'’-]+(?:\s[A-Z]\.)?(?:\s[A-Z][A-Z'’-]+)"
_BY_CAPITALS = re.compile(
    rf"^B[Yy]\s+(?P<names>{_NAME}(?:,\s{_NAME})*(?:,?\s(?:and|AND)\s{_NAME})?)\s+(?P<rest>[A-Z]{{2,}})"
)
_SIGNED_FOR = re.compile(r",?\s+(?:The\s)?Associated Press(?:\s\w+)?$|,\s+(?:AP|Reuters|AFP)(?:\s\w+)?$", re.IGNORECASE)
_CORRESPONDENT = re.compile(r"^(?:Корр\.|.{2,30}\s[–-])\s*")


def parse_dateline(
    lead: str, *, anchor: date | None = None, registry: Registry | None = None
) -> PrintedDateline | None:
    """
    Read the dateline that opens a story.

    Knows ``PLACE, date (AGENCY) dash``, ``PLACE, date. /AGENCY/.``, ``PLACE. date. INTERFAX.RU -``,
    ``МЕСТО, date — РИА Новости.``, ``(AGENCY) - PLACE, date -``, ``PLACE--(BUSINESS WIRE)--``, ``Damascus, SANA-``,
    ``AKP Phnom Penh, date --``, ``20 ноября, Минск /Корр. БЕЛТА/.``, the forms of Chinese, Japanese and Korean
    agencies, ``PLACE —`` in capitals with a long dash, with and without a byline before them. A place that is not in
    capitals is none without an agency of the registry: too many sentences begin like one.

    Args:
        lead: The beginning of the text.
        anchor: Day of publication; gives the year of a day printed without one.
        registry: The agencies; those of the catalogue as well, ``Registry.with_sources``. By default the shipped ones.

    Returns:
        None when the lead has no dateline. Never a sentence taken for a place: "A spokesperson said (AP) …" is None.
    """
    text = lead[:WINDOW]
    agencies = registry or shipped()
    byline, start = _byline(text)
    for read in (_read_chinese, _read_bracketed, _read_signed, _read_capitals):
        if found := read(text[start:], agencies):
            head, agency, length, own_byline = found
            return _printed(text[: start + length], head, agency, own_byline or byline, anchor)
    return None


def dateline_row(printed: PrintedDateline) -> Dateline:
    """The dateline as the article stores it."""
    return Dateline(
        raw=printed.raw,
        place=printed.place,
        region=printed.region,
        country=printed.country,
        day=printed.date,
        year_inferred=printed.year_inferred,
        agency=printed.agency,
        span=printed.span,
    )


_Found = tuple[Head, str | None, int, str | None]
"""Head, agency, length of the dateline, and its byline."""


def _read_signed(text: str, agencies: Registry) -> _Found | None:
    for token, printed_head, believed, end in _matches(text):
        agency = agencies.of_token(token) or agencies.of_token(_CORRESPONDENT.sub("", token))
        if agency is None:
            continue
        head = read_head(printed_head)
        if is_place(head.place) and not _spells(head.place, token) and (head.day is not None or believed):
            return head, agency.agency_id, end, None
    return _read_unspaced(text, agencies)


def _matches(text: str) -> Iterator[tuple[str, str, bool, int]]:
    """The forms that fit: token, head, whether they are believed without a day, end."""
    for form in (_BRACKETS_FIRST, _BRACKETS, _SLASHES, _DASHED, _BARE, _COMMA):
        if (found := form.match(text)) is None:
            continue
        token, head = found["agency"], found["head"]
        if form is _BRACKETS:
            # Without a day and without a dash only the very beginning is believed: "the agency (AP) …" is a sentence
            believed = bool(found["dash"]) or (not head and text[found.end() :][:1].isupper())
        else:
            believed = form is _COMMA and token.isupper() and len(head.split()) <= 3
        yield token, head, believed, found.end()
    if found := _AGENCY_FIRST.match(text):
        yield found["agency"], found["head"], False, found.end()
    if found := _AGENCY_ALONE.match(text):
        yield found["agency"], "", True, found.end()


def _read_unspaced(text: str, agencies: Registry) -> _Found | None:
    """دمشق-سانا: in scripts without capitals only, as "Paris-Reuters" would be a firm."""
    found = _BEHIND_A_STROKE.match(text)
    if found is None or found["agency"].isascii() or found["agency"].lower() != found["agency"].upper():
        return None
    agency = agencies.of_token(found["agency"])
    return (Head(found["head"]), agency.agency_id, found.end(), None) if agency else None


def _read_chinese(text: str, agencies: Registry) -> _Found | None:
    found = _CHINESE.match(text)
    agency = agencies.of_token(found["agency"]) if found else None
    if found is None or agency is None:
        return None
    month, year = (int(found[part]) if found[part] else None for part in ("month", "year"))
    return Head(found["place"], month, int(found["day"]), year), agency.agency_id, found.end(), found["byline"]


def _read_bracketed(text: str, agencies: Registry) -> _Found | None:
    """(서울=연합뉴스) and 【ワシントン共同】: place and agency in one bracket."""
    found = _BRACKETED.match(text)
    if found is None or found["inner"].isascii():
        return None
    place, sign, token = found["inner"].replace("＝", "=").partition("=")
    if not sign:
        inner = found["inner"]
        cuts = (length for length in range(2, min(5, len(inner))) if agencies.of_token(inner[-length:]))
        length = max(cuts, default=0)
        place, token = inner[:-length].rstrip(), inner[-length:] if length else ""
    agency = agencies.of_token(token) if token and place else None
    return (Head(place), agency.agency_id, found.end(), found["byline"]) if agency else None


def _read_capitals(text: str, agencies: Registry) -> _Found | None:
    """A place alone: all in capitals, a long dash, then a sentence."""
    found = _CAPITALS.match(text)
    if found is None:
        return None
    place = found["place"]
    town = place.partition(",")[0]
    words = set(re.split(r"[ /-]", town))
    if words & _NO_PLACES or len(town) < SHORTEST_CAPITALS or agencies.of_token(town) or not is_place(place):
        return None
    return Head(place), None, found.end(), None


def _printed(text: str, head: Head, agency: str | None, byline: str | None, anchor: date | None) -> PrintedDateline:
    year, month, inferred, conflicting = head.year, head.month, None, None
    if year is None:
        inferred = day_near(anchor, month, head.day)
        if inferred:
            year, month = inferred.year, inferred.month
        elif anchor and month and head.day:
            conflicting = nearest_day(anchor, month, head.day)
    place = tidy(head.place) or None
    region, country = region_and_country(place) if place else (None, None)
    return PrintedDateline(
        raw=text.strip(),
        byline=tidy(byline) if byline else None,
        place=place,
        region=region,
        country=country,
        month=month,
        day=head.day,
        year=year,
        year_inferred=inferred is not None,
        agency=agency,
        conflicting=conflicting,
        span=len(text),
    )


def _byline(text: str) -> tuple[str | None, int]:
    found = _BY.match(text) or _BY_CAPITALS.match(text) or _BY_MIXED.match(text)
    return (_SIGNED_FOR.sub("", found["names"].strip()), found.start("rest")) if found else (None, 0)


def _spells(place: str, token: str) -> bool:
    """Whether a "place" is the token written out: "Pakistan Tehreek-e-Insaf (PTI)"."""
    initials = "".join(word[0] for word in re.split(r"[\s-]+", place) if word and word[0].isupper())
    return len(initials) > 1 and initials.casefold() == token.partition("/")[0].strip().casefold()
