"""
Date strings of known instants: forms × zones × languages, written by babel and the standard library.

Nothing here is newslake's: what writes a date knows nothing of what reads it. The same for the same seed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from newslake.model import ParsedDate

PLACES = {
    "en_GB": ("GB", "Europe/London"), "en_US": ("US", "America/New_York"), "en_IN": ("IN", "Asia/Kolkata"),
    "en_AU": ("AU", "Australia/Sydney"), "de_DE": ("DE", "Europe/Berlin"), "de_AT": ("AT", "Europe/Vienna"),
    "fr_FR": ("FR", "Europe/Paris"), "fr_CA": ("CA", "America/Toronto"), "es_ES": ("ES", "Europe/Madrid"),
    "es_AR": ("AR", "America/Argentina/Buenos_Aires"), "es_MX": ("MX", "America/Mexico_City"),
    "pt_BR": ("BR", "America/Sao_Paulo"), "pt_PT": ("PT", "Europe/Lisbon"), "it_IT": ("IT", "Europe/Rome"),
    "nl_NL": ("NL", "Europe/Amsterdam"), "ru_RU": ("RU", "Europe/Moscow"), "uk_UA": ("UA", "Europe/Kyiv"),
    "be_BY": ("BY", "Europe/Minsk"), "bg_BG": ("BG", "Europe/Sofia"), "sr_RS": ("RS", "Europe/Belgrade"),
    "hr_HR": ("HR", "Europe/Zagreb"), "sl_SI": ("SI", "Europe/Ljubljana"), "mk_MK": ("MK", "Europe/Skopje"),
    "sk_SK": ("SK", "Europe/Bratislava"), "cs_CZ": ("CZ", "Europe/Prague"), "pl_PL": ("PL", "Europe/Warsaw"),
    "ro_RO": ("RO", "Europe/Bucharest"), "hu_HU": ("HU", "Europe/Budapest"), "sq_AL": ("AL", "Europe/Tirane"),
    "el_GR": ("GR", "Europe/Athens"), "tr_TR": ("TR", "Europe/Istanbul"), "az_AZ": ("AZ", "Asia/Baku"),
    "kk_KZ": ("KZ", "Asia/Almaty"), "ka_GE": ("GE", "Asia/Tbilisi"), "hy_AM": ("AM", "Asia/Yerevan"),
    "sv_SE": ("SE", "Europe/Stockholm"), "da_DK": ("DK", "Europe/Copenhagen"), "nb_NO": ("NO", "Europe/Oslo"),
    "fi_FI": ("FI", "Europe/Helsinki"), "et_EE": ("EE", "Europe/Tallinn"), "lv_LV": ("LV", "Europe/Riga"),
    "lt_LT": ("LT", "Europe/Vilnius"), "is_IS": ("IS", "Atlantic/Reykjavik"), "ca_ES": ("ES", "Europe/Madrid"),
    "sw_KE": ("KE", "Africa/Nairobi"), "id_ID": ("ID", "Asia/Jakarta"), "ms_MY": ("MY", "Asia/Kuala_Lumpur"),
    "fil_PH": ("PH", "Asia/Manila"), "vi_VN": ("VN", "Asia/Ho_Chi_Minh"), "ar_JO": ("JO", "Asia/Amman"),
    "ar_EG": ("EG", "Africa/Cairo"), "ar_MA": ("MA", "Africa/Casablanca"), "he_IL": ("IL", "Asia/Jerusalem"),
    "ur_PK": ("PK", "Asia/Karachi"), "hi_IN": ("IN", "Asia/Kolkata"), "bn_BD": ("BD", "Asia/Dhaka"),
    "ta_IN": ("IN", "Asia/Kolkata"), "th_TH": ("TH", "Asia/Bangkok"), "lo_LA": ("LA", "Asia/Vientiane"),
    "km_KH": ("KH", "Asia/Phnom_Penh"), "ko_KR": ("KR", "Asia/Seoul"), "ja_JP": ("JP", "Asia/Tokyo"),
    "zh_CN": ("CN", "Asia/Shanghai"), "zh_Hant_TW": ("TW", "Asia/Taipei"),
}  # fmt: skip
"""Locale to country and time zone."""

LABELS = {
    "de": "Veröffentlicht am {}", "en": "Published: {}", "fr": "Publié le {}", "es": "Publicado el {}",
    "pt": "Publicado em {}", "it": "Pubblicato il {}", "nl": "Gepubliceerd op {}", "ru": "Опубликовано {}",
    "tr": "Yayınlanma: {}", "pl": "Opublikowano: {}", "ar": "نشر في {}", "th": "เผยแพร่ {}", "lo": "ເຜີຍແຜ່ {}",
    "ja": "公開日：{}", "zh": "发布时间：{}", "ko": "입력 {}", "vi": "Đăng {}", "id": "Diterbitkan {}",
}  # fmt: skip

_ABBREVIATIONS = {"GMT": 0, "UT": 0, "Z": 0, "CET": 1, "CEST": 2, "MSK": 3, "JST": 9, "KST": 9, "WIB": 7, "EST": -5,
                  "EDT": -4, "PST": -8, "PDT": -7, "AEDT": 11, "NZST": 12, "SAST": 2, "ICT": 7}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A text, what is told about its publisher, and what it states; without an instant a day alone."""

    text: str
    about: dict[str, Any]
    instant: datetime | None
    day: date


