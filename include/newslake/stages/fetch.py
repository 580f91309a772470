"""Fetch: the pages of new entries, and of those that failed with hope; the bytes go to the archive."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from newslake.core.sources import Catalogue
from newslake.core.sources.schedule import shard_of
from newslake.edge.archive import ArchiveWriter
from newslake.edge.batches import BatchWriter, read_batch
from newslake.edge.catalog import load_catalog
from newslake.edge.crawl import Request, fetch_each
from newslake.edge.lake.read import MAX_ATTEMPTS, pending_entries
from newslake.edge.spool import cut_name, cuts, next_cut
from newslake.errors import FetchError
from newslake.model import Entry, Page, Payload, Source, StageReport
from newslake.stages.cuts import Cuts
from newslake.stages.run import Run, clock, shard_name, stage

HEADERS_KEPT = ("content-type", "content-language", "last-modified", "etag", "x-robots-tag", "tdm-reservation", "link")
"""The archive has them all; these are worth asking for in SQL."""


def fetch(run: Run, shard: int | None = None) -> StageReport:
    """
    Fetch the page of every entry of a shard (None: of all) that has none.

    These are the entries that ``collect`` has just written and those of the lake whose page is still to come, as far as
    their feeds are in the catalogue; a page is fetched in the shard of its feed. Writes a ``page`` batch and a WARC;
    what will not come is a page without bytes, which ``extract`` rejects. Both are cut every so often (``cuts``); a
    stage that runs again leaves alone what an earlier try has completed.
    """
    name = shard_name(shard)
    catalogue = Catalogue(load_catalog(run.settings.sources))
    waiting = _waiting(run, catalogue, shard)
    spool = run.folder.spool

    @contextmanager
    def begin(number: int) -> Iterator[_Files]:
        cut = cut_name(name, number)
        with (  # the archive gets its name first, then the pages that point into it
            BatchWriter(run.batch("page", cut), Page) as pages,
            ArchiveWriter(run.folder.raw, run.archive_name("pages", cut)) as archive,
        ):
            yield _Files(pages, archive)

    with (
        stage(run, "fetch", shard) as tally,
        Cuts(begin, first=next_cut(spool, run.name, ("page",), name)) as cut,
    ):
        tally.expect(len(waiting))
        requests = [((entry, attempts), Request(url=entry.link)) for entry, attempts in waiting]
        for (entry, attempts), answer in fetch_each(run.fetch_policy(catalogue.sources), requests):
            page = _page(entry, catalogue, attempts + 1, answer)
            if isinstance(answer, FetchError):
                tally.add(f"{answer.reason}{'-to-retry' if page.retryable else ''}")
            else:
                page = replace(page, raw_pointer=cut.files.archive.write(answer))
                tally.add("page")
            cut.files.pages.write(page)
            cut.done()
            tally.step()
            if run.stop.is_set():
                break
    return tally.report


class _Files(NamedTuple):
    """What a cut writes to."""

    pages: BatchWriter[Page]
    archive: ArchiveWriter


def _waiting(run: Run, catalogue: Catalogue, shard: int | None) -> list[tuple[Entry, int]]:
    """Entries to fetch with the attempts made so far, one an address; what was just collected is the newest word.

    An address that an earlier try of this stage has asked for is not asked again.
    """
    feeds = {feed.feed_id for feed in catalogue.feeds() if shard in (None, shard_of(feed.url))}
    # The batch before the lake: should another load take it in between, its entries are found there.
    spool, name = run.folder.spool, shard_name(shard)
    collected = [entry for cut in cuts(spool, run.name, "entry", name) for entry in read_batch(cut, Entry)]
    tried = {page.entry.url for cut in cuts(spool, run.name, "page", name) for page in read_batch(cut, Page)}
    pending = pending_entries(run.settings.lake, now=run.now)
    by_url = {entry.url: (entry, attempts) for entry, attempts in pending if entry.feed_id in feeds}
    by_url.update((entry.url, (entry, 0)) for entry in collected)
    return [waiting for url, waiting in by_url.items() if url not in tried]


def _page(entry: Entry, catalogue: Catalogue, attempt: int, answer: Payload | FetchError) -> Page:
    fetched_at = clock() if isinstance(answer, FetchError) else answer.fetched_at
    address = entry.link if isinstance(answer, FetchError) else answer.final_url
    page = Page(
        page_id=sha256(f"{entry.entry_id} {fetched_at.isoformat()}".encode()).hexdigest()[:32],
        entry=entry,
        source=_source(catalogue, entry, address),
        requested_url=entry.link,
        final_url=None,
        status=answer.status,
        media_type=None,
        http_charset=None,
        headers=(),
        body_bytes=None,
        reason=None,
        detail=None,
        attempt=attempt,
        retryable=False,
        fetched_at=fetched_at,
        raw_pointer=None,
    )
    if isinstance(answer, FetchError):
        hope = answer.retryable and attempt < MAX_ATTEMPTS
        return replace(page, reason=answer.reason, detail=answer.detail or None, retryable=hope)
    return replace(
        page,
        final_url=answer.final_url,
        media_type=answer.media_type,
        http_charset=answer.http_charset,
        headers=tuple(f"{key}: {value}" for key, value in answer.headers if key in HEADERS_KEPT),
        body_bytes=len(answer.body),
    )


def _source(catalogue: Catalogue, entry: Entry, address: str) -> Source:
    """Who serves a page: by its address, or where an aggregator says it took it from."""
    found = catalogue.source_of(address, feed_source_id=entry.source_id, stated_url=entry.source_url)
    return replace(found, feeds=(), wires=())
