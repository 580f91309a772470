"""Receiving may die at any moment: restarted until nothing is left, every item is in the lake once."""

import os
import random
import signal
import subprocess
import time

import pytest

from newsroom.wires import many
from tests.command import Command

FILES = 500
MOMENTS = 50
MOST_PASSES = 5
"""Of those in peace at the end; one is enough."""


def put_files(folder, files):
    """Write them, old enough to be whole."""
    folder.mkdir(parents=True)
    for file in files:
        (folder / file.name).write_bytes(file.data)
        os.utime(folder / file.name, (0, 0))


def names(folder, place):
    return sorted(path.name for path in (folder / place).iterdir() if path.is_file())


def places(folder):
    """Where every file is: what a pass that has come to its work changes."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_every_item_is_in_the_lake_once_whatever_died_when(tmp_path):
    """SIGKILL at fifty random moments over 500 files, of the receiver alone or with its workers; then it may end."""
    files = list(many(FILES))
    broken = {file.name for file in files[::50]}
    first = Command(tmp_path / "first", "newsroom")
    put_files(tmp_path / "first-drop", files[:5])
    for _ in range(2):  # the first one compiles and caches, the second one says how long a pass takes here and now
        started = time.monotonic()
        first.run("receive", str(tmp_path / "first-drop"), "--provider", "meridian-wire")
        seconds = time.monotonic() - started
    drop = tmp_path / "drop"
    put_files(drop, files)
    for name in broken:
        (drop / name).write_bytes((drop / name).read_bytes()[:200])
        os.utime(drop / name, (0, 0))
    command = Command(tmp_path / "lake", "newsroom")
    dice = random.Random(5)
    died = at_work = 0
    for moment in range(MOMENTS):
        before, killed = places(drop), False
        started = time.monotonic()
        process = command.start("receive", str(drop), "--provider", "meridian-wire")
        try:
            # Half of a pass is start-up; after the first few little is left to do but to move files and to load.
            process.wait(timeout=seconds * (0.25 + dice.random() * 0.9))
            seconds = time.monotonic() - started
        except subprocess.TimeoutExpired:
            seconds *= 1.03  # the machine may have become slower: then no pass would come to its work any more
            if moment % 2:
                os.kill(process.pid, signal.SIGKILL)
            else:
                os.killpg(process.pid, signal.SIGKILL)
            killed = True
        process.communicate()
        died += killed
        at_work += killed and places(drop) != before
        for file in files[moment * 10 : moment * 10 + 10]:  # more comes in, under other names
            if file.name not in broken:
                (drop / f"again-{file.name}").write_bytes(file.data)
                os.utime(drop / f"again-{file.name}", (0, 0))
    for _ in range(MOST_PASSES):
        command.run("receive", str(drop), "--provider", "meridian-wire")
        if not names(drop, "") and not names(drop, "claimed"):
            break

    dropped = {file.name for file in files} | {f"again-{file.name}" for file in files if file.name not in broken}
    assert died >= MOMENTS / 2
    assert at_work >= MOMENTS / 5
    assert names(drop, "") == names(drop, "claimed") == []
    assert set(names(drop, "done")) == dropped - broken
    assert set(names(drop, "error")) == broken | {f"{name}.reason.json" for name in broken}
    headlines = [row["headline"] for row in command.sql("SELECT headline FROM article_history")]
    assert sorted(headlines) == sorted(file.version.headline for file in files if file.name not in broken)
    assert command.sql("SELECT count(*) AS n FROM articles") == [{"n": FILES - len(broken)}]
    assert command.sql("SELECT count(*) AS n FROM news.rejection") == [{"n": len(broken)}]
    reasons = command.sql(
        "SELECT count(*) FILTER (WHERE reason IS NULL) AS good, count(reason) AS bad FROM raw.delivery"
    )
    assert reasons == [{"good": FILES - len(broken), "bad": len(broken)}]