def cases(count: int, *, seed: int = 4) -> Iterator[Case]:
    """At least ``count`` strings, by turns of a machine and a locale."""
    rng = Random(seed)
    made = 0
    locales = list(PLACES)
    while made < count:
        at = datetime(1995, 1, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(45 * 365 * 86_400))
        locale = locales[made % len(locales)]
        for case in (*_machine(at, rng), *_written(at, locale)):
            made += 1
            yield case


def _machine(at: datetime, rng: Random) -> Iterator[Case]:
    zone = ZoneInfo(rng.choice(list(PLACES.values()))[1])
    local = at.astimezone(zone)
    forms = [
        local.isoformat(), local.isoformat(sep=" "), local.isoformat(timespec="milliseconds"),
        local.strftime("%Y%m%dT%H%M%S%z"), local.strftime("%Y-%m-%dT%H:%M:%S%z"),
        local.strftime("%Y/%m/%d %H:%M:%S %z"),
        format_datetime(local), local.strftime("%a, %d %B %Y %H:%M:%S %z"), local.strftime("%A, %d-%b-%Y %H:%M:%S %z"),
        local.strftime("%B %d, %Y %I:%M:%S %p %z"), local.strftime("%a %b %d %Y %H:%M:%S GMT%z"),
        at.strftime("%a, %d %b %Y %H:%M:%S GMT"), at.strftime("%Y-%m-%dT%H:%M:%S,25Z"), at.strftime("%Y%m%d%H%M%SZ"),
        str(int(at.timestamp())), f"{int(at.timestamp())}000",
        local.strftime("%d/%b/%Y:%H:%M:%S %z").replace(":", " ", 1),
    ]  # fmt: skip
    for form in forms:
        yield Case(form, {}, at, at.date() if form.isdigit() or "Z" in form or "GMT" in form[-3:] else local.date())
    for name, hours in _ABBREVIATIONS.items():
        there = at + timedelta(hours=hours)
        yield Case(there.strftime(f"%a, %d %b %Y %H:%M:%S {name}"), {}, at, there.date())


def _written(at: datetime, locale: str) -> Iterator[Case]:
    country, zone_name = PLACES[locale]
    zone = ZoneInfo(zone_name)
    at = at.replace(second=0)
    local = at.astimezone(zone)
    language = locale.partition("_")[0]
    told = {"country": country, "language": locale.replace("_", "-"), "timezone": zone_name}
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    clock = local.strftime("%H:%M")
    # CLDR's own short formats and Lithuanian numbers are read by country; here the month is a word or comes second
    for width in ("full", "long", "medium"):
        day = format_date(local.date(), width, locale=locale)
        yield Case(day, told, None, local.date())
        yield Case(LABELS.get(language, "{}").format(day), told, None, local.date())
        yield Case(f"{day} {clock} UTC{local:%z}", told, at, local.date())
        if not twice:
            half_past = format_time(local.time(), "short", locale=locale)
            yield Case(f"{day}, {clock}", told, at, local.date())
            yield Case(f"{clock} | {day}", told, at, local.date())
            yield Case(LABELS.get(language, "{}").format(f"{day} - {clock}"), told, at, local.date())
            yield Case(f"{day} {half_past}", told, at, local.date())


def verdict(case: Case, read: ParsedDate | None) -> str:
    """right, null (nothing said, or the day without the instant) or wrong; ambiguous when it says so itself."""
    if read is None:
        return "null"
    if read.day != case.day or (read.instant is not None and read.instant != case.instant):
        return "ambiguous" if read.ambiguous else "wrong"
    return "right" if read.instant == case.instant else "null"
