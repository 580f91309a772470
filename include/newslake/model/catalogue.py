"""The catalogue: outlets, where their news is, and how their pages are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """
    One feed of a source.

    Attributes:
        feed_id: ``<source_id>/<first 8 hex digits of the SHA-256 of the address>``: stable while the address is.
        ttl_minutes: How long a visit stays fresh; the feed is due again after that.
    """

    feed_id: str
    source_id: str
    url: str
    ttl_minutes: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """
    One way in which an agency delivers.

    Attributes:
        wire_id: ``<provider>/<first 8 hex digits of the SHA-256 of the location>``: stable while the location is.
        provider: Id of the agency; with an item's uri the key of a story.
        location: A drop folder, as a path or an fsspec URL; or the http(s) address of a cursor.
        format: Name of the format; None: told by each file's content. A cursor's is ``ap_media``.
        api_key_env: Environment variable that holds the key for a cursor; None: it wants none.
    """

    wire_id: str
    provider: str
    location: str
    format: str | None = None
    api_key_env: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """
    CSS selectors for the pages of one outlet; where one matches, what it names goes before all rules.

    Attributes:
        body: The elements whose blocks are the text.
        headline: The element that holds it.
        authors: The elements that name one or more.
        published: The element with the date of publication, in ``datetime``, ``content`` or its text.
        remove: What is taken out of the page before anything is read.
    """

    body: str | None = None
    headline: str | None = None
    authors: str | None = None
    published: str | None = None
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    An outlet of the catalogue.

    Attributes:
        source_id: Slug, stable for ever.
        kind: publisher, agency, aggregator, press_release, broadcaster or government.
        homepage: Where readers find it; its host is the first of its domains.
        country: ISO 3166-1 alpha-2.
        languages: BCP 47 tags, the main one first.
        timezone: IANA name; the zone assumed for dates that state none.
        domains: Hosts whose pages belong to it, without "www."; the main one first.
        native_name: As its readers write it, where that is not ``name``.
        parent: Id of the source it belongs to.
        date_order: dmy, mdy or ymd, where its pages do not follow the country.
        tokens: How it signs in datelines, bylines and credits, as printed.
        host_delay_s: Least seconds between two requests to its hosts, where it wants more than others.
        selectors: For its pages, where the rules read them badly.
        verified: False when nobody could try its addresses yet.
    """

    source_id: str
    name: str
    kind: str = "publisher"
    homepage: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    domains: tuple[str, ...] = ()
    feeds: tuple[Feed, ...] = ()
    wires: tuple[Wire, ...] = ()
    native_name: str | None = None
    parent: str | None = None
    date_order: str | None = None
    tokens: tuple[str, ...] = ()
    host_delay_s: float | None = None
    selectors: Selectors = Selectors()
    verified: bool = True
