"""What a source of the catalogue says of itself goes before what other agencies are called."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.agencies import Registry, shipped
from newslake.core.agencies.attribution import Attribution, Signs, attribute
from newslake.core.articles import read_page
from newslake.core.datelines import parse_dateline
from newslake.core.extraction import extract
from newslake.core.sources import Catalogue
from newslake.core.wires import parse_wire
from newslake.model import Author, Page, Source
from newslake.stages.parse import page_of

URL = "https://reef.example/a"
SHIPPED_TOKENS = sorted({token for agency in shipped().agencies for token in agency.tokens})
NAMES = ("Zephyr Gazette Dispatch", "Quillfeather Telegraph")


def agency(name, *tokens, source_id="reef", **facts):
    return Source(source_id=source_id, name=name, kind="agency", tokens=tokens, **facts)


def id_of(found):
    return found and found.agency_id


@given(name=st.sampled_from(NAMES), token=st.sampled_from(SHIPPED_TOKENS))
def test_a_token_that_somebody_has_is_its_own_in_its_catalogue(name, token):
    """Whichever shipped token a new agency signs with, it means the new one, and the new one keeps its name."""
    source = agency(name, token)
    registry = shipped().with_sources([source])

    found = [registry.of_token(token), registry.of_name(token), registry.of_name(name), registry.find("reef")]
    assert [id_of(one) for one in found] == [name] * 4
    assert attribute(Signs(authors=(Author(name=token),), url=URL), source, registry) == Attribution(name, "author")


@given(token=st.sampled_from(SHIPPED_TOKENS))
def test_its_own_pages_need_no_catalogue(token):
    """On its own pages an agency is itself, even where only the shipped agencies are known."""
    source = agency(NAMES[0], token)

    assert attribute(Signs(url=URL), source, shipped()) == Attribution(NAMES[0], "publisher")
    assert attribute(Signs(credit=token, url=URL), source, shipped()) == Attribution(NAMES[0], "credit")


@given(token=st.sampled_from(SHIPPED_TOKENS))
def test_of_two_that_sign_alike_each_is_itself_at_home(token):
    """Two sources of a catalogue share a token: on its own pages it means the one whose pages they are."""
    first, second = agency(NAMES[0], token), agency(NAMES[1], token, source_id="quill")
    registry = shipped().with_sources([first, second])

    told = [attribute(Signs(credit=token, url=URL), source, registry).agency for source in (first, second)]
    assert told == list(NAMES)
    assert id_of(registry.of_token(token)) == NAMES[0]


def test_of_two_on_one_host_each_is_itself():
    """Agencies that share a site are not one for that."""
    both = [agency(name, source_id=name, domains=("host.example",)) for name in NAMES]
    registry = shipped().with_sources(both)

    assert [attribute(Signs(url=URL), source, registry).agency for source in both] == list(NAMES)


@pytest.mark.parametrize(
    ("sources", "marks", "name"),
    [
        ([agency("Zenit"), agency("Zenit Wire", "Zenit")], ("Zenit", "ZENIT WIRE", "Zenit Wire"), "Zenit"),
        ([agency("Zenit Wire", "Zenit"), agency("Zenit")], ("Zenit", "ZENIT WIRE", "Zenit Wire"), "Zenit Wire"),
        ([agency("Zenit Wire", "ZW")], ("ZW", "Zenit Wire", "zenit wire"), "Zenit Wire"),
        ([agency("Зенит", "Zenit"), agency("Zenit")], ("Зенит", "Zenit"), "Зенит"),
        ([agency("TASS News Agency", "TASS-2")], ("TASS-2", "TASS", "TASS News Agency"), "TASS"),
        ([agency("Our Moscow friends", "TM-1", domains=("tass.com",))], ("TM-1", "TASS"), "TASS"),
    ],
)
def test_name_and_short_name_are_one_agency(sources, marks, name):
    """One canonical name, whichever mark is printed."""
    registry = shipped().with_sources(sources)

    assert {id_of(registry.of_name(mark)) for mark in marks} == {name}


def test_the_same_short_name_in_two_countries_is_two_agencies():
    taipei, nicosia = agency("NBA", country="TW"), agency("Nicosia Bulletin Agency", "NBA", country="CY")

    registry = shipped().with_sources([taipei, nicosia])

    assert id_of(registry.of_name("Nicosia Bulletin Agency")) == "Nicosia Bulletin Agency"


def test_a_provider_is_the_source_of_that_id():
    """A source's id may be the name of another agency: its clock is its own, or none."""
    cns = agency("Capital Note Sheet", source_id="cns", country="US")
    registry = shipped().with_sources([cns])
    data = json.dumps({"uri": "a:1", "headline": "H", "versioncreated": "2026-03-01T10:00:00", "body_text": "One."})

    assert id_of(shipped().find("cns")) == "CNS"
    assert Catalogue((cns,)).agency("cns", registry).timezone is None
    assert parse_wire(data.encode(), provider="CNS")[0].assumed_timezone == "Asia/Shanghai"
    assert parse_wire(data.encode(), provider="cns", registry=registry)[0].assumed_timezone is None


