"""The catalogue: which source a page belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.sources.catalogue import Catalogue, domains_of, unknown_source
from newslake.model import Feed, Source


def source(source_id, homepage=None, feeds=(), **more):
    made = tuple(Feed(feed_id=f"{source_id}/{n}", source_id=source_id, url=url) for n, url in enumerate(feeds))
    return Source(source_id=source_id, name=source_id.title(), homepage=homepage, feeds=made, **more)


COURIER = source(
    "courier", "https://www.portcourier.com/", ["https://feeds.example.net/courier.xml"], domains=("portcourier.com",)
)
SPORT = source("sport", "https://sport.portcourier.com/", ["https://sport.portcourier.com/rss"])
WORLD = source("world", "https://www.portcourier.com/world", ["https://www.portcourier.com/world.rss"])
PORT = source("port", "http://127.0.1.3:8765/", ["http://127.0.1.3:8765/feed"], domains=("127.0.1.3",))
OTHER = source("other", "http://127.0.1.4:8765/", domains=("127.0.1.4",))
CATALOGUE = Catalogue((COURIER, SPORT, WORLD, PORT, OTHER))


@pytest.mark.parametrize(
    ("url", "feed_source", "owner"),
    [
        ("https://www.portcourier.com/a", "courier", "courier"),
        ("https://portcourier.com/a", "port", "courier"),
        ("https://sport.portcourier.com/a", "courier", "sport"),
        ("https://www.portcourier.com/world/a", "world", "world"),
        ("https://blog.portcourier.com/a", "port", "courier"),
        ("https://blog.portcourier.com/a", "sport", "sport"),
        ("https://feeds.example.net/a", "courier", "courier"),
        ("http://127.0.1.3:8765/a", "port", "port"),
        ("http://127.0.1.3:9999/a", "other", "port"),
        ("http://127.0.1.4/a", "port", "other"),
        ("mailto:x", "port", "port"),
    ],
)
def test_owner(url, feed_source, owner):
    """The address decides, ports and www. do not; where sources share a host, the feed does."""
    assert CATALOGUE.source_of(url, feed_source_id=feed_source).source_id == owner


@pytest.mark.parametrize(
    ("url", "source_id", "name"),
    [
        ("https://news.elsewhere.co.uk/a", "elsewhere-co-uk", "elsewhere.co.uk"),
        ("http://127.0.1.9:8765/a", "127-0-1-9", "127.0.1.9"),
    ],
)
def test_a_domain_of_its_own(url, source_id, name):
    """A page outside the catalogue gets a source named by its registered domain."""
    owner = CATALOGUE.source_of(url, feed_source_id="courier")

    assert (owner.source_id, owner.name, owner.domains, owner.verified) == (source_id, name, (name,), False)
    assert owner == unknown_source(name)


def test_look_up():
    """By id; None for an id nobody has. Domains are the home page's first, without www."""
    assert CATALOGUE.get("port") is PORT
    assert CATALOGUE.get("nobody") is None
    assert domains_of(COURIER) == ("portcourier.com",)
    assert Catalogue(()).source_of("", feed_source_id="gone").source_id == "gone"


@given(st.text(), st.sampled_from(["courier", "gone"]))
def test_every_address_has_an_owner(url, feed_source):
    """Any text at all belongs to some source."""
    assert CATALOGUE.source_of(url, feed_source_id=feed_source).source_id


def test_an_aggregators_page_belongs_to_the_source_it_states():
    """Addresses at Google News say nothing of the publisher; ``<source url>`` of the entry does."""
    google = Source(source_id="google", name="Google News", kind="aggregator", homepage="https://news.google.com/")
    paper = Source(source_id="paper", name="Paper", homepage="https://www.paper.example/")
    known = Catalogue((google, paper))
    link = "https://news.google.com/rss/articles/CBMi"

    assert known.source_of(link, feed_source_id="google", stated_url="https://paper.example") is paper
    assert known.source_of(link, feed_source_id="google", stated_url="https://else.example").source_id == "else-example"
    assert known.source_of(link, feed_source_id="google") is google
    assert (
        known.source_of("https://paper.example/a", feed_source_id="google", stated_url="https://else.example") is paper
    )
