"""
Receiving end to end: files of a drop folder into the lake, beside what reading them alone costs, in one run.

    python benchmarks/receiving.py              2,000 files
    python benchmarks/receiving.py --files 5000

The files are the newsroom's, four formats by turns. Reading is ``parse_wire``; receiving adds the claims, the archive,
the normalising, the batches and the moves; loading and publishing come after it.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "include")]

from newslake.core.wires import parse_wire  # noqa: E402 - found through the path above
from newslake.settings import load_settings  # noqa: E402
from newslake.stages.load import load  # noqa: E402
from newslake.stages.publish import publish  # noqa: E402
from newslake.stages.receive import receive  # noqa: E402
from newslake.stages.run import clock, start_run  # noqa: E402
from newsroom.wires import many  # noqa: E402

AGENCY = "meridian-wire"


def main() -> None:
    """Print the figures of one run."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=2_000, metavar="N", help="files in the folder")
    number = options.parse_args().files
    with TemporaryDirectory() as place:
        folder, drop = Path(place), Path(place) / "drop"
        drop.mkdir()
        files = list(many(number))
        for file in files:
            (drop / file.name).write_bytes(file.data)
            os.utime(drop / file.name, (0, 0))
        started = time.process_time()
        for file in files:
            parse_wire(file.data)
        reading = time.process_time() - started
        print(f"reading alone: {number / reading:,.0f} files a CPU-second")
        settings = load_settings({"lake": folder / "lake"}, environ={}, folder=folder)
        run = start_run("benchmark", now=clock(), settings=settings)
        reports = [receive(run, [str(drop)], AGENCY), load(run), publish(run)]
        for report in reports:
            seconds = (report.finished_at - report.started_at).total_seconds()
            print(f"{report.stage:<8} {seconds:6.1f} s  {report.cpu_seconds:6.1f} CPU s")
        cpu = sum(report.cpu_seconds for report in reports)
        seconds = (reports[-1].finished_at - reports[0].started_at).total_seconds()
        print(f"in all: {number / seconds:,.0f} files a second; {cpu / reading:.1f} times the CPU of reading alone")


if __name__ == "__main__":
    main()
