"""A web of many hosts on loopback addresses: each answers for its own paths, everything else is 404."""

import asyncio
import socket
import threading
from collections.abc import Mapping
from typing import Self

from aiohttp import web

Answer = tuple[bytes, str]
"""Body and Content-Type."""


class StaticWeb:
    """
    Serves ``answers[host][path and query]`` on one port of all the hosts, in a thread, while the ``with`` block runs.

    The port is chosen first: pages and feeds name addresses, so answers may be given when it is known.
    """

    def __init__(self, hosts: list[str]) -> None:
        self._hosts = hosts
        self.answers: Mapping[str, Mapping[str, Answer]] = {}
        self._sockets = _listen(hosts)
        self.port = self._sockets[0].getsockname()[1]

    def url(self, host: str, path: str) -> str:
        """Absolute address of a path."""
        return f"http://{host}:{self.port}{path}"

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()

    def _run(self, ready: threading.Event) -> None:
        self._loop.run_until_complete(self._serve(ready))

    async def _serve(self, ready: threading.Event) -> None:
        self._stop = asyncio.Event()
        server = web.ServerRunner(web.Server(self._answer))
        await server.setup()
        for bound in self._sockets:
            await web.SockSite(server, bound).start()
        ready.set()
        await self._stop.wait()
        await server.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        host = (request.headers.get("Host") or "").split(":")[0]
        found = self.answers.get(host, {}).get(request.raw_path if hasattr(request, "raw_path") else request.path_qs)
        if found is None:
            return web.Response(status=404, text="not here")
        body, content_type = found
        return web.Response(body=body, headers={"Content-Type": content_type})


def _listen(hosts: list[str]) -> list[socket.socket]:
    """Sockets on one port, free on every host."""
    for _ in range(20):
        first = socket.create_server((hosts[0], 0))
        port = first.getsockname()[1]
        bound = [first]
        try:
            bound += [socket.create_server((host, port)) for host in hosts[1:]]
        except OSError:
            for one in bound:
                one.close()
            continue
        return bound
    raise RuntimeError("no port is free on all loopback addresses")
