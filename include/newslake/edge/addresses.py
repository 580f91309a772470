"""
Which addresses may be asked at all: the form of a URL, and the IP address it leads to.

Two gates. ``read_url`` refuses what no honest feed writes, before anything is sent. ``AddressGuard`` is handed to
the connector as its socket factory: the one place that sees the resolved address, after DNS and before any
connection, so that no name, redirect or rebinding can lead inside.
"""

import errno
import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from yarl import URL

from newslake.errors import FetchError, SettingsError
from newslake.model import Reason

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_URL_CHARS = 8000
"""RFC 9110 section 4.1 asks that at least 8000 be supported; longer ones are traps."""

_SHAPE = re.compile(r"(https?)://([^/?]*)(.*)", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_ODD_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Sent exactly as written: yarl turns %2F in a query into "/", which breaks signed links.
_EXACT = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*")
_DOT_SEGMENT = re.compile(r"/(?:\.|%2e)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """
    A URL that may be asked.

    Attributes:
        url: What the client sends.
        text: The same as text, without fragment.
        origin: Scheme, host and port: what one robots.txt covers.
        host: Lower case, IDNA, no brackets, no trailing dot.
    """

    url: URL
    text: str
    origin: str
    host: str
    port: int


def read_url(url: str, *, asked: str | None = None) -> Target:
    """
    Read a URL strictly: http or https, a plain host, nothing hidden.

    Args:
        url: Absolute.
        asked: The address to name in the error, when this one is a redirect of it.

    Raises:
        FetchError: BAD_URL, for other schemes, user-info, backslashes, control characters, and the spellings of
            IPv4 that only C libraries read (0x7f.1, 2130706433, 127.1, 0177.0.0.1).

    Source: WHATWG URL, "ends in a number"; RFC 3986 section 7.4.
    """
    named = url if asked is None else asked
    if len(url) > MAX_URL_CHARS:
        raise _bad(named, f"longer than {MAX_URL_CHARS} characters")
    sent = url.partition("#")[0]
    if _FORBIDDEN.search(sent):
        raise _bad(named, f"control character or backslash in {url[:200]!r}")
    shape = _SHAPE.fullmatch(sent)
    if shape is None:
        raise _bad(named, f"not an http address: {url[:200]!r}")
    scheme, authority, rest = shape[1].lower(), shape[2], shape[3]
    if not rest.startswith("/"):
        rest = f"/{rest}"
    try:
        origin, host, port = _read_origin(scheme, authority)
        exact = _EXACT.fullmatch(rest) and not _DOT_SEGMENT.search(rest)
        parsed = URL(origin + rest, encoded=True) if exact else URL(f"{scheme}://{authority}{rest}")
    except ValueError as e:
        raise _bad(named, f"{e} in {url[:200]!r}") from e
    return Target(url=parsed, text=str(parsed), origin=origin, host=host, port=port)


@lru_cache(maxsize=4096)
def _read_origin(scheme: str, authority: str) -> tuple[str, str, int]:
    if "@" in authority:
        raise ValueError("user name or password")
    parsed = URL(f"{scheme}://{authority}/")
    host, port = parsed.raw_host, parsed.port
    if not host or not port or not _is_plain(host):
        raise ValueError("no plain host and port")
    shown = f"[{host}]" if ":" in host else host
    default = 443 if scheme == "https" else 80
    origin = f"{scheme}://{shown}" if port == default else f"{scheme}://{shown}:{port}"
    return origin, host.rstrip("."), port


def read_redirect(base: Target, location: str, *, asked: str) -> Target:
    """
    Read a Location as strictly as the first address.

    Raises:
        FetchError: BAD_URL, in the name of the address first asked.
    """
    try:
        if _FORBIDDEN.search(location):  # urljoin would drop tabs and line ends without a word
            raise ValueError("control character or backslash")
        following = urljoin(base.text, location)
    except ValueError as e:
        raise _bad(asked, f"redirect to {location[:200]!r}: {e}") from e
    return read_url(following, asked=asked)


def _is_plain(host: str) -> bool:
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host).scope_id is None
        except ValueError:
            return False
    labels = host.removesuffix(".").split(".")
    if len(host) > 254 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    if _ODD_NUMBER.fullmatch(labels[-1]):
        try:  # the standard library reads four decimal numbers without leading zeros, and nothing else
            ipaddress.IPv4Address(host)
        except ValueError:
            return False
    return True


def _bad(url: str, detail: str) -> FetchError:
    return FetchError(url, Reason.BAD_URL, detail)


# ---------------------------------------------------------------- resolved addresses


_REFUSED_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # "this network"; Linux connects 0.0.0.0 to loopback
        "10.0.0.0/8",
        "100.64.0.0/10",  # CGNAT; also the metadata service of Alibaba Cloud
        "127.0.0.0/8",
        "168.63.129.16/32",  # the host agent of Azure, an address that looks public
        "169.254.0.0/16",  # link-local; the metadata service of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
"""The only block from which IANA hands out addresses: loopback, ULA, link-local and multicast lie outside."""

_REFUSED_V6 = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: leads to any IPv4 address, and no news server lives there
        "3fff::/20",  # documentation
    )
)
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class AddressRefused(OSError):  # noqa: N818 - an outcome, not a fault; OSError so that the connector tries the next one
    """The name leads to an address that is not ours to ask."""


@dataclass(frozen=True, slots=True)
class _Allowed:
    network: _Network
    port: int | None


class AddressGuard:
    """
    Decides on resolved addresses; its ``open_socket`` is the connector's socket factory.

    Refused: whatever IANA's special-purpose registries do not call globally reachable. IPv4-mapped and NAT64
    (64:ff9b::/96) addresses are judged by the IPv4 address in them, as an IPv6-only machine reaches the whole
    IPv4 web that way; 6to4, Teredo and IPv4-compatible ones are refused, whatever they carry.

    Args:
        allow: Fetched although refused: "127.0.0.1", "127.0.1.0/24", "127.0.0.3:8080", "[::1]:8080".

    Raises:
        SettingsError: An entry of the allowance is no address.
    """

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._allowed = tuple(_read_allowed(entry) for entry in allow)

    def permits(self, address: str, port: int) -> bool:
        """Whether this resolved address may be connected to; False for what is no address at all."""
        try:
            ip = _unwrap(ipaddress.ip_address(address))
        except ValueError:
            return False
        if isinstance(ip, ipaddress.IPv4Address):
            refused = any(ip in network for network in _REFUSED_V4)
        else:
            refused = ip.scope_id is not None or ip not in _GLOBAL_V6 or any(ip in network for network in _REFUSED_V6)
        return not refused or any(ip in a.network and a.port in (None, port) for a in self._allowed)

    def check_literal(self, target: Target, *, asked: str) -> None:
        """Refuse an address written in the URL at once, before robots.txt is asked or a turn is waited for."""
        is_literal = ":" in target.host or target.host.replace(".", "").isdigit()
        if is_literal and not self.permits(target.host, target.port):
            raise FetchError(asked, Reason.ADDRESS_REFUSED, f"{target.host} is not a public address")

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """
        Make the socket for one resolved address, or refuse.

        Args:
            info: As from ``getaddrinfo``: family, type, protocol, name, (address, port, ...).

        Raises:
            AddressRefused: Nothing has been sent and no connection begun.
        """
        family, kind, protocol, _, sockaddr = info
        if not self.permits(str(sockaddr[0]), int(sockaddr[1])):
            raise AddressRefused(errno.EACCES, f"{sockaddr[0]} is not a public address")
        return socket.socket(family, kind, protocol)


def _unwrap(ip: _Address) -> _Address:
    if isinstance(ip, ipaddress.IPv6Address) and (ip in _MAPPED or ip in _NAT64):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _read_allowed(entry: str) -> _Allowed:
    text, port = entry.strip(), None
    bracketed = re.fullmatch(r"\[([^\]]+)\](?::([0-9]{1,5}))?", text)
    if bracketed:
        text, port = bracketed[1], bracketed[2]
    elif text.count(":") == 1:
        text, _, port = text.partition(":")
    try:
        if port is not None and not 0 < int(port) < 65536:
            raise ValueError("no such port")
        return _Allowed(ipaddress.ip_network(text), None if port is None else int(port))
    except ValueError as e:
        raise SettingsError(
            f"fetch allowance {entry!r} is no address: {e}; write 127.0.0.1, 127.0.1.0/24 or 127.0.0.3:8080"
        ) from e
