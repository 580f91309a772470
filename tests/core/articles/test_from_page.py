"""Pages made into article records, or rejected with a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslake.core.articles.from_page import from_page, is_html, read_page
from newslake.core.articles.identity import article_id, content_hash, identity_url
from newslake.core.pages import extract
from newslake.model import (
    Article,
    Author,
    Basis,
    Entry,
    Extract,
    Page,
    RawDate,
    RawPointer,
    Reason,
    Rejection,
    Selectors,
    Source,
)
from tests.corpus import CORPUS

FETCHED = datetime(2025, 11, 21, 6, 0, tzinfo=UTC)
SOURCE = Source(source_id="courier", name="Port Courier", country="GB", languages=("en",), timezone="Europe/London")
PARAGRAPHS = (
    "The harbour of Port Ellery was closed on Tuesday after the storm tore two cranes from their rails, it was said.",
    "Nobody was hurt. Divers will look at the quay walls as soon as the swell allows it, which may take some days.",
    "The mayor thanked the crews who had worked through the night and said that the ferries would run again soon.",
)


def entry(**more):
    fields: dict[str, Any] = {
        "entry_id": "e1",
        "visit_id": "v1",
        "feed_id": "courier/1",
        "source_id": "courier",
        "url": "https://www.portcourier.com/news/storm-closes-harbour",
        "link": "https://www.portcourier.com/news/storm-closes-harbour?utm_source=rss",
        "guid": "guid-1",
        "title": "Storm hits Port Ellery",
        "summary": "Two cranes & a ferry.",
        "content": None,
        "authors": ("Feed Writer",),
        "published_raw": None,
        "updated_raw": None,
        "categories": ("Coast",),
        "in_language": None,
        "source_url": None,
        "collected_at": FETCHED,
    }
    return Entry(**fields | more)


def fetched(url="https://www.portcourier.com/news/storm-closes-harbour", feed=None, **more):
    fields = {
        "page_id": "p1",
        "entry": feed or entry(),
        "source": SOURCE,
        "requested_url": url,
        "final_url": url,
        "status": 200,
        "media_type": "text/html",
        "http_charset": "utf-8",
        "headers": ("content-type: text/html", "x-robots-tag: noarchive", "tdm-reservation: 1"),
        "body_bytes": 1,
        "reason": None,
        "detail": None,
        "attempt": 1,
        "retryable": False,
        "fetched_at": FETCHED,
        "raw_pointer": RawPointer(file="a.warc.gz", offset=1, length=2, digest="d"),
    }
    return Page(**fields | more)


def markup(paragraphs=PARAGRAPHS, head="", headline="Storm closes the harbour", lang="en"):
    """A page as a publisher would serve it, around known paragraphs."""
    body = "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{escape(headline)} - Port Courier</title>
{head}</head>
<body><header><a href="/">Port Courier</a><nav><ul><li><a href="/news/">News</a></li><li><a href="/s/">Sport</a></li>
</ul></nav></header>
<main><article class="post"><h1>{escape(headline)}</h1>
<div class="entry-content">
{body}
</div></article>
<aside><h3>Read also</h3><ul><li><a href="/news/other">Another story of the port</a></li></ul></aside></main>
<footer><p>© 2025 Port Courier. All rights reserved.</p></footer></body></html>""".encode()


STATED = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Storm closes the harbour",
"datePublished": "2025-11-20T09:12:30+00:00", "author": {"@type": "Person", "name": "Ann Lee"}}</script>
<link rel="canonical" href="https://www.portcourier.com/news/storm-closes-harbour">
<meta name="description" content="Two cranes fell.">"""


def made(html=None, page=None, source=SOURCE) -> Article:
    read = read_page(markup(head=STATED) if html is None else html, page or fetched(), source)
    assert isinstance(read, Article), read
    return read


def test_witnesses_of_description_section_and_keywords():
    """Each column that the page fills says whether JSON-LD or a meta element did; others say nothing."""
    told = STATED.replace('"headline"', '"keywords": "storm, harbour", "headline"')

    provenance = dict(made(markup(head=told)).provenance)

    assert provenance["keywords"].method == "json_ld"
    assert provenance["description"].method == "meta"
    assert "article_section" not in provenance


def test_page_before_feed():
    """Headline, authors and description come from the page, what only the feed knows from the feed."""
    article = made()

    assert (article.headline, article.description) == ("Storm closes the harbour", "Two cranes fell.")
    assert article.authors == (Author(name="Ann Lee"),)
    assert article.article_body == "\n\n".join(PARAGRAPHS)
    assert (article.body_source, article.pub_status, article.revision) == ("page", "usable", 0)
    assert (article.feed_guid, article.alt_ids[0].value, article.subjects[0].name) == ("guid-1", "guid-1", "Coast")
    assert dict(article.provenance)["headline"].source == "page"
    assert article.rights is not None
    assert (article.rights.robots, article.rights.tdm) == ("noarchive", "1")


def test_feed_where_the_page_is_silent():
    """A page without headline, author and date takes the feed's, and says so."""
    silent = markup().replace(b"<h1>Storm closes the harbour</h1>", b"").replace(b"Storm closes the harbour - ", b"")
    page = fetched(feed=entry(published_raw="Thu, 20 Nov 2025 09:12:30 +0000"))

    article = made(silent, page)

    assert article.headline == "Storm hits Port Ellery"
    assert (article.authors[0].name, article.description) == ("Feed Writer", "Two cranes & a ferry.")
    assert (article.date_published, article.date_published_basis) == (
        datetime(2025, 11, 20, 9, 12, 30, tzinfo=UTC),
        "feed",
    )
    assert {dict(article.provenance)[name].source for name in ("headline", "authors", "date_published")} == {"feed"}


