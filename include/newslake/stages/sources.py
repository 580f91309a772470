"""Sources and addresses: the catalogue as the command line shows it, and what is written for it."""

from pathlib import Path

from newslake.core.sources import Catalogue
from newslake.core.sources.opml import Listed, format_opml, home_of, looks_like_feed, parse_opml, stanza
from newslake.core.text import slug
from newslake.core.urls import canonical_url, host_of, registered_domain
from newslake.edge.catalog import load_catalog
from newslake.errors import SettingsError
from newslake.model import Source


def list_sources(name: str) -> tuple[Source, ...]:
    """
    The sources of a catalogue: a file, a folder, or the name of one shipped.

    Raises:
        SettingsError: It has a mistake; the text names file, line and field.
    """
    return load_catalog(name)


def find_source(name: str, source_id: str) -> Source:
    """
    One source of a catalogue, by its id or a host of its.

    Raises:
        SettingsError: There is none; the text names ids that come near.
    """
    catalogue = Catalogue(load_catalog(name))
    found = catalogue.get(source_id) or catalogue.serving(f"https://{source_id}/") or catalogue.serving(source_id)
    if found is None:
        near = [source.source_id for source in catalogue.sources if source_id.lower() in source.source_id][:5]
        hint = f"; there are {', '.join(near)}" if near else "; 'newslake sources list' has them all"
        raise SettingsError(f"no source '{source_id}' in {name}{hint}")
    return found


def propose_source(name: str, url: str) -> str:
    """
    What to write into a catalogue for an address: a stanza in YAML, to be completed by a person.

    Finding the feeds of a home page by itself is for ``discover``; a given feed is taken as it is.

    Raises:
        SettingsError: It is no http(s) address, or a source has it already.
    """
    if not host_of(url):
        raise SettingsError(f"{url}: give an http(s) address, such as https://example.org/")
    known = Catalogue(load_catalog(name)).serving(url)
    if known and (not looks_like_feed(url) or any(feed.url == url for feed in known.feeds)):
        raise SettingsError(f"{url} belongs to the source '{known.source_id}' of {name} already")
    domain = registered_domain(host_of(url))
    return stanza(domain, home_of(url), [url] if looks_like_feed(url) else ())


def import_opml(path: Path) -> str:
    """
    A catalogue in YAML of the feeds that an OPML file lists, one source a registered domain of home page or feed.

    Raises:
        SettingsError: The file cannot be read, or lists no feed.
    """
    try:
        listed = parse_opml(path.read_bytes())
    except OSError as e:
        raise SettingsError(f"{path}: {e.strerror}") from e
    if not listed:
        raise SettingsError(f"{path}: no feed in it; an OPML list has <outline xmlUrl=…>")
    by_domain: dict[str, list[Listed]] = {}
    for feed in listed:
        by_domain.setdefault(registered_domain(host_of(feed.homepage or feed.url)), []).append(feed)
    stanzas = [
        stanza(
            feeds[0].name,
            feeds[0].homepage or home_of(feeds[0].url),
            [feed.url for feed in feeds],
            language=feeds[0].language,
            source_id=slug(domain),
        )
        for domain, feeds in by_domain.items()
    ]
    return "sources:\n" + "\n\n".join(stanzas)


def export_opml(name: str) -> bytes:
    """The feeds of a catalogue as OPML 2.0."""
    return format_opml(load_catalog(name))


def forms_of(url: str) -> tuple[str, ...]:
    """The forms in which the lake may know an address: as given, and canonical."""
    return tuple(dict.fromkeys((url, canonical_url(url))))
