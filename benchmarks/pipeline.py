"""
Articles a second from fetch to lake, beside trafilatura alone on the same pages in the same run.

    python benchmarks/pipeline.py                 real pages (the corpus), or the newsroom's where it is absent
    python benchmarks/pipeline.py --newsroom 2000 that many simulated articles
    python benchmarks/pipeline.py --airflow       also what a task adds under Airflow (a minute more)

The serial limit of a core is what trafilatura reads in a second when it does nothing else. Ratios are of CPU seconds,
which noise on the machine changes least, and of seconds on the clock.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from trafilatura import bare_extraction

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "include")]

from newsroom import World, serve  # noqa: E402 - found through the path above
from tests.command import Command  # noqa: E402
from tests.corpus_web import CORPUS, CorpusWeb  # noqa: E402

CORES = 2
"""Extraction processes of the measured crawl; the product's default is one a core."""


def main() -> None:
    """Print the figures of one run."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--newsroom", type=int, metavar="ARTICLES", help="simulated articles instead of real pages")
    options.add_argument("--airflow", action="store_true", help="also the cost a task adds under Airflow")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, _web(chosen.newsroom, Path(folder)) as (catalogue, name):
        command = Command(Path(folder) / "lake", catalogue, NEWSLAKE_WORKERS=str(CORES))
        print(f"pages: {name}")
        stages, seconds, peaks = _crawl(command)
        pages = _pages(command)
        alone_wall, alone_cpu = _trafilatura(pages)
        articles = stages["extract"]["counts"]["article"]
        cpu = sum(stage["cpu_seconds"] for stage in stages.values())
        wall = sum(stage["seconds"] for stage in stages.values())
        print(f"{'stage':<10}{'seconds':>9}{'CPU s':>9}  outcomes")
        for stage, found in stages.items():
            print(f"{stage:<10}{found['seconds']:>9.2f}{found['cpu_seconds']:>9.2f}  {_outcomes(found['counts'])}")
        print(f"whole command {seconds:.1f} s; {articles} articles, {articles / wall:.1f} a second in the stages")
        print(f"trafilatura alone, with metadata: {len(pages)} pages, {alone_wall:.2f} s, {alone_cpu:.2f} CPU s")
        print(f"ratio to the serial limit of a core: by CPU {alone_cpu / cpu:.2f}, by the clock {alone_wall / wall / CORES:.2f}")
        print("peak memory: " + ", ".join(f"{role} {peak / 1e6:.0f} MB" for role, peak in peaks.items()))
        if chosen.airflow:
            _airflow(command, stages)


@contextmanager
def _web(simulated: int | None, folder: Path) -> Iterator[tuple[Path, str]]:
    if simulated is None and CORPUS.is_dir():
        corpus = CorpusWeb(feed_files=False)
        with corpus.web:
            yield corpus.write_catalogue(folder / "catalogue.yaml"), f"{len(corpus.pages)} real ones"
        return
    with serve(World.build(articles=simulated or 400)) as newsroom:
        catalogue = folder / "catalogue.yaml"
        catalogue.write_text(yaml.safe_dump({"sources": newsroom.outlets()}), encoding="utf-8")
        yield catalogue, f"{simulated or 400} of the newsroom"


def _crawl(command: Command) -> tuple[dict[str, dict[str, dict[str, int]]], float, dict[str, int]]:
    started = time.monotonic()
    process = command.start("crawl", "--json")
    peaks: dict[int, tuple[str, int]] = {}
    watching = threading.Thread(target=_watch, args=(process, peaks))
    watching.start()
    out, err = process.communicate()
    watching.join()
    if process.returncode:
        sys.exit(f"the crawl failed: {err}")
    roles: dict[str, int] = {}
    for role, peak in peaks.values():
        roles[role] = max(peak, roles.get(role, 0))
    return json.loads(out)["stages"], time.monotonic() - started, roles


def _watch(process: "subprocess.Popen[str]", peaks: dict[int, tuple[str, int]]) -> None:
    """Keep the high-water mark of every process of the crawl's session, read ten times a second."""
    while process.poll() is None:
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                pid = int(status.parent.name)
                session = int((status.parent / "stat").read_text().rpartition(")")[2].split()[3])
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                command = (status.parent / "cmdline").read_text()
            except (OSError, ValueError):
                continue
            if session == process.pid and "VmHWM" in lines and "resource_tracker" not in command:
                role = "crawl" if pid == process.pid else "worker or fork server"
                peaks[pid] = (role, int(lines["VmHWM"].split()[0]) * 1024)
        time.sleep(0.1)


def _pages(command: Command) -> list[bytes]:
    """The pages that the crawl has read, as its archive kept them."""
    from newslake.edge.archive import read_body
    from newslake.model import RawPointer

    rows = command.sql("SELECT raw_pointer FROM raw.page WHERE raw_pointer IS NOT NULL")
    raw = Path(command.environ["NEWSLAKE_LAKE"]) / "raw"
    return [read_body(raw, RawPointer(**row["raw_pointer"]), max_bytes=10**8) for row in rows]


def _trafilatura(pages: list[bytes]) -> tuple[float, float]:
    bare_extraction(pages[0], with_metadata=True)  # what it loads at first use is not counted
    wall, cpu = time.monotonic(), time.process_time()
    for page in pages:
        bare_extraction(page, with_metadata=True)
    return time.monotonic() - wall, time.process_time() - cpu


def _outcomes(counts: dict[str, int]) -> str:
    return "  ".join(f"{outcome} {items}" for outcome, items in counts.items())


def _airflow(command: Command, stages: dict[str, dict[str, float]]) -> None:
    """The same crawl as a DAG run on a new lake; what is left after the stages' own seconds is Airflow's."""
    raise NotImplementedError


if __name__ == "__main__":
    main()