def test_no_date_is_no_date():
    """The time of fetching never stands in for a date."""
    article = made(markup())

    assert (article.date_published, article.date_published_local, article.date_published_confidence) == (
        None,
        None,
        None,
    )
    assert article.date_candidates == ()


def test_dates_are_reconciled():
    """All witnesses are kept; the zone of the source gives the local day."""
    page = fetched(feed=entry(published_raw="Thu, 20 Nov 2025 23:30:00 GMT", updated_raw="2025-11-21T01:00:00Z"))
    head = STATED.replace("2025-11-20T09:12:30+00:00", "2025-11-20T23:30:00Z")

    article = made(markup(head=head), page, replace(SOURCE, timezone="Asia/Vientiane"))

    assert article.date_published == datetime(2025, 11, 20, 23, 30, tzinfo=UTC)
    assert article.date_published_local == date(2025, 11, 21)
    assert [witness.basis for witness in article.date_candidates] == ["json_ld", "feed"]
    assert (article.date_published_confidence, article.date_conflict) == (0.99, False)
    assert article.date_modified == datetime(2025, 11, 21, 1, 0, tzinfo=UTC)


def test_dateline_stays_and_confirms():
    """The dateline stays in the text as printed, names the agency, and confirms the date without setting it."""
    lead = "OSLO, November 20. /TASS/. " + PARAGRAPHS[0]

    article = made(markup((lead, *PARAGRAPHS[1:]), head=STATED))

    assert article.article_body is not None
    assert article.article_body.startswith(lead)
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.day) == ("OSLO", date(2025, 11, 20))
    assert article.article_body[article.dateline.span :].startswith("The harbour")
    assert (article.agency, article.agency_evidence) == ("TASS", "dateline")
    assert article.date_published == datetime(2025, 11, 20, 9, 12, 30, tzinfo=UTC)
    assert [witness.basis for witness in article.date_candidates] == ["json_ld", "dateline"]


def test_agency_among_the_authors():
    """An author that is an agency wrote it."""
    article = made(markup(head=STATED.replace("Ann Lee", "The Associated Press")))

    assert (article.agency, article.agency_evidence) == ("AP", "author")


@pytest.mark.parametrize(
    ("canonical", "final", "url"),
    [
        (
            "https://www.portcourier.com/a-b-c",
            "https://www.portcourier.com/a-b-c?x=1",
            "https://www.portcourier.com/a-b-c",
        ),
        ("https://m.portcourier.com/story", "https://www.portcourier.com/x", "https://m.portcourier.com/story"),
        ("https://www.elsewhere.com/story", "https://www.portcourier.com/x", "https://www.portcourier.com/x"),
        ("https://www.portcourier.com/", "https://www.portcourier.com/x", "https://www.portcourier.com/x"),
        (
            "https://www.portcourier.com/news",
            "https://www.portcourier.com/news/x",
            "https://www.portcourier.com/news/x",
        ),
        (
            "https://www.portcourier.com/storm-9",
            "https://www.portcourier.com/storm-9/2",
            "https://www.portcourier.com/storm-9",
        ),
        ("http://127.0.1.3:8765/a", "http://127.0.1.3:8765/b", "http://127.0.1.3:8765/a"),
        ("http://127.0.1.4:8765/a", "http://127.0.1.3:8765/b", "http://127.0.1.3:8765/b"),
        (None, "https://www.portcourier.com/x?utm_source=rss", "https://www.portcourier.com/x"),
    ],
)
def test_identity(canonical, final, url):
    """The canonical link counts while it stays on the site and leads to a story; else the address after redirects."""
    assert identity_url(canonical, final) == url


