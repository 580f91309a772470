"""A wire item becomes an article by the normalising that pages have; what is none has a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.articles.from_wire import from_wire, read_delivery
from newslake.core.articles.identity import article_id, story_id
from newslake.model import Article, Author, Reason, Rejection, Source, WireFormat, WireItem
from newsroom.wires import many
from tests.samples import NOON, make_delivery

TASS = Source(
    source_id="tass", name="TASS", kind="agency", country="RU", timezone="Europe/Moscow", domains=("tass.com",)
)
BODY = "VIENTIANE, March 2. /TASS/. The ferry is back.\n\nIt had been away for a year, its owner said on Monday."
ITEM = WireItem(
    format=WireFormat.NEWSML_G2,
    item_class="text",
    provider="tass",
    uri="urn:newsml:tass.com:20260302:1",
    version=1,
    headline="Ferry returns",
    article_body=BODY,
    byline="By Ann Lee and Bo Chen",
    first_created=NOON - timedelta(hours=1),
    first_created_raw="2026-03-02T11:00:00Z",
    version_created=NOON,
    version_created_raw="2026-03-02T12:00:00Z",
    in_language="en",
    urgency=3,
)
DELIVERY = make_delivery(provider="tass", received_at=NOON + timedelta(minutes=1))


def made(**changes):
    """The article or rejection of the item with changes."""
    fields = {name: getattr(ITEM, name) for name in WireItem.__slots__} | changes
    return from_wire(WireItem(**fields), DELIVERY, TASS)


def test_every_witness_is_read_as_that_of_a_page():
    """Language, dateline, authors, agency, day at the publisher's place."""
    article = made()

    assert isinstance(article, Article)
    assert (article.source_id, article.publisher, article.agency) == ("tass", "TASS", "TASS")
    assert article.authors == (Author(name="Ann Lee"), Author(name="Bo Chen"))
    assert (article.in_language, article.in_language_basis) == ("en", "declared+detected")
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.agency, article.dateline.day) == (
        "VIENTIANE",
        "TASS",
        date(2026, 3, 2),
    )
    assert (article.date_published, article.date_published_basis) == (NOON - timedelta(hours=1), "wire")
    assert article.date_published_confidence == 1.0
    assert article.date_published_local == date(2026, 3, 2)
    assert (article.date_modified, article.fetched_at) == (NOON, NOON + timedelta(minutes=1))
    assert (article.url, article.domain, article.body_source) == (ITEM.uri, "tass.com", "wire")
    assert dict(article.provenance)["uri"].method == "stated"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"item_class": "picture"}, Reason.NOT_TEXT),
        ({"item_class": "planning", "article_body": None}, Reason.NOT_TEXT),
        ({"article_body": None, "headline": None}, Reason.NO_BODY),
    ],
)
def test_what_is_no_article_is_a_rejection(changes, reason):
    """With the item's address, and the headline to find it by."""
    rejection = made(**changes)

    assert isinstance(rejection, Rejection)
    assert (rejection.stage, rejection.reason, rejection.url) == ("receive", reason, ITEM.uri)


def test_an_alert_is_an_article_of_no_words():
    """A headline is all there is; no body is made of it."""
    article = made(article_body=None)

    assert (article.headline, article.article_body, article.word_count) == ("Ferry returns", None, 0)


def test_a_kill_needs_neither_text_nor_headline():
    """It withdraws the story all the same."""
    assert made(article_body=None, headline=None, pub_status="canceled").pub_status == "canceled"


@pytest.mark.parametrize(
    ("changes", "confidence"),
    [({"version": 1}, 1.0), ({"version": 2}, 0.5), ({"version": None, "correction_kind": "update"}, 0.5)],
)
def test_a_later_version_is_a_last_bound_for_the_publication(changes, confidence):
    """Where only the version's instant is stated."""
    article = made(first_created=None, first_created_raw=None, **changes)

    assert (article.date_published, article.date_published_confidence) == (NOON, confidence)


def test_a_zone_that_was_assumed_is_told():
    """The stamp states none; the agency's was taken."""
    article = made(first_created_raw="2026-03-02T14:00:00", assumed_timezone="Europe/Moscow")

    assert article.date_published == NOON - timedelta(hours=1)
    assert article.date_zone == "assumed:Europe/Moscow"
    assert article.date_published_confidence < 0.9


def test_a_stamp_that_is_no_instant_leaves_the_day():
    """Nobody knows the zone."""
    article = made(first_created=None, first_created_raw="2026-03-02T14:00:00", version_created=None)

    assert (article.date_published, article.date_published_local) == (None, date(2026, 3, 2))


def test_a_stamp_in_the_future_is_no_publication():
    """A clock gone wrong; the time of receipt never takes its place."""
    later = datetime(2027, 1, 1, tzinfo=UTC)

    assert made(first_created=later, first_created_raw=later.isoformat()).date_published is None


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("urn:newsml:x:1", "urn:newsml:x:1"),
        ("tag:x,2026:1", "tag:x,2026:1"),
        ("https://www.example.org/a?utm_source=x", "https://www.example.org/a"),
        ("AB 12/ü", "urn:newslake:tass:AB%2012/%C3%BC"),
    ],
)
def test_the_address_is_the_uri_or_a_name_made_of_it(uri, url):
    """A column that is never null; the key is the uri as it stands."""
    article = made(uri=uri)

    assert (article.uri, article.url) == (uri, url)
    assert article.article_id == story_id("tass", uri)


def test_a_dateline_of_the_field_is_kept_where_the_text_has_none():
    """As stated, its place from the item."""
    article = made(article_body="The ferry is back.", dateline="Vientiane, March 2", located="Vientiane")

    assert (article.dateline.raw, article.dateline.place, article.dateline.span) == (
        "Vientiane, March 2",
        "Vientiane",
        0,
    )


def test_two_agencies_same_uri_do_not_meet():
    """Nor a page at that address."""
    assert (
        len({story_id("a", "https://x.org/1"), story_id("b", "https://x.org/1"), article_id("a", "https://x.org/1")})
        == 3
    )


@given(st.randoms(use_true_random=False), st.sampled_from(list(many(8))))
def test_every_item_of_a_mutated_file_is_an_article_or_a_rejection(chance, file):
    """Nothing is lost, nothing raises, and instants are UTC."""
    data = bytearray(file.data)
    for _ in range(chance.randrange(20)):
        data[chance.randrange(len(data))] = chance.randrange(256)

    reading = read_delivery(bytes(data), DELIVERY, TASS)

    if reading.delivery.reason is None:
        assert len(reading.articles) + len(reading.rejections) == reading.delivery.items
    else:
        assert [rejection.reason for rejection in reading.rejections] == [reading.delivery.reason]
    for article in reading.articles:
        assert article.date_published is None or article.date_published.utcoffset() == timedelta(0)
