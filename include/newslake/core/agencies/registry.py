"""News agencies: how they sign. The registry is ``agencies.toml``; the agencies of a catalogue are added to it."""

import pkgutil
import re
import tomllib
from collections.abc import Callable, Iterable
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
        source_id: Of the catalogue's source that it is made of; None for a shipped one.
    """

    agency_id: str
    tokens: tuple[str, ...]
    names: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    country: str | None = None
    timezone: str | None = None
    kind: str = "agency"
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """
    Agencies with look-ups; of two that claim a token the first one has it.

    Attributes:
        below: Asked when none of these agencies answers: the shipped ones below those of a catalogue.
    """

    agencies: tuple[Agency, ...]
    below: "Registry | None" = None
    _by_token: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_name: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_site: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_id: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_source: dict[str, Agency] = field(init=False, repr=False, compare=False)
    _by_slug: dict[str, Agency] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = _first_of(self.agencies, lambda agency: (agency.agency_id,))
        by_token = _first_of(self.agencies, lambda agency: agency.tokens)
        by_name = _first_of(self.agencies, lambda agency: agency.names)
        by_source = _first_of(self.agencies, lambda agency: (agency.source_id,))
        by_slug = dict(by_source)
        for named in (by_id, by_token, by_name):
            for name, agency in named.items():
                by_slug.setdefault(_slug(name), agency)
        object.__setattr__(self, "_by_token", by_token)
        object.__setattr__(self, "_by_name", by_name)
        object.__setattr__(self, "_by_site", _first_of(self.agencies, lambda agency: agency.sites))
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "_by_source", by_source)
        object.__setattr__(self, "_by_slug", by_slug)

    def find(self, id_or_slug: str) -> Agency | None:
        """
        The agency that a person means: by id, else token, else name, however they are spelled; None when nobody is.

        "tass", "TASS", "ap", "associated-press". An id goes before another agency's token: "cns" is China News Service,
        unless a source of the catalogue has that id or signs so.
        """
        found = self._by_source.get(id_or_slug) or self._by_id.get(id_or_slug) or self._by_slug.get(_slug(id_or_slug))
        return found or (self.below.find(id_or_slug) if self.below else None)

    def of_token(self, token: str) -> Agency | None:
        """
        The agency that signs with a token; None when nobody does.

        A desk or a brand behind a stroke counts as its agency, "dpa/lni", and so does white space more or less.
        """
        token = " ".join(token.split())
        found = self._by_token.get(token) or self._by_token.get(token.partition("/")[0].strip())
        return found or (self.below.of_token(token) if self.below else None)

    def of_name(self, name: str) -> Agency | None:
        """The agency behind a name in a byline, "The Associated Press" or "AFP"; None when it is nobody's."""
        name = " ".join(name.split())
        found = self._by_name.get(name.casefold()) or self._by_token.get(name)
        return found or (self.below.of_name(name) if self.below else None)

    def of_site(self, host: str) -> Agency | None:
        """The agency whose page that is; None when it is nobody's."""
        parts = host.removeprefix("www.").split(".")
        tails = (".".join(parts[start:]) for start in range(len(parts) - 1))
        found = next((agency for tail in tails if (agency := self._by_site.get(tail))), None)
        return found or (self.below.of_site(host) if self.below else None)

    def with_sources(self, sources: Iterable[Source]) -> "Registry":
        """
        The registry below the agencies of a catalogue: what a source says of itself goes first.

        A source of the kind agency or press_release has its tokens and its name, in capitals, too. It goes by the id
        of an agency that is known here by its name or its site, else by that of an earlier source of which one signs
        with the other's name, else by its name. A token alone makes nobody another agency: many sign "CNS".
        """
        known: list[Agency] = []
        for source in sources:
            if source.kind in ("agency", "press_release"):
                own = self._known(source) or next((agency for agency in known if _is_same(agency, source)), None)
                known.append(_of_source(source, own))
        return Registry(tuple(known), below=self) if known else self

    def _known(self, source: Source) -> Agency | None:
        """The agency that a source is: its own entry, else that with a site of it, or its name in its country."""
        if own := self._by_source.get(source.source_id):
            return own
        by_site = (self.of_site(domain) for domain in source.domains)
        by_name = (self.of_name(without_desk(name)) or self.of_name(name) for name in _names(source))
        same = (agency for agency in by_name if agency and not _is_elsewhere(agency, source))
        return next(filter(None, (*by_site, *same)), None)


def _first_of(agencies: Iterable[Agency], marks: Callable[[Agency], Iterable[str | None]]) -> dict[str, Agency]:
    first: dict[str, Agency] = {}
    for agency in agencies:
        for mark in marks(agency):
            if mark:
                first.setdefault(mark, agency)
    return first


def _names(source: Source) -> tuple[str, ...]:
    return tuple(filter(None, (source.name, source.native_name)))


def _is_elsewhere(agency: Agency, source: Source) -> bool:
    return bool(agency.country and source.country and agency.country != source.country)


def _is_same(agency: Agency, source: Source) -> bool:
    """Whether two sources are one agency, "Meridian" and "Meridian Wire": one signs with the other's name."""
    if _is_elsewhere(agency, source):
        return False
    return agency.agency_id in (*_names(source), *source.tokens) or not set(_names(source)).isdisjoint(agency.tokens)


def _of_source(source: Source, own: Agency | None) -> Agency:
    names = _names(source)
    return Agency(
        agency_id=own.agency_id if own else source.name,
        tokens=tuple(dict.fromkeys((*source.tokens, *names, *(name.upper() for name in names)))),
        names=tuple(name.casefold() for name in names if len(name) >= SHORTEST_NAME),
        sites=source.domains,
        country=source.country or (own.country if own else None),
        timezone=source.timezone or (own.timezone if own else None),
        kind=source.kind,
        source_id=source.source_id,
    )


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


_DESK = re.compile(r"\s+(?:staff(?: writers?| reporters?)?|writers?|reporters?|correspondents?|news agency)\.?$", re.I)


def without_desk(name: str) -> str:
    """ "Reuters Staff" and "Associated Press Writer" are the agency."""
    return _DESK.sub("", name.strip())
