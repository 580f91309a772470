"""Fetch: the pages of new entries, and of those that failed with hope; the bytes go to the archive."""

from dataclasses import replace
from hashlib import sha256

from newslake.core.schedule import shard_of
from newslake.edge.archive import ArchiveWriter
from newslake.edge.batches import BatchWriter, read_batch
from newslake.edge.crawl import Request, fetch_each
from newslake.edge.lake.read import MAX_ATTEMPTS, pending_entries
from newslake.errors import FetchError
from newslake.model import Entry, Page, Payload, StageReport
from newslake.stages.run import Run, clock, shard_name, stage

HEADERS_KEPT = ("content-type", "content-language", "last-modified", "etag", "x-robots-tag", "tdm-reservation", "link")
"""The archive has them all; these are worth asking for in SQL."""


def fetch(run: Run, shard: int | None = None) -> StageReport:
    """
    Fetch the page of every entry of a shard (None: of all) that has none.

    These are the entries that ``collect`` has just written and those of the lake whose page is still to come. Writes a
    ``page`` batch and a WARC; what will not come is a page without bytes, which ``extract`` rejects.
    """
    name = shard_name(shard)
    waiting = _waiting(run, shard, name)
    with (
        stage(run, "fetch", shard) as tally,
        BatchWriter(run.batch("page", name), Page) as pages,
        ArchiveWriter(run.folder.raw, run.archive_name("pages", name)) as archive,
    ):
        tally.expect(len(waiting))
        requests = [((entry, attempts), Request(url=entry.link)) for entry, attempts in waiting]
        for (entry, attempts), answer in fetch_each(run.fetch_policy(), requests):
            page = _page(entry, attempts + 1, answer)
            if isinstance(answer, FetchError):
                tally.add(f"{answer.reason}{'-to-retry' if page.retryable else ''}")
            else:
                page = replace(page, raw_pointer=archive.write(answer))
                tally.add("page")
            pages.write(page)
            tally.step()
    return tally.report


def _waiting(run: Run, shard: int | None, name: str) -> list[tuple[Entry, int]]:
    """Entries to fetch with the attempts made so far, one an address; what was just collected is the newest word."""
    # The batch before the lake: should another load take it in between, its entries are found there.
    collected = list(read_batch(run.batch("entry", name), Entry))
    by_url = {
        entry.url: (entry, attempts)
        for entry, attempts in pending_entries(run.settings.lake, now=run.now)
        if shard in (None, shard_of(entry.link))
    }
    by_url.update((entry.url, (entry, 0)) for entry in collected)
    return list(by_url.values())


def _page(entry: Entry, attempt: int, answer: Payload | FetchError) -> Page:
    failed = isinstance(answer, FetchError)
    fetched_at = clock() if failed else answer.fetched_at
    return Page(
        page_id=sha256(f"{entry.entry_id} {fetched_at.isoformat()}".encode()).hexdigest()[:32],
        entry=entry,
        requested_url=entry.link,
        final_url=None if failed else answer.final_url,
        status=answer.status,
        media_type=None if failed else answer.media_type,
        http_charset=None if failed else answer.http_charset,
        headers=() if failed else tuple(f"{key}: {value}" for key, value in answer.headers if key in HEADERS_KEPT),
        body_bytes=None if failed else len(answer.body),
        reason=answer.reason if failed else None,
        detail=(answer.detail or None) if failed else None,
        attempt=attempt,
        retryable=failed and answer.retryable and attempt < MAX_ATTEMPTS,
        fetched_at=fetched_at,
        raw_pointer=None,
    )
