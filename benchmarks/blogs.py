"""
Bodies, titles, authors and dates of blogs, guides and lists: newslake, its fast path alone, and trafilatura.

    PYTHONPATH=include .venv/bin/python benchmarks/blogs.py [--limit 40] [--by-layout]

There is no truth for such pages on the web, so they are made: real posts, from feeds of the corpus that carry full
texts, in layouts of our own (benchmarks/made_pages), each post in two of them. The ratio is of CPU time to trafilatura
with metadata; readers take turns page by page, so that noise hits all of them.
"""

import argparse
import functools
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

print = functools.partial(print, flush=True)  # noqa: A001 - a run takes minutes, and is watched

Reader = Callable[[bytes, str], dict[str, Any]]
Score = dict[str, Any]

SEED = 0
LAYOUTS_OF_A_POST = 2
OTHERS = 12
"""So many other posts give a page its furniture."""
WARMED = 3
"""Pages that the scorer reads beforehand, uncounted."""
COLUMNS = {
    "F1": "body F1",
    "lt50": "< .5",
    "title": "title",
    "authF1": "authors",
    "day": "right day",
    "day_wrong": "wrong day",
}


def address(html: str, otherwise: str) -> str:
    """Where a page says that it stands; else a made address on the host that it links to most."""
    said = re.search(r'<link[^>]+canonical[^>]+href="?([^" >]+)', html)
    said = said or re.search(r'og:url"?[^>]+content="?([^" >]+)', html)
    if said and said[1].startswith("http"):
        return said[1]
    hosts = Counter(re.findall(r'href="?(https?://[^/"#? >]+)', html)).most_common()
    return next((host + "/2024/a-post" for host, _ in hosts if host.endswith(".example")), otherwise)


def pages(limit: int | None) -> list[dict[str, Any]]:
    """Rows as the scorer takes them, a page each."""
    from made_pages import LAYOUTS, posts

    rows = []
    every = posts()
    for at, post in enumerate(every[:limit]):
        rng = random.Random(f"{SEED}-{at}")
        for name in rng.sample(list(LAYOUTS), LAYOUTS_OF_A_POST):
            others = rng.sample([other for other in every if other is not post], OTHERS)
            made = LAYOUTS[name](post, others, random.Random(f"{SEED}-{at}-{name}"))
            rows.append(
                {
                    "layout": name,
                    "_html": made.html.encode("utf-8", "replace"),
                    "url": address(made.html, post.url),
                    "body": made.text,
                    "title": post.title,
                    "authors": [post.author],
                    "date": f"{post.published:%Y-%m-%d}",
                }
            )
    return rows


def main() -> None:
    """Print a table, the difference to trafilatura, and, if asked, a line for each layout."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scorer", type=Path, default=Path("../shared/tools/score_extraction.py"))
    options.add_argument("--limit", type=int, help="posts, the first of a fixed random order")
    options.add_argument("--by-layout", action="store_true", help="body F1 for each layout")
    asked = options.parse_args()
    sys.path[:0] = [str(Path(__file__).parent), str(asked.scorer.parent)]
    from made_pages import feed_files

    if not feed_files():
        sys.exit("no feeds of the corpus, which the posts come from: set NEWSLAKE_CORPUS")
    if not asked.scorer.is_file():
        sys.exit(f"no scorer at {asked.scorer}: name it with --scorer")
    import adapter
    import score_extraction as scorer
    from extraction import trafilatura_full

    rows = pages(asked.limit)
    print(f"{len(rows)} pages made, each of {len(rows) // LAYOUTS_OF_A_POST} posts in {LAYOUTS_OF_A_POST} layouts")
    readers: dict[str, Reader] = {
        "trafilatura": trafilatura_full,
        "newslake": adapter.extract,
        "newslake, fast path": adapter.extract_fast,
    }
    # The count is a reader of its own, so that no other is charged for it.
    read, cpu, failed = scorer.run(rows, readers | {"": counting(len(rows))})
    print()
    scores: dict[str, list[Score]] = {
        name: [scorer.score_page(row, told) for row, told in zip(rows, read[name], strict=True)] for name in readers
    }
    print(f"{'':22}" + "".join(f"{title:>11}" for title in COLUMNS.values()) + f"{'CPU ratio':>11}{'failed':>8}")
    for name in readers:
        score = scorer.aggregate(scores[name])
        values = "".join(f"{score[key]:11.3f}" for key in COLUMNS)
        broken = sum(count for (who, _), count in failed.items() if who == name)
        print(f"{name:22}{values}{sum(cpu['trafilatura']) / sum(cpu[name]):10.2f}x{broken:8}")
    print("\nbody F1, difference to trafilatura (paired bootstrap)")
    for name in list(readers)[1:]:
        middle, low, high = scorer.boot_diff(scores["trafilatura"], scores[name])
        print(f"{name:22}{middle:+11.3f}   95 %: {low:+.3f} to {high:+.3f}")
    if asked.by_layout:
        by_layout([row["layout"] for row in rows], scores, scorer.aggregate)


def counting(pages_in_all: int) -> Reader:
    """A reader that reads nothing, and says how far the others are."""
    calls = 0

    def count(_: bytes, __: str) -> dict[str, Any]:
        nonlocal calls
        calls += 1
        done = calls - WARMED
        if done > 0 and (done % 20 == 0 or done == pages_in_all):
            print(f"\r{done} of {pages_in_all} pages read", end="")
        return {}

    return count


def by_layout(layouts: list[str], scores: dict[str, list[Score]], aggregate: Callable[[list[Score]], Score]) -> None:
    """Body F1 of the pages of each layout."""
    print(f"\n{'body F1 by layout':22}{'pages':>11}" + "".join(f"{name:>21}" for name in scores))
    for layout in sorted(set(layouts)):
        places = [at for at, name in enumerate(layouts) if name == layout]
        values = "".join(f"{aggregate([of[at] for at in places])['F1']:21.3f}" for of in scores.values())
        print(f"{layout:22}{len(places):11}{values}")


if __name__ == "__main__":
    main()
