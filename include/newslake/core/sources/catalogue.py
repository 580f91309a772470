"""The catalogue in memory: which source a page belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from newslake.core.agencies import Registry
from newslake.core.text import slug
from newslake.core.urls import host_of, registered_domain
from newslake.model import Feed, Source


@dataclass(frozen=True, slots=True)
class Catalogue:
    """
    The sources that are known, with look-ups.

    Attributes:
        sources: In the order of the catalogue; of two that claim a domain the first one has it.
    """

    sources: tuple[Source, ...]
    _by_id: dict[str, Source] = field(init=False, repr=False, compare=False)
    _by_domain: dict[str, Source] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_domain: dict[str, Source] = {}
        for source in self.sources:
            for host in domains_of(source):
                by_domain.setdefault(host, source)
        object.__setattr__(self, "_by_id", {source.source_id: source for source in reversed(self.sources)})
        object.__setattr__(self, "_by_domain", by_domain)

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds of all sources."""
        return tuple(feed for source in self.sources for feed in source.feeds)

    def get(self, source_id: str) -> Source | None:
        """The source of that id; None when there is none."""
        return self._by_id.get(source_id)

    def agency(self, provider: str, registry: Registry) -> Source:
        """
        The agency of that id: a source of the catalogue; else what the registry knows of it; else its bare name.

        Without feeds and wires: this is for what it sends.
        """
        known = registry.find(provider)
        if found := self._by_id.get(provider):
            zone = found.timezone or (known.timezone if known else None)
            return replace(found, feeds=(), wires=(), timezone=zone)
        if known is None:
            return Source(source_id=slug(provider), name=provider, kind="agency", verified=False)
        return Source(
            source_id=slug(provider),
            name=known.agency_id,
            kind=known.kind,
            country=known.country,
            timezone=known.timezone,
            domains=known.sites,
        )

    def serving(self, url: str) -> Source | None:
        """The source whose domain an address is on, by host and then by registered domain; None when nobody's is."""
        host = _plain_host(url)
        return self._by_domain.get(host) or (self._by_domain.get(registered_domain(host)) if host else None)

    def source_of(self, url: str, *, feed_source_id: str, stated_url: str | None = None) -> Source:
        """
        The source that serves a page: who publishes it is decided by its address, not by the feed that named it.

        In this order: the feed's own source, when the page's host is one of its domains or of its feeds' hosts (two
        sources may share a host, and then the feed knows best); the source with that host among its domains; the
        feed's own source and then any other, by registered domain; a new source of the page's own, named by its
        registered domain. An address without a host belongs to the feed's source. Ports do not count:
        127.0.1.3:8765 is the domain 127.0.1.3.

        A page on an aggregator's own site belongs to the source its entry states, where it states one: addresses at
        Google News say nothing of the publisher, ``<source url>`` does.

        Args:
            stated_url: ``<source url>`` of the entry.
        """
        found = self._served_by(url, feed_source_id)
        if found.kind == "aggregator" and stated_url and _plain_host(stated_url):
            return self._served_by(stated_url, found.source_id)
        return found

    def _served_by(self, url: str, feed_source_id: str) -> Source:
        feed_source = self._by_id.get(feed_source_id)
        host = _plain_host(url)
        if not host:
            return feed_source or unknown_source(feed_source_id)
        if feed_source and (host in domains_of(feed_source) or host in _feed_hosts(feed_source)):
            return feed_source
        if host in self._by_domain:
            return self._by_domain[host]
        domain = registered_domain(host)
        if feed_source and any(registered_domain(known) == domain for known in domains_of(feed_source)):
            return feed_source
        return self._by_domain.get(domain) or unknown_source(domain)


def unknown_source(domain: str) -> Source:
    """The row of its own that a domain outside the catalogue gets: nothing is known of it but its name."""
    return Source(source_id=slug(domain), name=domain, domains=(domain,), verified=False)


def domains_of(source: Source) -> tuple[str, ...]:
    """The hosts of a source without "www.": those of the catalogue, its home page's first."""
    home = [_plain_host(source.homepage)] if source.homepage else []
    return tuple(dict.fromkeys(host for host in (*home, *map(_plain, source.domains)) if host))


def _feed_hosts(source: Source) -> Iterable[str]:
    return (_plain_host(feed.url) for feed in source.feeds)


def _plain_host(url: str) -> str:
    return _plain(host_of(url))


def _plain(host: str) -> str:
    return host.strip().lower().removeprefix("www.")
