"""What status lines and headers say."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.edge.answers import failure, read_content_type, read_headers, read_location, retry_after_s
from newslake.model import Reason

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "reason", "retryable"),
    [
        (204, Reason.NO_ANSWER, False),
        (206, Reason.NO_ANSWER, False),
        (202, Reason.NO_ANSWER, True),
        (300, Reason.NO_ANSWER, False),
        (304, Reason.NO_ANSWER, True),
        (400, Reason.HTTP_CLIENT, False),
        (401, Reason.HTTP_CLIENT, False),
        (403, Reason.HTTP_CLIENT, False),
        (404, Reason.NOT_FOUND, False),
        (408, Reason.HTTP_CLIENT, True),
        (410, Reason.GONE, False),
        (429, Reason.RATE_LIMITED, True),
        (451, Reason.HTTP_CLIENT, False),
        (500, Reason.HTTP_SERVER, True),
        (503, Reason.HTTP_SERVER, True),
        (599, Reason.HTTP_SERVER, True),
        (999, Reason.NO_ANSWER, False),
    ],
)
def test_failures(status, reason, retryable):
    """Each status has one reason, and says whether asking again may help."""
    error = failure("http://h/", status, (), now=NOW)

    assert (error.reason, error.retryable, error.status, error.url) == (reason, retryable, status, "http://h/")
    assert str(status) in error.detail


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("120", None, 120),
        (" 0 ", None, 0),
        ("99999999999999999999", None, 999_999_999_999),
        ("Sun, 01 Mar 2026 08:31:00 GMT", None, 60),
        ("Sun, 01 Mar 2026 08:31:00 GMT", "Sun, 01 Mar 2026 08:30:50 GMT", 10),
        ("Sun, 01 Mar 2026 08:31:00 GMT", "yesterday", 60),
        ("Sun, 01 Mar 2026 08:29:00 GMT", None, 0),
        ("Sun, 01 Mar 2026 08:31:00 -0000", None, 60),
        ("soon", None, None),
        ("-5", None, None),
        ("1.5", None, None),
        ("٣", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_retry_after(value, date, seconds):
    """Seconds, or a date counted from the server's own clock when it states one; never negative."""
    headers = tuple((k, v) for k, v in (("retry-after", value), ("date", date)) if v is not None)

    assert retry_after_s(headers, now=NOW) == seconds


@given(st.text(), st.text())
def test_retry_after_never_raises(value, date):
    """Any text at all gives seconds or None."""
    seconds = retry_after_s((("retry-after", value), ("date", date)), now=NOW)

    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("value", "media_type", "charset"),
    [
        (None, None, None),
        ("", None, None),
        ("text/html", "text/html", None),
        ("Text/HTML; Charset=UTF-8", "text/html", "utf-8"),
        ('text/html;charset="windows-1251"', "text/html", "windows-1251"),
        ("text/html; charset='koi8-r'", "text/html", "koi8-r"),
        ("text/html; boundary=x; charset = gbk ; q=1", "text/html", "gbk"),
        ("text/html, charset=iso-8859-1", "text/html", "iso-8859-1"),
        ("text/html charset=big5", "text/html", "big5"),
        ("text/html; charset=", "text/html", None),
        ("text/html; xcharset=a", "text/html", None),
        ("application/rss+xml;;;", "application/rss+xml", None),
        ("garbage", None, None),
        ("; charset=utf-8", None, "utf-8"),
        ("ຂ່າວ/html; charset=ລາວ", None, None),
    ],
)
def test_content_type(value, media_type, charset):
    """Lower case; what is garbage is not stated, and does not spoil the other half."""
    assert read_content_type(value) == (media_type, charset)


@given(st.text())
def test_content_type_never_raises(value):
    """Any text at all gives short ASCII or None."""
    assert all(part is None or (part and part.isascii()) for part in read_content_type(value))


@given(st.lists(st.tuples(st.binary(), st.binary())))
def test_headers_can_always_be_written(raw):
    """Names and values are text that UTF-8 can hold, whatever bytes came."""
    assert all((name + value).encode() is not None for name, value in read_headers(raw))


@pytest.mark.parametrize(
    ("raw", "location"),
    [
        ([], None),
        ([(b"Location", b"")], None),
        ([(b"LOCATION", b" /a ")], "/a"),
        ([(b"location", b"/a"), (b"location", b"/b")], "/a"),
        ([(b"location", "/ລາວ".encode())], "/ລາວ"),
        ([(b"location", "/é".encode("latin-1"))], "/%E9"),
    ],
)
def test_location(raw, location):
    """The first one; bytes in an unknown charset are kept as they are, percent-encoded."""
    assert read_location(raw) == location
