"""The command line as a user runs it: a process of its own, settings in its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from newslake import serve

ROOT = Path(__file__).resolve().parents[1]

DROPPED = {"PYTHONDONTWRITEBYTECODE"}
"""Each command is a process: without its bytecode kept, every one compiles newslake anew, a second of CPU."""


class Command:
    """Runs ``newslake`` on one lake and catalogue; loopback may be fetched, without delays."""

    def __init__(self, lake: Path, sources: Path | str, **settings: str) -> None:
        self.environ = {
            **{name: value for name, value in os.environ.items() if name not in DROPPED and "NEWSLAKE_" not in name},
            "PYTHONPATH": str(ROOT / "include"),
            "NEWSLAKE_LAKE": str(lake),
            "NEWSLAKE_SOURCES": str(sources),
            "NEWSLAKE_FETCH_ALLOW": "127.0.0.0/8",
            "NEWSLAKE_HOST_DELAY_S": "0",
            **settings,
        }

    def start(self, *args: str) -> "subprocess.Popen[str]":
        """The command as a running process, in a group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "newslake.cli", *args],
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *args: str, code: int = 0) -> str:
        """What it prints on stdout; fails unless it exits with ``code``."""
        process = self.start(*args)
        out, err = process.communicate(timeout=300)
        assert process.returncode == code, f"newslake {' '.join(args)} gave {process.returncode}: {err[-3000:]}"
        return out

    def fails(self, *args: str, code: int) -> str:
        """The one line on stderr of a command that fails."""
        process = self.start(*args)
        _, err = process.communicate(timeout=300)
        assert process.returncode == code, err[-3000:]
        assert len(err.strip().splitlines()) == 1, err
        return err.strip()

    def crawl(self, *args: str) -> dict[str, dict[str, int]]:
        """Counts by stage of one pass."""
        stages = json.loads(self.run("crawl", "--json", *args))["stages"]
        return {name: stage["counts"] for name, stage in stages.items()}

    def sql(self, query: str) -> list[dict[str, Any]]:
        """Rows of a query; asked in this process, as a process for each takes a second."""
        return serve.rows(Path(self.environ["NEWSLAKE_LAKE"]), query)
