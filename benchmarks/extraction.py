"""
Bodies, titles and authors of real pages: newslake, its fast path alone, and its peers, on the same pages in one run.

    PYTHONPATH=include .venv/bin/python benchmarks/extraction.py [--sets ../shared/corpus/pages] [--limit 40]

Peers that are not installed are left out, and said so: ``pip install -r benchmarks/requirements-peers.txt``. The ratio
is of CPU time to trafilatura with metadata; readers take turns page by page, so that noise hits all of them.
"""

import argparse
import functools
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

print = functools.partial(print, flush=True)  # noqa: A001 - a run takes minutes, and is watched

Reader = Callable[[bytes, str], dict[str, Any]]


def trafilatura_full(html: bytes, url: str) -> dict[str, Any]:
    """As its users call it: balanced, with metadata."""
    import trafilatura
    from trafilatura.xml import xmltotxt

    read = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if read is None or isinstance(read, dict):  # a dict when asked for
        return {}
    authors = [name.strip() for name in (read.author or "").split(";") if name.strip()]
    return {"title": read.title, "authors": authors, "published_at": read.date, "body": xmltotxt(read.body, False)}


def newspaper4k(html: bytes, url: str) -> dict[str, Any]:
    """Decoded for it, as it takes text only; told no language it looks for the page's own, and it fetches nothing."""
    import newspaper

    from newslake.core.pages.decode import decode

    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=decode(html))
    article.parse()
    return {
        "title": article.title,
        "authors": article.authors,
        "published_at": article.publish_date,
        "body": article.text,
    }


def readability(html: bytes, _: str) -> dict[str, Any]:
    """Body and title; it knows no authors."""
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text

    from newslake.core.pages.decode import decode

    document = Document(decode(html))
    # Its result is markup: of the ways to make text of it the one that scores best.
    body = extract_plain_text(document.summary(), list_bullets=False, alt_texts=False, links=False)
    return {"title": document.title(), "body": body}


PEERS: dict[str, tuple[str, Reader]] = {
    "newspaper4k": ("newspaper", newspaper4k),
    "readability-lxml": ("readability", readability),
}


def main() -> None:
    """Print a table for each set."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sets", type=Path, default=Path("../shared/corpus/pages"))
    options.add_argument("--scorer", type=Path, default=Path("../shared/tools/score_extraction.py"))
    options.add_argument("--limit", type=int, help="pages of each set, a fixed random sample")
    asked = options.parse_args()
    sys.path[:0] = [str(Path(__file__).parent), str(asked.scorer.parent)]
    import adapter
    import score_extraction as scorer

    readers: dict[str, Reader] = {
        "trafilatura": trafilatura_full,
        "newslake": adapter.extract,
        "newslake, fast path": adapter.extract_fast,
    }
    for name, (module, reader) in PEERS.items():
        if importlib.util.find_spec(module):
            readers[name] = reader
        else:
            print(f"{name}: not installed, left out (benchmarks/requirements-peers.txt)")
    columns = {
        "F1": "body F1",
        "lt50": "< .5",
        "title": "title",
        "authF1": "authors",
        "ts": "instant",
        "day_wrong": "wrong day",
    }
    for folder in sorted(path.parent for path in asked.sets.glob("*/manifest.jsonl")):
        rows = scorer.load_set(asked.sets, folder.name, asked.limit)
        read, cpu, failed = scorer.run(rows, readers)
        print(f"\n{folder.name}, {len(rows)} pages")
        print(
            f"{'':22}"
            + "".join(f"{title:>10}" for title in columns.values())
            + f"{'CPU ratio':>11}{'pages/s':>9}{'failed':>8}"
        )
        base = sum(cpu["trafilatura"])
        for name in readers:
            score = scorer.aggregate([scorer.score_page(row, told) for row, told in zip(rows, read[name], strict=True)])
            values = "".join(f"{score[key]:10.3f}" if key in score else f"{'–':>10}" for key in columns)
            spent = sum(cpu[name])
            broken = sum(count for (who, _), count in failed.items() if who == name)
            print(f"{name:22}{values}{base / spent:10.2f}x{len(rows) / spent:9.1f}{broken:8}")


if __name__ == "__main__":
    main()
