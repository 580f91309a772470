"""Cursors of agencies: pages of an API, each with the texts it names; what was asked and where it goes on."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from newslake.core.wires.formats import ap_media
from newslake.edge.addresses import read_url
from newslake.edge.crawl import Request, fetch_each
from newslake.edge.http import FetchPolicy
from newslake.edge.lake.read import cursor_of
from newslake.errors import FetchError, SettingsError, WireError
from newslake.model import Payload, Reason, Source, Wire
from newslake.stages.run import Run, clock

PAGES_AT_MOST = 1_000
"""Of one pass: a cursor that never comes to its end is gone on with by the next one."""

FAILURES_IN_A_ROW = 3
"""Of the texts of a page; a server that does not answer costs its time-out each time."""

KEY_HEADER = "x-api-key"
"""AP's Media API takes the key in this header."""

_EXPIRED = (400, 404, 410)
"""What servers answer to a cursor they have forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorPage:
    """
    One call of a cursor.

    Attributes:
        answer: None when there was none.
        has_items: Whether it brought any.
        texts: By address, what the items name instead of carrying it, as far as it came; or why it will not come.
        next_page: Where the cursor goes on; None where it stays.
        reason, detail: Why the page could not be had whole, and will be asked for again; None when it was.
        is_new: Whether there is anything to keep: items, another place to go on, or a failure.
    """

    address: str
    answer: Payload | None = None
    has_items: bool = False
    texts: dict[str, Payload | Reason] = field(default_factory=dict)
    next_page: str | None = None
    reason: Reason | None = None
    detail: str | None = None
    is_new: bool = True


def pages(run: Run, wire: Wire, source: Source) -> Iterator[CursorPage]:
    """
    The pages of a cursor from where the lake says it stands, to the first that brings no item or fails.

    Where a text does not come for now, the page is asked for again by the next passes, what has come of it is kept, and
    after ``wire_backstop_s`` it goes on without. A cursor that the server has forgotten begins anew, and says so.
    """
    policy = _policy(run, wire, source)
    cursor = cursor_of(run.settings.lake, wire.wire_id)
    address: str | None = cursor.next_page or wire.location
    asked: set[str] = set()
    while address is not None and address not in asked and len(asked) < PAGES_AT_MOST:
        asked.add(address)
        page = _page(policy, wire, address, gives_up=len(asked) == 1 and _is_over(cursor.waiting_since, run))
        if page.is_new:
            yield page
        goes_on = page.has_items if page.reason is None else page.next_page == wire.location
        address = page.next_page if goes_on else None


def _is_over(waiting_since: datetime | None, run: Run) -> bool:
    """Whether the texts of the page at which a cursor stands were waited for long enough."""
    if waiting_since is None:
        return False
    return (clock() - waiting_since).total_seconds() >= run.settings.wire_backstop_s


def key_of(wire: Wire) -> str | None:
    """
    The key that a cursor wants; None when it wants none.

    Raises:
        SettingsError: It is not in the environment.
    """
    if wire.api_key_env is None:
        return None
    key = os.environ.get(wire.api_key_env)
    if not key:
        raise SettingsError(f"{wire.location} wants a key: put it into the environment variable {wire.api_key_env}")
    return key


def _policy(run: Run, wire: Wire, source: Source) -> FetchPolicy:
    key = key_of(wire)
    keys = ((read_url(wire.location).origin, KEY_HEADER, key),) if key else ()
    # Who holds a contract is no crawler: its API has no robots.txt to obey, and its pace is its own affair.
    return replace(run.fetch_policy(()), robots=False, keys=keys, host_delay_s=source.host_delay_s or 0)


def _page(policy: FetchPolicy, wire: Wire, address: str, *, gives_up: bool) -> CursorPage:
    page = CursorPage(address=address)
    answer = _fetch(policy, [address])[address]
    if isinstance(answer, FetchError):
        forgotten = answer.status in _EXPIRED and address != wire.location
        detail = f"{answer.detail}; begins anew, what came in between may be missing" if forgotten else answer.detail
        return replace(page, reason=answer.reason, detail=detail, next_page=wire.location if forgotten else None)
    page = replace(page, answer=answer)
    try:
        told = ap_media.read_page(answer.body)
        next_page, texts = told.next_page, told.texts
        if next_page is not None and read_url(next_page).origin != read_url(wire.location).origin:
            raise FetchError(next_page, Reason.ADDRESS_REFUSED, "the next page leads to another server")
    except (WireError, FetchError) as e:
        return replace(page, reason=e.reason, detail=str(e))
    if not told.has_items:
        return replace(page, next_page=next_page, is_new=next_page not in (None, address))
    found = _fetch(policy, texts, patient=gives_up)
    late = [url for url, needed in texts.items() if needed and _is_late(found.get(url))]
    kept = {url: one.reason if isinstance(one, FetchError) else one for url, one in found.items()}
    page = replace(page, has_items=True, texts=kept)
    if late and not gives_up:
        first = next(one for one in found.values() if isinstance(one, FetchError) and one.retryable)
        return replace(page, reason=first.reason, detail=f"{len(late)} of {len(texts)} texts did not come: {first}")
    return replace(page, next_page=next_page)


def _is_late(answer: Payload | FetchError | None) -> bool:
    """Whether a text may still come; None: it was not asked for any more."""
    return answer is None or (isinstance(answer, FetchError) and answer.retryable)


def _fetch(policy: FetchPolicy, addresses: Iterable[str], *, patient: bool = False) -> dict[str, Payload | FetchError]:
    """Answers by address; unless patient, no more are asked for after a few in a row that may come later."""
    found: dict[str, Payload | FetchError] = {}
    in_a_row = 0
    for address, answer in fetch_each(policy, [(address, Request(url=address)) for address in addresses]):
        found[address] = answer
        in_a_row = in_a_row + 1 if _is_late(answer) else 0
        if in_a_row == FAILURES_IN_A_ROW and not patient:
            break
    return found
