"""One spelling for one address; equivalences kept apart from identity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.urls import MAX_URL_CHARS, canonical_url, host_of, registered_domain, resolve, url_identity

SCHEMES = ["http://", "HTTPS://", "https://u:p@", "http:\\\\", "//", "", "ftp://"]
HOSTS = ["Example.com", "www.example.com.", "m.münchen.de:443", "1.2.3.0x4..", "[::1]:80", "a..", "..", "www.m.a.com"]
PATHS = [
    "",
    "/",
    "/amp",
    "/a/amp/",
    "/%c3%A4/%%e3",
    "/a;jsessionid=1;jsessionid=2=3",
    "/../a b",
    "/;jsessionid;jsessionid=1=2",
]
QUERIES = ["", "?", "?a=1&&b=", "?utm_source=x&id=%e3&amp;utm_medium=y", "?ref=rss&ref=7", "?AMP=1&amp", "? a=1 "]
urls = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(SCHEMES),
    st.sampled_from(HOSTS),
    st.sampled_from(PATHS),
    st.sampled_from(QUERIES),
    st.sampled_from(["", "#", "#top", "#?x"]),
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://WWW.Example.COM:443/A/b/?id=3#frag", "https://www.example.com/A/b/?id=3"),
        ("http://example.com", "http://example.com/"),
        ("http://example.com:8080/?", "http://example.com:8080/"),
        (" https://example.com/a\n", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("http://münchen.de/ä?q=ü", "http://xn--mnchen-3ya.de/%C3%A4?q=%C3%BC"),
        ("http://ລາວ.example/ຂ່າວ", "http://xn--q7ce6a.example/%E0%BA%82%E0%BB%88%E0%BA%B2%E0%BA%A7"),
        ("https://example.com/%c3%a4", "https://example.com/%C3%A4"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/Story//x/", "https://example.com/Story//x/"),  # case, slashes: the server's business
        ("https://example.com/a?utm_source=rss&UTM_Medium=x&id=3&fbclid=1", "https://example.com/a?id=3"),
        ("https://example.com/a?b=2&a=1&b=2", "https://example.com/a?b=2&a=1&b=2"),  # order and repetition too
        ("https://example.com/a?gclid=1&mc_cid=2", "https://example.com/a"),
        ("https://example.com/a?x=1&amp;utm_source=rss", "https://example.com/a?x=1"),
        ("https://www.theguardian.com/a?CMP=Share_iOSApp_Other", "https://www.theguardian.com/a"),
        ("https://example.com/a?ref=rss&source=twitter", "https://example.com/a"),
        ("https://example.com/a?ref=20251120&source=7", "https://example.com/a?ref=20251120&source=7"),
        ("https://example.com/?p=12&page=2&cid=3&id=4", "https://example.com/?p=12&page=2&cid=3&id=4"),
        ("https://example.com/a;jsessionid=1F2E?id=1", "https://example.com/a?id=1"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        (" /just/a/path ", "/just/a/path"),
        ("http://exa mple.com/", "http://exa mple.com/"),
        ("", ""),
        ("https://example.com/" + "a" * MAX_URL_CHARS, "https://example.com/" + "a" * MAX_URL_CHARS),
        ("https://example.com/\ud800", "https://example.com/\ud800"),
    ],
)
def test_canonical_url(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.com/a", "https://www.example.com/a"),
        ("https://m.example.co.uk/a", "https://www.example.co.uk/a"),
        ("https://amp.example.com/a?id=1", "https://example.com/a?id=1"),
        ("https://example.com/story/amp/", "https://example.com/story/"),
        ("https://example.com/story/amp", "https://example.com/story"),
        ("https://example.com/story?amp=1", "https://example.com/story?utm_source=x"),
        ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/story?id=1", "https://example.com/story?id=1"),
        ("https://www.google.com/amp/s/www.example.com/story", "https://example.com/story"),
        ("https://example.com:443/a", "http://example.com:80/a"),
    ],
)
def test_equivalent_addresses_have_one_identity(one, other):
    assert url_identity(one) == url_identity(other)
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/a/"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/amp", "https://example.com/"),  # a section named amp
        ("https://example.com:8080/a", "https://example.com/a"),
        ("https://m.co.uk/a", "https://co.uk/a"),  # "m" is the name here
        ("https://www.github.io/a", "https://github.io/a"),
        ("https://one.blogspot.com/a", "https://two.blogspot.com/a"),
        ("https://www.google.com/amp/story", "https://story/"),
    ],
)
def test_different_pages_have_different_identities(one, other):
    assert url_identity(one) != url_identity(other)


@given(urls | st.text())
def test_canonical_twice_is_canonical_once(url):
    once = canonical_url(url)

    assert canonical_url(once) == once
    assert once == once.strip()


@given(urls)
def test_an_address_and_its_canonical_form_have_one_identity(url):
    assert url_identity(canonical_url(url)) == url_identity(url)
    assert host_of(canonical_url(url)) == host_of(url)


@given(st.text())
def test_nothing_raises(text):
    url_identity(text)
    registered_domain(host_of(text))
    registered_domain(text)
    link = resolve("https://example.com/a/", text)

    assert link is None or link.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "host", "domain"),
    [
        ("https://News.BBC.co.uk:8080/x", "news.bbc.co.uk", "bbc.co.uk"),
        ("https://one.blogspot.com/", "one.blogspot.com", "one.blogspot.com"),
        ("https://www.vientianetimes.org.la/", "www.vientianetimes.org.la", "vientianetimes.org.la"),
        ("http://127.0.0.3:8080/feed", "127.0.0.3", "127.0.0.3"),
        ("http://[::1]:8080/feed", "::1", "::1"),
        ("http://localhost:8080/", "localhost", "localhost"),
        ("http://co.uk/", "co.uk", "co.uk"),
        ("https://münchen.de/", "xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
        ("news", "", ""),
    ],
)
def test_host_and_registered_domain(url, host, domain):
    assert host_of(url) == host
    assert registered_domain(host) == domain


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("story", "https://example.com/feeds/story"),
        ("/story?utm_source=rss#top", "https://example.com/story?utm_source=rss#top"),
        ("//other.example/a", "https://other.example/a"),
        ("HTTP://Other.example/a b", "http://other.example/a%20b"),
        ("  https://other.example/a \n", "https://other.example/a"),
        ("mailto:a@example.com", None),
        ("javascript:void(0)", None),
        ("urn:uuid:1", None),
        ("http://", None),
        ("", None),
        ("a" * (MAX_URL_CHARS + 1), None),
    ],
)
def test_resolve(link, absolute):
    assert resolve("https://example.com/feeds/feed.xml", link) == absolute
