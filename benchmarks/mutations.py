"""
Real pages mutated, read in workers: every one a counted outcome, none a hang or a crash.

    PYTHONPATH=include:. .venv/bin/python benchmarks/mutations.py [--pages 10000] [--corpus ../shared/corpus]
"""

import argparse
import gzip
import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from tests.hostile import mutated

from newslake.edge.workers import Failure, WorkerPolicy, Workers
from newslake.stages.parse import PRELOAD, parse_bytes


def main() -> None:
    """Print how many of each outcome, and the CPU seconds of the workers."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=2)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    files = [
        gzip.decompress(data) if (data := path.read_bytes()).startswith(b"\x1f\x8b") else data
        for path in sorted(asked.corpus.glob("pages/*/html/*"))
    ]
    now = datetime.now(UTC)
    jobs = (
        (number, (mutated(chance.choice(files), chance), "https://x.example/n", None, now))
        for number in range(asked.pages)
    )
    counted: Counter[str] = Counter()
    start = time.monotonic()
    with Workers(parse_bytes, WorkerPolicy(workers=asked.workers, cpu_seconds=10), preload=PRELOAD) as workers:
        for _, read in workers.map(jobs):
            if isinstance(read, Failure):
                counted[f"worker ended: {read.cause.value}"] += 1
            else:
                counted[" ".join(filter(None, (read[0]["kind"], read[0].get("outcome"), read[0].get("reason"))))] += 1
    for outcome, pages in counted.most_common():
        print(f"{pages:7,}  {outcome}")
    print(f"{counted.total():7,}  in {time.monotonic() - start:.0f} s, {workers.cpu_seconds:.0f} s of CPU")


if __name__ == "__main__":
    main()
