"""One world for all tests of the newsroom, and one server that stands at its last day."""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from newsroom import Newsroom, World, serve


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back over the wire, undecoded."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(url: str, *, method: str = "GET", **headers: str) -> Reply:
    """One request without redirects; header names take underscores for dashes."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Reply(
            status=response.status,
            headers={name.lower(): value for name, value in response.getheaders()},
            body=response.read(),
        )
    finally:
        connection.close()


@pytest.fixture(scope="session")
def world() -> World:
    return World.build()


@pytest.fixture(scope="session")
def newsroom(world: World) -> Iterator[Newsroom]:
    """Tests must not move this one's clock."""
    with serve(world) as running:
        yield running
