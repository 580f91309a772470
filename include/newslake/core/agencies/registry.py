"""News agencies: how they sign. The registry is ``agencies.toml``; the agencies of a catalogue are added to it."""

import pkgutil
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from newslake.core.text import slug
from newslake.model import Source

SHORTEST_NAME = 5
"""A name of a catalogue counts in any case from this length on: "Orbis", but not "ANI" (a guess)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """
    An agency and its marks.

    Attributes:
        agency_id: The name that goes into the column ``agency``.
        tokens: What stands in datelines, bylines and credits, as printed; capitals count, "AP" is no "ap".
        names: Written out, for bylines; case does not count.
        sites: Its own hosts.
        timezone: IANA name of its headquarters' zone; None where its stamps follow another one, or several.
        kind: agency or press_release.
    """

    agency_id: str
    tokens: tuple[str, ...]
    names: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    country: str | None = None
    timezone: str | None = None
    kind: str = "agency"


@dataclass(frozen=True, slots=True)
class Registry:
    """Agencies with look-ups; of two that claim a token the first one has it."""

    agencies: tuple[Agency, ...]
    _by_token: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_site: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_id: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_slug: dict[str, Agency] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_token: dict[str, Agency] = {}
        by_name: dict[str, Agency] = {}
        by_site: dict[str, Agency] = {}
        by_id: dict[str, Agency] = {}
        for agency in self.agencies:
            by_id.setdefault(agency.agency_id, agency)
            for token in agency.tokens:
                by_token.setdefault(token, agency)
            for name in agency.names:
                by_name.setdefault(name, agency)
            for site in agency.sites:
                by_site.setdefault(site, agency)
        object.__setattr__(self, "_by_token", by_token)
        object.__setattr__(self, "_by_name", by_name)
        object.__setattr__(self, "_by_site", by_site)
        object.__setattr__(self, "_by_id", by_id)
        by_slug: dict[str, Agency] = {}
        for named in (by_id, by_token, by_name):
            for name, agency in named.items():
                by_slug.setdefault(_slug(name), agency)
        object.__setattr__(self, "_by_slug", by_slug)

    def get(self, agency_id: str) -> Agency | None:
        """The agency of that id, as written; None when there is none."""
        return self._by_id.get(agency_id)

    def find(self, id_or_slug: str) -> Agency | None:
        """
        The agency that a person means: by id, else token, else name, however they are spelled; None when nobody is.

        "tass", "TASS", "ap", "associated-press". An id goes before another agency's token: "cns" is China News Service.
        """
        return self._by_id.get(id_or_slug) or self._by_slug.get(_slug(id_or_slug))

    def of_token(self, token: str) -> Agency | None:
        """
        The agency that signs with a token; None when nobody does.

        A desk or a brand behind a stroke counts as its agency, "dpa/lni", and so does white space more or less.
        """
        token = " ".join(token.split())
        return self._by_token.get(token) or self._by_token.get(token.partition("/")[0].strip())

    def of_name(self, name: str) -> Agency | None:
        """The agency behind a name in a byline, "The Associated Press" or "AFP"; None when it is nobody's."""
        name = " ".join(name.split())
        return self._by_name.get(name.casefold()) or self._by_token.get(name)

    def of_site(self, host: str) -> Agency | None:
        """The agency whose page that is; None when it is nobody's."""
        parts = host.removeprefix("www.").split(".")
        tails = (".".join(parts[start:]) for start in range(len(parts) - 1))
        return next((agency for tail in tails if (agency := self._by_site.get(tail))), None)

    def with_sources(self, sources: Iterable[Source]) -> "Registry":
        """
        The registry and the agencies of a catalogue.

        A source of the kind agency or press_release that is known here by its name or a token adds its tokens to
        that entry; any other is an entry of its own, by its name. Its name signs in capitals, too.
        """
        known = list(self.agencies)
        for source in sources:
            if source.kind not in ("agency", "press_release"):
                continue
            own = self.of_name(source.name) or next(filter(None, map(self.of_token, source.tokens)), None)
            names = (source.name, *((source.native_name,) if source.native_name else ()))
            known.append(
                Agency(
                    agency_id=own.agency_id if own else source.name,
                    tokens=tuple(dict.fromkeys((*source.tokens, *names, *(name.upper() for name in names)))),
                    names=tuple(name.casefold() for name in names if len(name) >= SHORTEST_NAME),
                    sites=source.domains,
                    country=source.country,
                    timezone=source.timezone or (own.timezone if own else None),
                    kind=source.kind,
                )
            )
        return Registry(tuple(known))


def _slug(text: str) -> str:
    return slug(text.casefold())


@cache
def shipped() -> Registry:
    """The registry of ``agencies.toml``."""
    packed = pkgutil.get_data(__package__, "agencies.toml") or b""  # part of the code, as it were
    return Registry(tuple(map(_agency, tomllib.loads(packed.decode())["agency"])))


def _agency(row: dict[str, str | list[str]]) -> Agency:
    texts = {key: value for key, value in row.items() if isinstance(value, str)}
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    name = texts["name"].casefold()
    return Agency(
        agency_id=texts["id"],
        tokens=lists["tokens"],
        names=tuple(dict.fromkeys((name, name.removeprefix("the "), *lists.get("names", ())))),
        sites=lists["sites"],
        country=texts.get("country"),
        timezone=texts.get("timezone"),
        kind=texts.get("kind", "agency"),
    )


def agency_of_token(token: str) -> str | None:
    """Id of the shipped agency that signs with a token."""
    found = shipped().of_token(token)
    return found.agency_id if found else None


def agency_of_name(name: str) -> str | None:
    """Id of the shipped agency behind a name in a byline."""
    found = shipped().of_name(name)
    return found.agency_id if found else None


_DESK = re.compile(r"\s+(?:staff(?: writers?| reporters?)?|writers?|reporters?|correspondents?|news agency)\.?$", re.I)


def without_desk(name: str) -> str:
    """ "Reuters Staff" and "Associated Press Writer" are the agency."""
    return _DESK.sub("", name.strip())
