"""
Dates: right, null, silently wrong, and how fast, newslake beside its peers in one run.

Run: ``PYTHONPATH=include:. python benchmarks/dates.py [--strings 60000]``. Three parts, CPU time of this process:

1. The date cases of the corpus (``NEWSLAKE_CORPUS``): every reader gets each text alone; a time without a zone and
   a day count as UTC, as the cases have them.
2. Strings of known instants (``date_strings.py``), for newslake alone: peers know nothing of a publisher's country.
3. The datelines of the corpus: all three fields, sentences taken for datelines, microseconds each.
"""

import argparse
import json
import os
import sys
import time
import warnings
from calendar import timegm
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.date_strings import cases, verdict

from newslake.core.agencies.datelines import parse_dateline
from newslake.core.dates import parse_date

CORPUS = Path(os.environ.get("NEWSLAKE_CORPUS", Path(__file__).parents[2] / "shared" / "corpus")) / "dates"

Reader = Callable[[str], datetime | None]


class Score(NamedTuple):
    """Counts, and CPU microseconds a text."""

    right: int
    null: int
    wrong: int
    micros: float


def main() -> int:
    """Print the three parts."""
    warnings.simplefilter("ignore")  # dateutil warns of every zone name it drops
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--strings", type=int, default=60_000, help="strings of known instants")
    options.add_argument("--rounds", type=int, default=20, help="passes over the date cases; slow peers get one")
    given = options.parse_args()
    if not CORPUS.is_dir():
        print(f"no corpus at {CORPUS}: set NEWSLAKE_CORPUS; parts 1 and 3 are left out")
    else:
        date_cases(given.rounds)
    strings(given.strings)
    if CORPUS.is_dir():
        datelines(given.rounds)
    return 0


def date_cases(rounds: int) -> None:
    """Part 1."""
    rows = [json.loads(line) for line in (CORPUS / "date_cases.jsonl").read_text(encoding="utf-8").splitlines()]
    print(f"1. {len(rows)} date cases\n   {'':18}{'right':>7}{'null':>6}{'wrong':>7}{'µs':>12}{'newslake is':>16}")
    own = None
    for name, reader in readers():
        if reader is None:
            print(f"   {name:18}  not installed, skipped")
            continue
        score = measure(reader, rows, 1 if name == "dateparser" else rounds)
        own = own or score
        ratio = f"{score.micros / own.micros:,.1f} x faster"
        print(f"   {name:18}{score.right:7}{score.null:6}{score.wrong:7}{score.micros:12,.1f}{ratio:>16}")


def measure(reader: Reader, rows: list[dict[str, str]], rounds: int) -> Score:
    """A reader on all cases; the first pass is not timed, as it fills tables and caches."""
    counts: Counter[str] = Counter()
    for row in rows:
        wanted = datetime.fromisoformat(row["utc"]) if row["utc"] else None
        read = reader(row["text"])
        counts["right" if read == wanted else "null" if read is None else "wrong"] += 1
    began = time.process_time()
    for _ in range(rounds):
        for row in rows:
            reader(row["text"])
    spent = time.process_time() - began
    return Score(counts["right"], counts["null"], counts["wrong"], spent / rounds / len(rows) * 1e6)


def readers() -> Iterator[tuple[str, Reader | None]]:
    """newslake first, then its peers; None for one that is not installed."""
    yield "newslake", _newslake
    yield "email.utils", _quietly(parsedate_to_datetime)
    try:
        from dateutil import parser

        yield "dateutil", _quietly(parser.parse)
    except ImportError:
        yield "dateutil", None
    try:
        import feedparser

        yield (
            "feedparser",
            _quietly(lambda text: datetime.fromtimestamp(timegm(feedparser.datetimes._parse_date(text)), UTC)),
        )
    except ImportError:
        yield "feedparser", None
    try:
        import dateparser

        yield "dateparser", _quietly(dateparser.parse)
    except ImportError:
        yield "dateparser", None


def _newslake(text: str) -> datetime | None:
    read = parse_date(text, timezone="UTC")
    if read is None or (read.instant is None and read.ambiguous):
        return None
    return read.instant or datetime.combine(read.day, datetime.min.time(), UTC)


def _quietly(read: Callable[[str], datetime | None]) -> Reader:
    """A peer's answer in UTC, None where it raises; without a zone it counts as UTC."""

    def reader(text: str) -> datetime | None:
        try:
            found = read(text)
        except Exception:  # noqa: BLE001 (peers raise all sorts of things, and that is their "null")
            return None
        return None if found is None else found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)

    return reader


def strings(count: int) -> None:
    """Part 2."""
    made = list(cases(count))
    parse_date("2. März 2026")
    began = time.process_time()
    read = [parse_date(case.text, **case.about) for case in made]
    micros = (time.process_time() - began) / len(made) * 1e6
    counts = Counter(map(verdict, made, read))
    languages = len({case.about["language"] for case in made if case.about})
    slowest = max(_slowest(case.text, case.about) for case in made[:: max(1, len(made) // 2_000)])
    print(f"\n2. {len(made):,} strings of known instants, {languages} locales: {dict(counts)}")
    print(f"   {micros:.0f} µs each; the slowest of 2,000 took {slowest:.0f} µs")


def _slowest(text: str, about: dict[str, Any]) -> float:
    """The best of three, so that other processes on the machine do not count."""
    times = []
    for _ in range(3):
        began = time.process_time()
        parse_date(text, **about)
        times.append((time.process_time() - began) * 1e6)
    return min(times)


def datelines(rounds: int) -> None:
    """Part 3."""
    rows = [json.loads(line) for line in (CORPUS / "datelines.jsonl").read_text(encoding="utf-8").splitlines()]
    right = mistaken = 0
    for row in rows:
        read = parse_dateline(row["text"])
        day = f"{read.year or '-'}-{read.month:02}-{read.day:02}" if read and read.month else None
        told = (read.place, day, read.agency) if read else (None, None, None)
        right += told == (row["place"], row["date"], row["agency"])
        mistaken += read is not None and not row["agency"]
    began = time.process_time()
    for _ in range(rounds):
        for row in rows:
            parse_dateline(row["text"])
    micros = (time.process_time() - began) / rounds / len(rows) * 1e6
    print(f"\n3. {len(rows)} datelines: place, day and agency right on {right}, {mistaken} sentences mistaken for one,")
    print(f"   {micros:.0f} µs each")


if __name__ == "__main__":
    sys.exit(main())
