"""
The spool: how its files are named, and which of them belong together. Nobody else knows.

``<spool>/<run>/<step>-<name>.parquet``; the name of a stage's batch is its shard and the number of the cut. A file that
is still being written has another name: what is found here is complete.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newslake.edge.batches import PARTIAL, batch_id, rows_in

STEPS = ("entry", "visit", "page", "rejection", "article", "wire", "delivery", "report")
"""Kinds of batches in the order of loading and of removing; each has its ``sql/load_<step>.sql``."""

LAST = ("article", "wire")
"""Steps whose batch is named last, and says that those of ``WITH_LAST`` with the same name are complete."""

WITH_LAST = ("rejection", "delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch file of the spool."""

    path: Path
    run: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A batch of pages that nobody has read yet, its rows, and the batches of what will become of them."""

    pages: Path
    rows: int
    articles: Path
    rejections: Path


def batch_path(spool: Path, run: str, step: str, name: str) -> Path:
    """Where a batch lies."""
    return spool / run / f"{step}-{name}.parquet"


def cut_name(name: str, number: int) -> str:
    """Name of a cut of a stage's batches: ``all-000``."""
    return f"{name}-{number:03d}"


def cuts(spool: Path, run: str, step: str, name: str) -> list[Path]:
    """The cuts that a stage of a run has completed, in their order."""
    return sorted((spool / run).glob(f"{step}-{name}-[0-9]*.parquet"))


def next_cut(spool: Path, run: str, steps: tuple[str, ...], name: str) -> int:
    """Number of the first cut that a stage may write: those of an earlier try stay."""
    numbers = (int(path.stem.rpartition("-")[2]) for step in steps for path in cuts(spool, run, step, name))
    return max(numbers, default=-1) + 1


def complete_batches(spool: Path) -> list[Batch]:
    """
    Every batch that can be loaded, of every run, in the order of loading.

    A batch of pages waits until it has been read (``extracted_from``). Rejections and deliveries come with the articles
    of their batch, which are named last: a page or a file is never in the lake without what became of it. The folder is
    listed once: a file that gets its name after that is loaded by the next load.
    """
    listed = set(_all(spool))
    ready = []
    for path in listed:
        step = _step(path)
        if step in LAST:
            ready += [path, *(sibling for sibling in siblings(path) if sibling.exists())]
        elif step == "page":
            ready += [path] if extracted_from(path) in listed else []
        elif step in STEPS and step not in WITH_LAST:
            ready.append(path)
    found = [Batch(path=path, run=path.parent.name, step=_step(path)) for path in ready]
    return sorted(found, key=lambda batch: (STEPS.index(batch.step), batch.path))


def siblings(path: Path) -> list[Path]:
    """The files that may belong to a batch of articles, or that one of rejections or deliveries may belong to."""
    step = _step(path)
    others = WITH_LAST if step in LAST else LAST
    return [path.with_name(path.name.replace(step, other, 1)) for other in others]


def unread_pages(spool: Path) -> list[Unread]:
    """The batches of pages, of every run, that are still to be read."""
    unread = []
    for path in sorted(spool.glob("*/page-*.parquet")):
        with suppress(FileNotFoundError):  # read and loaded by another crawl meanwhile
            articles = extracted_from(path)
            if not articles.exists():
                rejections = articles.with_name(articles.name.replace("article", "rejection"))
                unread.append(Unread(pages=path, rows=rows_in(path), articles=articles, rejections=rejections))
    return unread


def extracted_from(pages: Path) -> Path:
    """The batch of articles that belongs to a batch of pages: named by its digest, as a retry may write it again."""
    return pages.with_name(f"article-{batch_id(pages)}.parquet")


def is_left_over(spool: Path) -> bool:
    """Whether a run that died has left batches; rejections and deliveries alone wait for one that may never come."""
    return any(_step(path) not in WITH_LAST for path in _all(spool))


def has_batches(spool: Path) -> bool:
    """Whether any batch waits, ready to be loaded or not."""
    return any(spool.glob("*/*.parquet"))


def without_last(spool: Path) -> list[Path]:
    """Rejections and deliveries, whole or not, whose batch of articles is not there, or not yet."""
    waiting = [path for step in WITH_LAST for path in spool.glob(f"*/{step}-*")]
    return [path for path in waiting if not any(sibling.exists() for sibling in siblings(path))]


def unfinished(spool: Path) -> list[Path]:
    """Files that are being written, or were when their writer died."""
    return list(spool.rglob(f"*{PARTIAL}"))


def _all(spool: Path) -> Iterator[Path]:
    return spool.glob("*/*-*.parquet")


def _step(path: Path) -> str:
    return path.name.partition("-")[0]