def test_a_wires_zone_and_dateline_are_those_of_the_catalogues_agency():
    harbour = agency("Harbour Wire", "HW", source_id="harbour", timezone="Europe/Oslo")
    registry = shipped().with_sources([harbour])
    text = "BERGEN, March 1 (HW) — The ferries run again."
    data = json.dumps({"uri": "a:1", "headline": "H", "versioncreated": "2026-03-01T10:00:00", "body_text": text})

    (item,) = parse_wire(data.encode(), provider="harbour", registry=registry)
    (unknown,) = parse_wire(data.encode(), provider="harbour")

    assert (item.assumed_timezone, item.located) == ("Europe/Oslo", "BERGEN")
    assert (unknown.assumed_timezone, unknown.located) == (None, None)
    assert id_of(registry.find("harbour")) == parse_dateline(text, registry=registry).agency == "Harbour Wire"


PAGE = f"""<html><head><title>Ferries run again</title>{{head}}</head><body><article><h1>Ferries run again</h1>
{{byline}}<p>{"The ferries run again after the storm. " * 8}</p></article></body></html>"""


@pytest.mark.parametrize(
    "where",
    [
        {"head": '<meta name="author" content="Ann Lee, {name}">'},
        {"byline": '<p class="byline">By Ann Lee, {name}</p>'},
        {"head": '<script type="application/ld+json">{{"@type": "NewsArticle", "author": "Ann Lee, {name}"}}</script>'},
    ],
)
@pytest.mark.parametrize("name", ["Harbour Wire", "Reuters"])
def test_an_agency_among_the_authors_has_its_role(where, name):
    """An agency of the catalogue is told from people as a shipped one is."""
    html = PAGE.format(**{"head": "", "byline": ""} | {key: text.format(name=name) for key, text in where.items()})
    registry = shipped().with_sources([agency("Harbour Wire")])

    read = extract(html.encode(), URL, registry=registry)

    assert [(one.name, one.role) for one in read.authors] == [("Ann Lee", None), (name, "agency")]


def test_a_page_is_read_with_the_catalogues_agencies():
    """``read_page`` hands the registry on: authors, dateline and agency agree."""
    html = PAGE.format(head='<meta name="author" content="CNS">', byline="")
    page: Page = page_of(URL, None, datetime(2026, 3, 1, tzinfo=UTC))
    coral = agency("Coral Shore Service", "CNS")

    article = read_page(html.encode(), page, coral)

    assert [(one.name, one.role, one.organisation) for one in article.authors] == [
        ("CNS", "agency", "Coral Shore Service")
    ]
    assert (article.agency, article.agency_evidence) == ("Coral Shore Service", "author")


def test_no_agencies_are_no_registry():
    """Publishers add nothing."""
    registry = Registry(())

    assert registry.with_sources([Source(source_id="a", name="A Paper", tokens=("AP",))]) is registry
