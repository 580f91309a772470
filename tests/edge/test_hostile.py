"""Pages made to hurt cost themselves and nothing else: in a worker, bounded, each a counted outcome."""

import gzip
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newslake.edge.workers import Cause, Failure, WorkerPolicy, Workers
from newslake.stages.parse import PRELOAD, parse_bytes
from tests.corpus import CORPUS, MISSING
from tests.hostile import mutated, pathological

FETCHED_AT = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://www.ellery-courier.example/news/storm"
POLICY = WorkerPolicy(workers=2, cpu_seconds=10, memory_bytes=1_500_000_000)
MUTATIONS = 300


def outcomes(pages):
    """Of each page: its outcome and reason, or why its worker was ended."""
    jobs = ((name, (data, URL, None, FETCHED_AT)) for name, data in pages)
    with Workers(parse_bytes, POLICY, preload=PRELOAD) as workers:
        for name, read in workers.map(jobs):
            yield name, read.cause.value if isinstance(read, Failure) else read[0].get("outcome", read[0]["kind"])


@pytest.mark.slow
def test_pathological_pages():
    """None hangs, none kills its worker, and the story in them is found all the same in nearly all."""
    found = dict(outcomes(pathological()))

    assert len(found) == 18
    assert Cause.CRASH.value not in found.values()
    assert Counter(found.values())["article"] >= 14, found


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)
def test_mutated_pages():
    """Real pages cut, flipped, doubled and nested: each is an article or a rejection."""
    chance = random.Random(7)
    files = sorted(Path(CORPUS, "pages").glob("*/html/*"))
    pages = ((number, mutated(unpacked(chance.choice(files)), chance)) for number in range(MUTATIONS))

    found = Counter(outcome for _, outcome in outcomes(pages))

    assert found.total() == MUTATIONS
    assert set(found) <= {"article", "rejected", "error", "feed"}, found


def unpacked(path):
    """A corpus page."""
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data
