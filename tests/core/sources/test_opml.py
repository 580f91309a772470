"""OPML: what feed readers exchange."""

from hypothesis import given
from hypothesis import strategies as st

from newslake.core.sources.opml import Listed, format_opml, looks_like_feed, parse_opml
from newslake.model import Feed, Source

LIST = b"""<?xml version="1.0"?><opml version="1.0"><head><title>mine</title></head><body>
<outline text="Asia"><outline type="rss" text="Courier" title="The Courier" xmlUrl="https://courier.example/feed/"
 htmlUrl="https://courier.example/" language="en"/>
<outline text="twice" xmlUrl="https://courier.example/feed/"/></outline>
<outline text="no address" xmlUrl="file:///etc/passwd"/><outline text="Post" XMLURL="https://post.example/rss"/>
</body></opml>"""


def test_the_feeds_of_a_list():
    """Folders are looked into, an address counts once, and what is no web address is left out."""
    assert parse_opml(LIST) == (
        Listed(
            url="https://courier.example/feed/", name="The Courier", homepage="https://courier.example/", language="en"
        ),
        Listed(url="https://post.example/rss", name="Post", homepage=None, language=None),
    )


def test_written_and_read_again():
    feeds = tuple(Feed(feed_id=f"x/{n}", source_id="x", url=f"https://x.example/{n}.rss?a=1&b=2") for n in range(2))
    source = Source(source_id="x", name='X & "Y" <Z>', homepage="https://x.example/", languages=("lo",), feeds=feeds)

    listed = parse_opml(format_opml([source]))

    assert [feed.url for feed in listed] == [feed.url for feed in feeds]
    assert {(feed.name, feed.homepage, feed.language) for feed in listed} == {(source.name, source.homepage, "lo")}


@given(
    st.binary(max_size=300)
    | st.text(max_size=100).map(lambda text: f"<opml><outline xmlUrl='{text}'/></opml>".encode())
)
def test_never_raises(data):
    assert isinstance(parse_opml(data), tuple)


def test_feeds_told_from_home_pages():
    assert all(map(looks_like_feed, ("https://x.org/feed/", "https://x.org/a.xml", "https://x.org/?rss=1")))
    assert not any(map(looks_like_feed, ("https://x.org/", "https://x.org/news/asia")))
