"""Serves the world: a thread with an event loop, one loopback address an outlet, the clock at 127.0.0.1."""

import asyncio
import errno
import socket
import threading
from collections import Counter
from collections.abc import Collection
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from newsroom.dates import DAYS, calendar_day
from newsroom.outlets import catalogue_facts
from newsroom.site import Answer, Site
from newsroom.wires.agencies import CORAL, DEMO_KEY
from newsroom.wires.cursor import CursorSite, checked_faults
from newsroom.world import World

CONTROL_ADDRESS = "127.0.0.1"

_BACKLOG = 256
_MOST_TRIES = 50
"""To find a port that is free on every address; one try is nearly always enough."""

_SHUTDOWN_S = 0.2
"""Idle keep-alive connections get no longer than this when the newsroom closes."""


class NewsroomError(Exception):
    """The newsroom cannot open; the message is one line that says what to do."""


class Newsroom:
    """
    A world on the air. Made by ``serve``; a context manager that closes itself.

    Attributes:
        requests: How often each (address, status) was answered; the control interface is not counted.
    """

    def __init__(
        self,
        world: World,
        *,
        port: int = 0,
        day: int = DAYS,
        wire_key: str = DEMO_KEY,
        faults: Collection[str] = (),
    ) -> None:
        self.world = world
        self.requests: Counter[tuple[str, int]] = Counter()
        self._day, faults = _checked(day), checked_faults(faults)
        addresses = [CONTROL_ADDRESS, *(outlet.address for outlet in world.outlets), CORAL.address]
        sockets = _listen(addresses, port)
        self.port: int = sockets[0].getsockname()[1]
        self._sites = {
            outlet.address: Site(world, outlet, f"http://{outlet.address}:{self.port}") for outlet in world.outlets
        }
        self._wire = CursorSite(world, f"http://{CORAL.address}:{self.port}", key=wire_key, faults=faults)
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, args=(sockets,), name="newsroom", daemon=True)
        self._thread.start()

    @property
    def day(self) -> int:
        """The simulated day, 1..5."""
        return self._day

    @property
    def control_url(self) -> str:
        """Where the clock can be read and moved."""
        return f"http://{CONTROL_ADDRESS}:{self.port}"

    def set_day(self, day: int) -> None:
        """
        Move the clock to a day, back as well.

        Raises:
            ValueError: There is no such day.
        """
        self._day = _checked(day)

    def advance(self) -> int:
        """
        The next day, which is now today.

        Raises:
            ValueError: It was the last one already.
        """
        self.set_day(self._day + 1)
        return self._day

    def outlets(self) -> list[dict[str, Any]]:
        """The facts a catalogue of sources wants, feed addresses included."""
        return catalogue_facts(self.world.outlets, self.port)

    def article_url(self, row: dict[str, Any]) -> str:
        """The absolute canonical address of a row of the truth."""
        outlet = next(outlet for outlet in self.world.outlets if outlet.id == row["outlet_id"])
        return f"http://{outlet.address}:{self.port}{row['url_path']}"

    def expire_cursors(self) -> None:
        """Make every cursor that the wire has given out too old."""
        self._wire.expire()

    def close(self) -> None:
        """Stop listening; safe to call twice."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, sockets: list[socket.socket]) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve(sockets))
        finally:
            self._loop.close()

    async def _serve(self, sockets: list[socket.socket]) -> None:
        runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=_SHUTDOWN_S)
        await runner.setup()
        try:
            for listening in sockets:
                await web.SockSite(runner, listening, backlog=_BACKLOG).start()
            await self._stop.wait()
        finally:
            await runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        # The address that was dialled, not the Host header: that one a client may write as it likes.
        address: str = request.get_extra_info("sockname")[0]
        if address == CONTROL_ADDRESS:
            return self._control(request)
        if request.method in ("GET", "HEAD"):
            response = _respond(request, self._answer(address, request))
        else:
            response = web.Response(status=405, headers={"Allow": "GET, HEAD"})
        self.requests[address, response.status] += 1
        return response

    def _answer(self, address: str, request: web.BaseRequest) -> Answer:
        if address == CORAL.address:
            return self._wire.answer(request.path_qs, self._day, request.headers.get("x-api-key"))
        return self._sites[address].answer(request.path_qs, self._day)

    def _control(self, request: web.BaseRequest) -> web.Response:
        match request.method, request.path:
            case "GET", "/_newsroom/clock":
                return self._clock()
            case "POST", "/_newsroom/advance":
                return self._move(str(self._day + 1))
            case "POST", "/_newsroom/day":
                return self._move(request.query.get("n", ""))
            case "GET", "/_newsroom/truth.jsonl":
                text = self.world.truth_jsonl(self._day)
                return web.Response(text=text, content_type="application/x-ndjson", charset="utf-8")
            case "GET", "/_newsroom/wire-truth.jsonl":
                text = self.world.wire_truth_jsonl(self._day)
                return web.Response(text=text, content_type="application/x-ndjson", charset="utf-8")
            case "POST", "/_newsroom/expire-cursors":
                self.expire_cursors()
                return self._clock()
            case "GET", "/_newsroom/outlets.json":
                return web.json_response(self.outlets())
            case _:
                return web.json_response({"error": f"no such control: {request.method} {request.path}"}, status=404)

    def _move(self, day: str) -> web.Response:
        try:
            self.set_day(int(day))
        except ValueError:
            return web.json_response({"error": f"no day {day!r}: there are days 1 to {DAYS}"}, status=400)
        return self._clock()

    def _clock(self) -> web.Response:
        return web.json_response({"day": self._day, "date": calendar_day(self._day).isoformat()})


def serve(
    world: World,
    *,
    port: int = 0,
    day: int = DAYS,
    wire_key: str = DEMO_KEY,
    faults: Collection[str] = (),
) -> Newsroom:
    """
    The world on the air, from a background thread of this process.

    Args:
        port: The same on every address; 0 finds one that is free on all.
        day: Simulated day (1..5) to begin with.
        wire_key: The x-api-key without which Coral's cursor answers 401.
        faults: Of Coral's server: names of ``newsroom.wires.cursor.FAULTS``.

    Raises:
        NewsroomError: The port is taken, or the machine has no such loopback addresses.
        ValueError: There is no such day, or no such fault.
    """
    return Newsroom(world, port=port, day=day, wire_key=wire_key, faults=faults)


def _checked(day: int) -> int:
    if not 1 <= day <= DAYS:
        raise ValueError(f"no day {day}: there are days 1 to {DAYS}")
    return day


def _listen(addresses: list[str], port: int) -> list[socket.socket]:
    """A bound socket for each address, all on one port."""
    for _ in range(_MOST_TRIES):
        opened: list[socket.socket] = []
        wanted = port
        try:
            for address in addresses:
                listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
                opened.append(listening)
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listening.bind((address, wanted))
                listening.listen(_BACKLOG)
                wanted = listening.getsockname()[1]
        except OSError as e:
            for listening in opened:
                listening.close()
            if e.errno != errno.EADDRINUSE:
                raise NewsroomError(f"cannot listen on {address}:{wanted}: {e.strerror}") from e
            if port:
                raise NewsroomError(f"port {port} is taken on {address}: choose another with --port") from e
        else:
            return opened
    raise NewsroomError(f"no port is free on all of {len(addresses)} loopback addresses: close some programs")


def _respond(request: web.BaseRequest, answer: Answer) -> web.Response:
    """The answer in the form this client asked for: not modified, packed, or plain."""
    headers = answer.headers
    if answer.status == 200 and _unchanged(request, headers):
        kept = {name: value for name, value in headers.items() if name != "Content-Type"}
        return web.Response(status=304, headers=kept)
    if answer.packed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=answer.packed, headers=headers | {"Content-Encoding": "gzip"})
    return web.Response(status=answer.status, body=answer.body, headers=headers)


def _unchanged(request: web.BaseRequest, headers: dict[str, str]) -> bool:
    """Whether the client's copy is still good; If-None-Match outranks the date (RFC 9110 section 13.2.2)."""
    if "ETag" not in headers:
        return False
    if tags := request.headers.get("If-None-Match"):
        stated = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        return "*" in stated or headers["ETag"] in stated
    if since := request.headers.get("If-Modified-Since"):
        try:
            return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False
    return False
