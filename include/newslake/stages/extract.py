"""Extract: read the pages that were fetched, in worker processes; each becomes an article or a rejection."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from newslake.core.agencies import shipped
from newslake.core.articles import read_page
from newslake.core.sources import Catalogue
from newslake.edge.archive import read_body
from newslake.edge.batches import BatchWriter, read_batch
from newslake.edge.catalog import load_catalog
from newslake.edge.lake.write import extracted_from
from newslake.edge.workers import Failure, Workers
from newslake.model import Article, Page, Reason, Rejection, Source, StageReport
from newslake.stages.run import PRELOAD, Run, failure_reason, stage


def extract(run: Run) -> StageReport:
    """
    Read every batch of pages in the spool that was not read yet, also of a run that died before it could.

    Writes an ``article`` and a ``rejection`` batch for each, named by the digest of the batch of pages. A page that could
    not be fetched, and will not be tried again, is a rejection too.
    """
    batches = [path for path in sorted(run.folder.spool.glob("*/page-*.parquet")) if not extracted_from(path).exists()]
    catalogue = Catalogue(load_catalog(run.settings.sources))
    read = partial(read_page, registry=shipped().with_sources(catalogue.sources))
    with stage(run, "extract") as tally, Workers(read, run.worker_policy(), preload=PRELOAD) as workers:
        tally.expect(sum(1 for batch in batches for page in read_batch(batch, Page) if page.raw_pointer))

        def fetched(batch: Path, rejections: BatchWriter[Rejection]) -> Iterator[tuple[Page, tuple[Any, ...]]]:
            """The pages that can be read, with what a worker needs for it."""
            for page in read_batch(batch, Page):
                if page.reason is not None and not page.retryable:
                    rejections.write(_rejection(page, "fetch", page.reason, page.detail))
                if page.raw_pointer is not None:
                    html = read_body(run.folder.raw, page.raw_pointer, max_bytes=run.settings.fetch_max_bytes)
                    yield page, (html, page, _source(catalogue, page))

        for batch in batches:
            articles_path = extracted_from(batch)
            rejections_path = articles_path.with_name(articles_path.name.replace("article", "rejection"))
            with (
                BatchWriter(articles_path, Article) as articles,  # named last: it says that the batch has been read
                BatchWriter(rejections_path, Rejection) as rejections,
            ):
                for page, outcome in workers.map(fetched(batch, rejections)):
                    if isinstance(outcome, Failure):
                        outcome = _rejection(page, "extract", failure_reason(outcome), outcome.detail)
                    if isinstance(outcome, Article):
                        articles.write(outcome)
                        tally.add("article")
                    else:
                        rejections.write(outcome)
                        tally.add(outcome.reason)
                    tally.step()
        tally.cpu_seconds = workers.cpu_seconds
    return tally.report


def _source(catalogue: Catalogue, page: Page) -> Source:
    """Who serves a page: by its address, or where an aggregator says it took it from."""
    return catalogue.source_of(
        page.final_url or page.requested_url,
        feed_source_id=page.entry.source_id,
        stated_url=page.entry.source_url,
    )


def _rejection(page: Page, stage_name: str, reason: Reason, detail: str | None) -> Rejection:
    return Rejection(
        url=page.entry.url,
        source_id=page.entry.source_id,
        page_id=page.page_id,
        stage=stage_name,
        reason=reason,
        detail=detail,
        at=page.fetched_at,
        raw_pointer=page.raw_pointer,
    )
