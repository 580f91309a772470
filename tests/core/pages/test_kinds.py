"""Kinds of pages: only articles and live blogs become rows, the rest is rejected by its name."""

import pytest

from newslake.core.articles import read_page
from newslake.core.pages import extract
from newslake.model import Article, Reason, Rejection
from tests.core.articles.test_from_page import PARAGRAPHS, SOURCE, fetched, markup

URL = "https://www.ellery-courier.example/news/storm"
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
NEWS = (
    '<script type="application/ld+json">{"@type": "%s", "headline": "Storm closes the harbour", "url": "%s"%s}</script>'
)


def page(body, title="Ellery Courier", head=""):
    return f"<html lang=en><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


TEASERS = "".join(
    f"<div><h3><a href=/n/{n}>Council votes on bridge number {n} again</a></h3><p>Short.</p></div>" for n in range(20)
)
COOKIES = "<p>We and our 812 partners store cookies on your device to show you personalised ads.</p>" * 4


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (page(f"<article><h1>Storm closes the harbour</h1>{STORY}</article>"), "article"),
        (page(STORY, head=NEWS % ("LiveBlogPosting", URL, "")), "live-blog"),
        (page(f"<main>{TEASERS}</main>", "News of the town"), "index-page"),
        (
            page(
                "<h1>Watch: the storm</h1><p>The storm in pictures.</p>",
                head='<meta property="og:type" content="video.other">',
            ),
            "media-page",
        ),
        (
            page(f"<h1>We value your privacy</h1>{COOKIES}<button>Accept</button>", "We value your privacy"),
            "consent-wall",
        ),
        (page("<h1>Just a moment...</h1><p>Checking your browser.</p>", "Just a moment..."), "bot-challenge"),
        (page('<p>One more step.</p><script src="/cdn-cgi/challenge-platform/x.js"></script>'), "bot-challenge"),
        (page("<h1>Page not found</h1><p>The page you wanted is not here.</p>", "404 - Ellery Courier"), "soft-404"),
        (page("<h1>Seite nicht gefunden</h1><p>Hier ist nichts.</p>", "Ups"), "soft-404"),
        (
            page(
                '<div id="root"></div><noscript>Enable JavaScript to run this app.</noscript><script src=a.js></script>'
            ),
            "empty-shell",
        ),
    ],
)
def test_kind(html, kind):
    """Each kind by what shows it."""
    assert extract(html, URL).kind == kind


@pytest.mark.parametrize(
    ("title", "story"),
    [
        ("404 days at sea: a sailor comes home", STORY),
        ("Cookie bakers of Ellery win the prize", STORY),
        ("Just a moment of luck saved the ferry", STORY),
    ],
)
def test_a_story_about_walls_is_a_story(title, story):
    """A headline that sounds like an error page is a headline where the page states an article."""
    html = page(f"<article><h1>{title}</h1>{story}</article>", title, NEWS % ("NewsArticle", URL, ""))

    assert extract(html, URL).kind == "article"


def test_no_row_for_what_is_no_article():
    """The rejection carries the kind as its reason."""
    read = read_page(page("<h1>Page not found</h1><p>Sorry.</p>", "404"), fetched(), SOURCE)

    assert isinstance(read, Rejection)
    assert read.reason is Reason.SOFT_404


def test_paywall_teaser():
    """A short text beside a prompt to subscribe is not free and not whole; the prompt is no part of it."""
    html = markup((*PARAGRAPHS, "Subscribe now to continue reading this article."))

    read = read_page(html, fetched(), SOURCE)

    assert isinstance(read, Article)
    assert (read.is_accessible_for_free, read.body_complete) == (False, False)
    assert read.article_body == "\n\n".join(PARAGRAPHS)
    assert dict(read.provenance)["is_accessible_for_free"].method == "prompt"


def test_whole_text():
    """What states as many words as the page shows is whole."""
    count = sum(len(paragraph.split()) for paragraph in PARAGRAPHS)
    head = NEWS % ("NewsArticle", "https://www.portcourier.com/news/storm-closes-harbour", f', "wordCount": {count}')

    read = read_page(markup(head=head), fetched(), SOURCE)

    assert isinstance(read, Article)
    assert (read.body_complete, read.is_accessible_for_free) == (True, None)