def test_identity_without_redirects():
    """A page whose final address is not known has the one asked for."""
    page = replace(fetched(), final_url=None)

    article = read_page(markup(), page, SOURCE)

    assert article.url == "https://www.portcourier.com/news/storm-closes-harbour"


def test_article_id():
    """Equal for the twins of an address, different between sources; fixed for ever."""
    one = article_id("courier", "https://www.portcourier.com/a?utm_source=rss")

    assert one == article_id("courier", "http://portcourier.com/a")
    assert one != article_id("other", "http://portcourier.com/a")
    assert one == "284452bb-1496-5525-898c-b3a0f114c0e5"


def test_content_hash():
    """Blind to white space and to how letters are composed; any word, quote or status makes another text."""
    one = content_hash("Häfen", "a  b\n\nc", "usable")

    assert one == content_hash("Ha\u0308fen", "a b c", "usable")
    assert one not in (content_hash("Häfen", "a b d", "usable"), content_hash("Häfen", "a b c", "canceled"))


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"", Reason.NO_BODY),
        (b"  \n", Reason.NO_BODY),
        (b"<html><body><div id=app></div></body></html>", Reason.NO_BODY),
        (b"%PDF-1.7 <p>", Reason.NOT_HTML),
        (b'{"a": 1}', Reason.NOT_HTML),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Reason.NOT_HTML),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>x</title></channel></rss>', Reason.NOT_HTML),
        (
            markup(("Cookies! We use them to make this page what it is. Please agree to go on reading.",)),
            Reason.TOO_SHORT,
        ),
    ],
)
def test_rejections(html, reason):
    """What is no article is a row with its reason, its page and its bytes."""
    read = read_page(html, fetched(), SOURCE)

    assert isinstance(read, Rejection)
    assert (read.reason, read.stage, read.page_id, read.source_id) == (reason, "extract", "p1", "courier")
    assert (read.at, read.raw_pointer) == (FETCHED, fetched().raw_pointer)


def test_no_headline_anywhere():
    """Only when neither page nor feed has one."""
    silent = replace(extract(markup(), "https://x.com/"), headline=None)

    assert isinstance(from_page(silent, fetched(), SOURCE), Article)
    read = from_page(silent, fetched(feed=entry(title=None)), SOURCE)
    assert isinstance(read, Rejection)
    assert read.reason is Reason.NO_HEADLINE


def test_unspaced_scripts_are_not_too_short():
    """A short Lao story is no caption: its words are counted by length."""
    lao = "ທ່າເຮືອຂອງເມືອງຖືກປິດໃນວັນອັງຄານ ຫຼັງຈາກລົມພາຍຸໄດ້ພັດເຄນສອງໂຕອອກຈາກຮາງ ເຈົ້າໜ້າທີ່ທ່າເຮືອກ່າວໃນຕອນເຊົ້າ"
    page = markup((lao, lao[::1] + " ແລະ", "ເຈົ້າເມືອງໄດ້ຂອບໃຈທີມງານທີ່ໄດ້ເຮັດວຽກຕະຫຼອດຄືນ"), headline="ລົມພາຍຸ", lang="lo")

    article = made(page, source=replace(SOURCE, languages=("lo",)))

    assert article.word_count >= 25
    assert (article.in_language, article.in_language_basis) == ("lo", "declared+detected")


def test_utf16_is_html():
    """Two bytes a letter are a page all the same."""
    assert is_html("<html><p>x".encode("utf-16"))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=30))
def test_never_raises(data, url):
    """Any bytes under any address are an article or a rejection."""
    read = read_page(b"<html><body><p>" + data, replace(fetched(), final_url=url), SOURCE)

    assert isinstance(read, Article | Rejection)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["published", "modified"]), max_size=3), st.text(max_size=20))
def test_any_stated_date(roles, raw):
    """A date may be any text; it is kept, and never raises."""
    stated: Extract = replace(
        extract(markup(), "https://x.com/"),
        dates=tuple(RawDate(basis=Basis.META, role=role, raw=raw) for role in roles),
    )

    article = from_page(stated, fetched(), SOURCE)

    assert isinstance(article, Article)
    assert len(article.date_candidates) == roles.count("published")


# ---------------------------------------------------------------- the two sample documents

