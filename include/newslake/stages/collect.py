"""Collect: visit the feeds that are due; write a visit each, and the entries that were not seen before."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from newslake.core.feeds.reading import FeedReading, read_feed
from newslake.core.sources.schedule import feeds_due, shard_of
from newslake.edge.archive import ArchiveWriter
from newslake.edge.batches import BatchWriter, read_batch
from newslake.edge.catalog import load_catalog
from newslake.edge.crawl import Request, fetch_each
from newslake.edge.lake.read import known_entries, latest_visits
from newslake.edge.spool import cut_name, cuts, next_cut
from newslake.edge.workers import Failure, Workers
from newslake.errors import FeedError, FetchError
from newslake.model import Entry, Feed, Payload, Reason, StageReport, Visit
from newslake.stages.cuts import Cuts
from newslake.stages.run import PRELOAD, Run, clock, failure_reason, shard_name, stage


def collect(run: Run, shard: int | None = None) -> StageReport:
    """
    Visit the feeds of a shard (None: of all) that are due.

    Writes ``entry`` and ``visit`` batches and WARC files, cut every so often (``cuts``). Run again, it leaves alone
    the feeds that an earlier try has visited; once they are loaded, the feeds are no longer due.
    """
    catalog = load_catalog(run.settings.sources)
    feeds = [feed for source in catalog for feed in source.feeds if shard in (None, shard_of(feed.url))]
    last_visits = latest_visits(run.settings.lake)
    spool, name = run.folder.spool, shard_name(shard)
    visited = {visit.feed_id for cut in cuts(spool, run.name, "visit", name) for visit in read_batch(cut, Visit)}
    due = [feed for feed in feeds_due(feeds, last_visits, now=run.now, force=run.force) if feed.feed_id not in visited]
    known = known_entries(run.settings.lake, [feed.feed_id for feed in due])
    known |= {entry.entry_id for cut in cuts(spool, run.name, "entry", name) for entry in read_batch(cut, Entry)}

    @contextmanager
    def begin(number: int) -> Iterator[_Files]:
        part = cut_name(name, number)
        with (  # they get their names in reverse order: the archive, the entries, and the visits last
            BatchWriter(run.batch("visit", part), Visit) as visits,
            BatchWriter(run.batch("entry", part), Entry) as entries,
            ArchiveWriter(run.folder.raw, run.archive_name("feeds", part)) as archive,
        ):
            yield _Files(visits, entries, archive)

    with (
        stage(run, "collect", shard) as tally,
        Cuts(begin, first=next_cut(spool, run.name, ("visit", "entry"), name)) as cut,
        Workers(read_feed, run.worker_policy(), preload=PRELOAD) as workers,
    ):
        tally.expect(len(due))

        def end(visit: Visit) -> None:
            cut.files.visits.write(visit)
            cut.done()
            tally.add(visit.reason or ("unchanged" if visit.unchanged else "changed"))
            tally.step()

        def changed() -> Iterator[tuple[Visit, tuple[Any, ...]]]:
            """Visits whose feed must be read, with what a worker needs for it; the others end here."""
            requests = [(feed, _request(feed, last_visits.get(feed.feed_id))) for feed in due]
            for feed, answer in fetch_each(run.fetch_policy(catalog), requests):
                if run.stop.is_set():
                    return
                visit = _visit(feed, last_visits.get(feed.feed_id), answer)
                if isinstance(answer, FetchError) or visit.unchanged:
                    end(visit)
                    continue
                where = (answer.final_url, answer.http_charset, answer.media_type)
                archived = replace(visit, raw_pointer=cut.files.archive.write(answer))
                yield archived, (answer.body, *where, feed, visit.visit_id, answer.fetched_at)

        for visit, reading in workers.map(changed()):
            if not isinstance(reading, FeedReading):
                end(_not_read(visit, last_visits.get(visit.feed_id), reading))
                continue
            fresh = [entry for entry in reading.entries if entry.entry_id not in known]
            known.update(entry.entry_id for entry in fresh)
            for entry in fresh:
                cut.files.entries.write(entry)
            tally.add("entry", len(fresh))
            tally.add("entry-known", len(reading.entries) - len(fresh))
            tally.add("entry-without-link", reading.without_link)
            tally.add("entry-duplicate", reading.duplicates)
            tally.add("entry-left-out", reading.left_out)
            total, overlap = len(reading.entries), len(reading.entries) - len(fresh)
            end(replace(visit, entries=total, overlap=overlap, feed_format=reading.format))
        tally.cpu_seconds = workers.cpu_seconds
    return tally.report


class _Files(NamedTuple):
    """What a cut writes to."""

    visits: BatchWriter[Visit]
    entries: BatchWriter[Entry]
    archive: ArchiveWriter


def _request(feed: Feed, last: Visit | None) -> Request:
    if last is None:
        return Request(url=feed.url)
    return Request(url=feed.url, etag=last.etag, last_modified=last.last_modified)


def _visit(feed: Feed, last: Visit | None, answer: Payload | FetchError) -> Visit:
    """The visit as far as HTTP tells; a failure and a 304 keep the validators and the digest of the visit before."""
    kept = last and (last.etag, last.last_modified, last.body_sha256)
    etag, last_modified, sha256 = kept or (None, None, None)
    visit = Visit(
        visit_id=uuid4().hex,
        feed_id=feed.feed_id,
        source_id=feed.source_id,
        url=feed.url,
        final_url=None,
        visited_at=clock(),
        status=None,
        etag=etag,
        last_modified=last_modified,
        body_sha256=sha256,
        body_bytes=None,
        unchanged=False,
        entries=None,
        overlap=None,
        reason=None,
        detail=None,
        retry_at=None,
        failures_in_row=0,
        feed_format=last.feed_format if last else None,
        raw_pointer=last.raw_pointer if last else None,
    )
    if isinstance(answer, FetchError):
        wait = answer.retry_after_s
        return replace(
            visit,
            status=answer.status,
            reason=answer.reason,
            detail=answer.detail or None,
            retry_at=visit.visited_at + timedelta(seconds=wait) if wait is not None else None,
            failures_in_row=(last.failures_in_row if last else 0) + 1,
        )
    visit = replace(visit, final_url=answer.final_url, status=answer.status, visited_at=answer.fetched_at)
    if answer.status == 304:
        return replace(visit, unchanged=True)
    digest = hashlib.sha256(answer.body).hexdigest()
    return replace(
        visit,
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
        body_sha256=digest,
        body_bytes=len(answer.body),
        unchanged=digest == sha256,
    )


def _not_read(visit: Visit, last: Visit | None, reading: FeedError | Failure) -> Visit:
    """A visit whose bytes came and could not be read as a feed; its digest is forgotten, so that the next one tries."""
    if isinstance(reading, Failure):
        reason, detail = failure_reason(reading), reading.detail
    else:
        reason, detail = Reason.NOT_A_FEED, str(reading)
    failures = (last.failures_in_row if last else 0) + 1
    forgotten = replace(visit, body_sha256=None, etag=None, last_modified=None)
    return replace(forgotten, reason=reason, detail=detail, failures_in_row=failures)
