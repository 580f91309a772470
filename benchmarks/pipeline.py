"""
Articles a second from fetch to lake, beside trafilatura alone on the same pages in the same run.

    python benchmarks/pipeline.py                 real pages (the corpus), or the newsroom's where it is absent
    python benchmarks/pipeline.py --newsroom 2000 that many simulated articles
    python benchmarks/pipeline.py --feeds         with every feed file of the corpus as well
    python benchmarks/pipeline.py --airflow       also what a task adds under Airflow (a minute more)

The serial limit of a core is what trafilatura reads in a second when it does nothing else. Ratios are of CPU seconds,
which noise on the machine changes least, and of seconds on the clock.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from trafilatura import bare_extraction

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "include")]

from tests.command import Command  # noqa: E402
from tests.corpus import CORPUS  # noqa: E402
from tests.corpus_web import CorpusWeb  # noqa: E402

from newslake import serve as newslake_serve  # noqa: E402
from newsroom import World, serve  # noqa: E402 - found through the path above

CORES = 2
"""Extraction processes of the measured crawl; the product's default is one a core."""


def main() -> None:
    """Print the figures of one run."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--newsroom", type=int, metavar="ARTICLES", help="simulated articles instead of real pages")
    options.add_argument("--feeds", action="store_true", help="with every feed file of the corpus")
    options.add_argument("--airflow", action="store_true", help="also the cost a task adds under Airflow")
    chosen = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        _web(chosen.newsroom, Path(folder), feeds=chosen.feeds) as (catalogue, name),
    ):
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
        by_cpu, by_clock = alone_cpu / cpu, alone_wall / wall / CORES
        print(f"ratio to the serial limit of a core: by CPU {by_cpu:.2f}, by the clock {by_clock:.2f}")
        for row in command.sql("SELECT stage, reason, count(*) AS items FROM news.rejection GROUP BY ALL ORDER BY ALL"):
            print(f"rejected by {row['stage']}: {row['reason']} {row['items']}")
        for row in command.sql("SELECT reason, count(*) AS items FROM raw.visit WHERE reason IS NOT NULL GROUP BY 1"):
            print(f"feeds not read: {row['reason']} {row['items']}")
        print("peak memory: " + ", ".join(f"{role} {peak / 1e6:.0f} MB" for role, peak in peaks.items()))
        if chosen.airflow:
            _airflow(command, Path(folder))


@contextmanager
def _web(simulated: int | None, folder: Path, *, feeds: bool) -> Iterator[tuple[Path, str]]:
    if simulated is None and CORPUS.is_dir():
        corpus = CorpusWeb(feed_files=feeds)
        with corpus.web:
            yield (
                corpus.write_catalogue(folder / "catalogue.yaml"),
                f"{len(corpus.pages)} real ones{f', {len(corpus.feeds)} feed files' if feeds else ''}",
            )
        return
    with serve(World.build(articles=simulated or 400)) as newsroom:
        catalogue = folder / "catalogue.yaml"
        catalogue.write_text(yaml.safe_dump({"sources": newsroom.outlets()}), encoding="utf-8")
        yield catalogue, f"{simulated or 400} of the newsroom"


def _crawl(command: Command) -> tuple[dict[str, dict[str, Any]], float, dict[str, int]]:
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


def _airflow(command: Command, folder: Path) -> None:
    """The same crawl as a run of the DAG on a new lake; what the stages did not use themselves is Airflow's."""
    sys.path.insert(0, str(ROOT / "tools"))
    from local import airflow_environment

    environ = airflow_environment("benchmark.db") | command.environ
    environ |= {"NEWSLAKE_LAKE": str(folder / "airflow-lake"), "PATH": airflow_environment("benchmark.db")["PATH"]}
    database = Path(environ["AIRFLOW_HOME"]) / "benchmark.db"
    database.unlink(missing_ok=True)
    run_dag = [sys.executable, str(ROOT / "tools" / "run_dag.py"), str(folder / "airflow.log")]
    subprocess.run(run_dag, env=environ, check=True, stdout=subprocess.DEVNULL)
    with sqlite3.connect(database) as metadata:
        ran = "SELECT julianday(end_date) - julianday(start_date) FROM dag_run WHERE dag_id = 'ingest_feeds'"
        seconds = metadata.execute(ran).fetchone()[0] * 86_400
        done = "SELECT count(*) FROM task_instance WHERE dag_id = 'ingest_feeds' AND state = 'success'"
        tasks = metadata.execute(done).fetchone()[0]
    database.unlink()
    lake = Path(environ["NEWSLAKE_LAKE"])
    stages = "SELECT sum(epoch(finished_at - started_at)) AS seconds FROM ops.stage_report"
    work = float(newslake_serve.rows(lake, stages)[0]["seconds"])
    print(
        f"under Airflow (dag.test, SQLite): {tasks} tasks in {seconds:.1f} s, the stages' own part {work:.1f} s;",
        end=" ",
    )
    print(f"a task adds {(seconds - work) / tasks:.2f} s")


if __name__ == "__main__":
    main()
