"""A web server that says exactly the bytes it is told to, on an address of 127.0.0.0/8: broken answers included."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the client sent; header names in lower case."""

    target: str
    headers: dict[str, str]
    peer: tuple[str, int]


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Handler


def answer(status: int = 200, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    """A whole answer; ``length`` lies about Content-Length."""
    lines = [f"HTTP/1.1 {status} X", *headers]
    if status != 304:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    return answer(status, b"", f"Location: {location}")


class Site:
    """Serves ``answers`` by path (query included); other paths are 404. Keeps every request in ``requests``."""

    def __init__(self, answers: Mapping[str, Answer], *, host: str = "127.0.0.1") -> None:
        self.answers = answers
        self.host = host
        self.requests: list[Request] = []
        self.connections = 0
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in self._writers:
            writer.close()
        await self._server.wait_closed()

    def url(self, path: str, *, host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def asked(self, path: str) -> int:
        """How often this path was asked for."""
        return sum(request.target == path for request in self.requests)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        try:
            while await self._serve_one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if name}
        request = Request(target=first.split(" ")[1], headers=headers, peer=writer.get_extra_info("peername"))
        self.requests.append(request)
        said = self.answers.get(request.target, answer(404))
        if not isinstance(said, bytes):
            await said(request, writer)
            return False
        writer.write(said)
        await writer.drain()
        head, _, body = said.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        # Anything but a well-formed answer ends the connection, as a broken server does.
        return length is not None and int(length[1]) == len(body)
