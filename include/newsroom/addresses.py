"""How outlets make the addresses of their articles."""

import re
import unicodedata
from datetime import date

from newsroom.records import Outlet

_NOT_A_SLUG = re.compile(r"[^a-z0-9]+")


def article_path(outlet: Outlet, *, number: int, day: date, headline: str, section_id: str, language: str) -> str:
    """
    The canonical path of an article, with its query where the outlet's system works that way.

    Headlines that are not written in Latin letters leave no slug, so those addresses carry the number alone.
    """
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", errors="ignore").decode()
    slug = "-".join(_NOT_A_SLUG.sub(" ", plain.lower()).split()[:8])
    section = section_id if len(outlet.languages) == 1 else f"{language}/{section_id}"
    match outlet.url_style:
        case "dated":
            return f"/{day:%Y/%m/%d}/{slug}-{number}/"
        case "section":
            return f"/{section}/{slug}-{number}.html" if slug else f"/{section}/{number}.html"
        case "query":
            return f"/artikel.php?id={number}"
        case "compact":
            return f"/a/{day:%Y%m%d}/c{number}.html"
        case "number":
            return f"/{section}/{number}"
        case _:
            raise ValueError(f"no such style of addresses: {outlet.url_style!r}")


def redirecting_path(number: int) -> str:
    """The address some feeds give out, which answers 301 with the canonical one."""
    return f"/r/{number}"