DOCUMENTS = [
    pytest.param(
        "004_ee46b5cb6b33a815.txt",
        Source(source_id="tass", name="TASS", kind="agency", country="RU", languages=("en",), timezone="Europe/Moscow"),
        "https://tass.com/politics/2046001",
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
        '"mainEntityOfPage":"https://tass.com/politics/2046001","headline":"Moscow appreciates Laos’ desire",'
        '"datePublished":"2025-11-20T08:41:12+03:00","dateModified":"2025-11-20T08:55:00+03:00",'
        '"publisher":{"@type":"Organization","name":"TASS"}}</script>',
        ("MOSCOW", date(2025, 11, 20), "TASS"),
        id="tass",
    ),
    pytest.param(
        "000_f84b8d246ddf0271.txt",
        Source(
            source_id="laotian-times",
            name="The Laotian Times",
            country="LA",
            languages=("en",),
            timezone="Asia/Vientiane",
        ),
        "https://laotiantimes.com/2025/07/10/laos-refutes-claims/",
        '<meta property="article:published_time" content="2025-07-10T14:20:00+07:00">'
        '<meta property="og:site_name" content="Laotian Times">',
        None,
        id="laotian",
    ),
]


@pytest.mark.skipif(not CORPUS.joinpath("documents").is_dir(), reason="no corpus (NEWSLAKE_CORPUS)")
@pytest.mark.parametrize(("name", "source", "url", "head", "dateline"), DOCUMENTS)
def test_sample_documents(name, source, url, head, dateline):
    """The two sample documents, served as pages of their publishers, come back byte for byte."""
    document = CORPUS.joinpath("documents", name).read_text(encoding="utf-8")
    text = document[len(" date 2025-11-20 ") :]
    page = replace(fetched(url), fetched_at=FETCHED)

    article = made(markup(text.split("\n\n"), head=head, headline="A headline of its own"), page, source)

    assert f" date {article.date_published_local} {article.article_body}".encode() == document.encode()
    assert article.in_language == "en"
    assert article.dateline is None if dateline is None else article.dateline is not None
    if article.dateline:
        assert (article.dateline.place, article.dateline.day, article.agency) == dateline


@pytest.mark.parametrize(
    ("stamp", "basis"),
    [("Sun, 02 Nov 2025 08:00:00 GMT", "last_modified"), (None, None), ("soon", None), ("fetched", None)],
)
def test_last_modified_speaks_last(stamp, basis):
    """The header dates a page that nothing else dates, with little confidence; the time of the answer is no date."""
    value = FETCHED.strftime("%a, %d %b %Y %H:%M:%S GMT") if stamp == "fetched" else stamp
    page = fetched(headers=(f"last-modified: {value}",) if value else ())

    article = read_page(markup(), page, SOURCE)

    assert article.date_published_basis == basis
    assert article.date_published_confidence == (0.3 if basis else None)


def test_last_modified_never_outvotes():
    """A stated date is believed, whatever the header says."""
    head = '<meta property="article:published_time" content="2025-11-03T09:00:00Z">'

    article = read_page(markup(head=head), fetched(headers=("last-modified: Mon, 10 Nov 2025 08:00:00 GMT",)), SOURCE)

    assert article.date_published_basis == "meta"
    assert not article.date_conflict


def test_selectors_of_the_source():
    """They reach the page, their date goes before JSON-LD's, and provenance names them and what they did not find."""
    source = replace(SOURCE, selectors=Selectors(headline="h1", published=".when", body=".gone"))
    html = markup(head=STATED).replace(b"</h1>", b"</h1><p class=when>7 November 2025, 08:15</p>")

    article = read_page(html, fetched(), source)

    assert isinstance(article, Article)
    provenance = dict(article.provenance)
    assert provenance["headline"].method == "selector"
    assert provenance["selectors"].method == "no match: body"
    assert (article.date_published, article.date_published_basis) == (
        datetime(2025, 11, 7, 8, 15, tzinfo=UTC),
        "selector",
    )


@pytest.mark.parametrize(("feed_format", "basis"), [("news_sitemap", "sitemap"), ("rss20", "feed"), (None, "feed")])
def test_a_news_sitemap_is_a_witness_of_its_own(feed_format, basis):
    """A date is the sitemap's where the entry came from one."""
    told = entry(published_raw="2025-11-20T10:00:00Z", feed_format=feed_format)

    article = read_page(markup(), fetched(feed=told), SOURCE)

    assert [one.basis for one in article.date_candidates] == [basis]
    assert article.date_published_basis == basis
