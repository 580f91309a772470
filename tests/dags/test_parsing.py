"""DAG files load fast: Airflow reads them every minute, and once more for each task."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DAGS = sorted((ROOT / "dags").glob("*.py"))
HEAVY = {"pandas", "duckdb", "trafilatura", "pyarrow", "feedparser", "lxml", "aiohttp", "newslake", "newsroom"}

LOAD = """
import json, runpy, sys, time
import airflow.sdk, airflow.providers.standard.operators.empty
before = time.process_time()
for path in sys.argv[1:]:
    runpy.run_path(path)
print(json.dumps({"seconds": time.process_time() - before, "modules": sorted({n.split(".")[0] for n in sys.modules})}))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """What loading the DAG files costs and imports, in a process of its own."""
    environment = {"AIRFLOW_HOME": str(tmp_path_factory.mktemp("airflow")), "PYTHONPATH": str(ROOT / "include")}
    command = [sys.executable, "-c", LOAD, *map(str, DAGS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_loading_imports_no_library_of_the_tasks(loaded):
    """Neither newslake nor anything heavy that it uses is imported before a task runs."""
    assert not HEAVY & set(loaded["modules"])


def test_loading_takes_no_time(loaded):
    """Both files together stay under a second of CPU, Airflow's own imports aside (measured: 0.05 s)."""
    assert loaded["seconds"] < 1
