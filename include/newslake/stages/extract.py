"""Extract: read the pages that were fetched, in worker processes; each becomes an article or a rejection."""

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from newslake.core.agencies import shipped
from newslake.core.articles import read_page, reject
from newslake.edge.archive import read_body
from newslake.edge.batches import BatchWriter, read_batch
from newslake.edge.catalog import load_catalog
from newslake.edge.spool import unread_pages
from newslake.edge.workers import Failure, Workers
from newslake.errors import FetchError, LakeError
from newslake.model import Article, Page, Reason, Rejection, StageReport
from newslake.stages.run import PRELOAD, Run, failure_reason, stage

log = logging.getLogger(__name__)


def extract(run: Run) -> StageReport:
    """
    Read every batch of pages in the spool that was not read yet, also of a run that died before it could.

    Writes an ``article`` and a ``rejection`` batch for each, named by the digest of the batch of pages. A page that
    could not be fetched, and will not be tried again, is a rejection too.
    """
    finishing = run.stop.is_set()  # told to stop before: what has been fetched is still read
    batches = unread_pages(run.folder.spool)
    read = partial(read_page, registry=shipped().with_sources(load_catalog(run.settings.sources)))
    with (
        stage(run, "extract") as tally,
        Workers(read, run.worker_policy(), preload=PRELOAD) as workers,
    ):
        tally.expect(sum(batch.rows for batch in batches))

        def fetched(batch: Path, rejections: BatchWriter[Rejection]) -> Iterator[tuple[Page, tuple[Any, ...]]]:
            """The pages that can be read, with what a worker needs for it."""
            for page in read_batch(batch, Page):
                if page.raw_pointer is None:
                    if page.reason is not None and not page.retryable:
                        rejections.write(reject(page, page.source, page.reason, page.detail))
                    tally.step()
                    continue
                try:
                    html = read_body(run.folder.raw, page.raw_pointer, max_bytes=run.settings.fetch_max_bytes)
                except (LakeError, FetchError) as e:
                    log.error("page lost url=%s error=%s", page.requested_url, e)
                    rejections.write(reject(page, page.source, Reason.ARCHIVE_DAMAGED, str(e)))
                    tally.add(Reason.ARCHIVE_DAMAGED)
                    tally.step()
                    continue
                yield page, (html, page, page.source)

        for batch in batches:
            if run.stop.is_set() and not finishing:
                break
            with (
                BatchWriter(batch.articles, Article) as articles,  # named last: it says that the batch has been read
                BatchWriter(batch.rejections, Rejection) as rejections,
            ):
                for page, outcome in workers.map(fetched(batch.pages, rejections)):
                    if isinstance(outcome, Failure):
                        outcome = reject(page, page.source, failure_reason(outcome), outcome.detail)
                    if isinstance(outcome, Article):
                        articles.write(outcome)
                        tally.add("article")
                    else:
                        rejections.write(outcome)
                        tally.add(outcome.reason)
                    tally.step()
        tally.cpu_seconds = workers.cpu_seconds
    return tally.report
