"""Which addresses may be asked."""

import contextlib
import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.edge.addresses import AddressGuard, AddressRefused, read_redirect, read_url
from newslake.errors import FetchError, SettingsError
from newslake.model import Reason

REFUSED = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.0.1
    168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1
    192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1
    255.255.255.255
    :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::127.0.0.1 64:ff9b::10.1.2.3
    64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:db8::1
    2002:7f00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 2600::1%eth0 fec0::1
    ff02::1
""".split()  # noqa: SIM905 - a table of addresses reads better without 50 pairs of quotes

PERMITTED = """
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
    172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
    2001:200::1 2600::1 2a00:1450:4001:81b::200e ::ffff:8.8.8.8 64:ff9b::8.8.8.8
""".split()  # noqa: SIM905


@pytest.mark.parametrize("address", REFUSED)
def test_refuses_addresses_that_are_not_public(address):
    """Private, local, shared, reserved and multicast addresses are refused, and so are their IPv6 wrappings."""
    assert not AddressGuard().permits(address, 443)


@pytest.mark.parametrize("address", PERMITTED)
def test_permits_public_addresses(address):
    """Public addresses pass, right up to the edges of the refused blocks."""
    assert AddressGuard().permits(address, 443)


@pytest.mark.parametrize(
    ("allow", "address", "port", "permitted"),
    [
        ("127.0.0.1", "127.0.0.1", 80, True),
        ("127.0.0.1", "127.0.0.2", 80, False),
        ("127.0.0.1", "::ffff:127.0.0.1", 80, True),
        ("127.0.1.0/24", "127.0.1.255", 8080, True),
        ("127.0.1.0/24", "127.0.2.0", 8080, False),
        ("127.0.0.3:8080", "127.0.0.3", 8080, True),
        ("127.0.0.3:8080", "127.0.0.3", 8081, False),
        ("127.0.1.0/24:8080", "127.0.1.9", 8080, True),
        (" 10.0.0.5 ", "10.0.0.5", 1, True),
        ("::1", "::1", 80, True),
        ("[::1]:8080", "::1", 8080, True),
        ("[::1]:8080", "::1", 8081, False),
        ("fd00::/8", "fd12::1", 80, True),
    ],
)
def test_allowance(allow, address, port, permitted):
    """An allowance is an address or a block, with or without a port, and opens nothing else."""
    assert AddressGuard((allow,)).permits(address, port) is permitted


@pytest.mark.parametrize(
    "allow", ["", "localhost", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999", "127.0.1.1/24", "127.1"]
)
def test_bad_allowance_is_told(allow):
    """What is no address is a mistake in the settings, told at once with an example."""
    with pytest.raises(SettingsError, match=r"write 127\.0\.0\.1"):
        AddressGuard((allow,))


@given(st.one_of(st.text(), st.integers(0, 2**128 - 1).map(lambda n: str(ipaddress.IPv6Address(n)))))
def test_guard_never_raises(address):
    """Any text at all is permitted or not."""
    assert AddressGuard().permits(address, 80) in (True, False)


def test_socket_factory_refuses_before_a_socket_exists():
    """The factory raises for a refused address and makes a socket for an allowed one."""
    info = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.9", 80))

    with pytest.raises(AddressRefused, match=r"127\.0\.0\.9"):
        AddressGuard().open_socket(info)
    AddressGuard(("127.0.0.9",)).open_socket(info).close()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news",
        "/path",
        "//example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:/example.com/",
        "http:///path",
        "http://",
        "http://user@example.com/",
        "http://user:secret@example.com/",
        "http://example.com\\@10.0.0.1/",
        "http://example.com/a\\b",
        "http://example.com/a\nb",
        "http://example.com/\x00",
        "http://example.com/\x7f",
        "http://example.com/\ud800",
        "http://exa mple.com/",
        "http://a..b/",
        "http://.example.com/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:x/",
        "http://127%2e0.0.1/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://" + "a" * 64 + ".com/",
        "http://" + "a." * 130 + "com/",
        "http://example.com/" + "a" * 8000,
        # spellings of IPv4 that inet_aton reads and nobody means
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.0.0.0x1/",
        "http://127.0.0.1./",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://news.0x10/",
        "http://０x7f.1/",
    ],
)
def test_refuses_urls_that_hide_something(url):
    """Other schemes, user-info, control characters and odd hosts are BAD_URL, named by the address asked."""
    with pytest.raises(FetchError) as caught:
        read_url(url)

    assert (caught.value.reason, caught.value.url, caught.value.retryable) == (Reason.BAD_URL, url, False)


@pytest.mark.parametrize(
    ("url", "text", "origin", "host", "port"),
    [
        ("http://example.com", "http://example.com/", "http://example.com", "example.com", 80),
        ("HTTPS://EXAMPLE.com:443/A?b", "https://example.com/A?b", "https://example.com", "example.com", 443),
        ("http://example.com:8080/", "http://example.com:8080/", "http://example.com:8080", "example.com", 8080),
        ("http://example.com./x", "http://example.com./x", "http://example.com.", "example.com", 80),
        ("http://a_b.example.com/", "http://a_b.example.com/", "http://a_b.example.com", "a_b.example.com", 80),
        ("http://münchen.de/", "http://xn--mnchen-3ya.de/", "http://xn--mnchen-3ya.de", "xn--mnchen-3ya.de", 80),
        ("http://１２７.0.0.1/", "http://127.0.0.1/", "http://127.0.0.1", "127.0.0.1", 80),
        ("http://[2600::1]:81/x", "http://[2600::1]:81/x", "http://[2600::1]:81", "2600::1", 81),
        ("http://h.com/a/../b#c\\d", "http://h.com/b", "http://h.com", "h.com", 80),
        ("http://h.com/a/%2e%2e/b", "http://h.com/b", "http://h.com", "h.com", 80),
        ("http://h.com/ລາວ ໜຶ່ງ", "http://h.com/%E0%BA%A5%E0%BA%B2%E0%BA%A7%20%E0%BB%9C%E0%BA%B6%E0%BB%88%E0%BA%87",
         "http://h.com", "h.com", 80),
    ],
)  # fmt: skip
def test_reads_urls(url, text, origin, host, port):
    """Host in lower case and IDNA, no fragment, no default port, no dot segments."""
    target = read_url(url)

    assert (target.text, target.origin, target.host, target.port) == (text, origin, host, port)


def test_sends_a_well_formed_url_exactly_as_written():
    """Escapes are not touched: a signed link breaks when %2F turns into a slash."""
    url = "https://h.com/a%41;b,c/%7Ex?next=%2Fa%2Fb&sig=a+b%3D"

    assert read_url(url).text == url


@given(st.one_of(st.text(), st.text().map("http://".__add__), st.text().map("http://h.com/".__add__)))
def test_any_text_is_a_url_or_a_bad_url(text):
    """Reading never raises anything but FetchError, and reading what was read changes nothing."""
    with contextlib.suppress(FetchError):
        target = read_url(text)
        assert read_url(target.text) == target


@given(st.text())
def test_any_location_is_a_url_or_a_bad_url(location):
    """The same for what servers write into Location."""
    with contextlib.suppress(FetchError):
        assert read_redirect(read_url("http://h.com/a"), location, asked="x").text.startswith(("http://", "https://"))


@given(st.text(alphabet="0123456789abcdefx.", min_size=1, max_size=16))
def test_numeric_hosts_have_one_spelling(host):
    """A host that the C library would read as an IPv4 address is refused, unless it is four plain numbers."""
    try:
        packed = socket.inet_aton(host)
    except OSError:
        return
    with contextlib.suppress(FetchError):
        assert read_url(f"http://{host}/").host == socket.inet_ntoa(packed)


def test_literal_addresses_are_refused_without_any_question():
    """An address written in the URL is judged before robots.txt and pace, by the same guard."""
    with pytest.raises(FetchError) as caught:
        AddressGuard().check_literal(read_url("http://[::ffff:7f00:1]/"), asked="http://asked/")

    assert (caught.value.reason, caught.value.url) == (Reason.ADDRESS_REFUSED, "http://asked/")
    AddressGuard().check_literal(read_url("http://8.8.8.8/"), asked="x")
    AddressGuard().check_literal(read_url("http://example.com/"), asked="x")
