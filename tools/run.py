"""`make run`: the daily crawl, as the Airflow DAG runs it, from feeds to answers; then what to do next."""

import argparse
import fcntl
import os
import shlex
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from local import HOME, NEWSROOM_PORT, Problem, airflow_environment, child, crawl_environment, end_on_sigterm, say

from newslake import serve
from newslake.errors import LakeError

LOG = HOME / "run.log"

REPORT = """
SELECT stage, sum(seconds) AS seconds, sum(cpu) AS cpu_seconds,
       string_agg(outcome || '=' || items, ' ' ORDER BY items DESC) FILTER (WHERE items > 0) AS outcomes
FROM (
  SELECT stage, any_value(began) AS began, coalesce(c.outcome, '') AS outcome, sum(c.items) AS items
  FROM ops.stage_report
)
"""

NO_ANSWER = """
SELECT source_id, url, reason, detail FROM raw.visit WHERE visited_at >= ? AND reason IS NOT NULL ORDER BY source_id, url
"""

BY_DAY = """
PIVOT (SELECT source_id, day, articles FROM source_daily WHERE day > (SELECT max(day) FROM source_daily) - 5)
ON day USING sum(articles) ORDER BY source_id
"""

MOST_COPIED = """
WITH long AS (
  SELECT DISTINCT article_id, hash(paragraph) AS mark
  FROM (SELECT article_id, unnest(string_split(article_body, E'\\n\\n')) AS paragraph FROM articles)
  WHERE length(paragraph) >= 60
)
SELECT one.article_id FROM long AS one JOIN long AS other USING (mark)
WHERE one.article_id <> other.article_id GROUP BY 1 ORDER BY count(DISTINCT other.article_id) DESC, 1 LIMIT 1
"""


def main() -> int:
    """Exit code: 0 done, even where nothing could be reached; 1 a stage failed."""
    options = _options()
    lake = options.lake.absolute()
    end_on_sigterm()
    HOME.mkdir(exist_ok=True)
    with (HOME / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem("another 'make run' is at work here: wait for it") from None
        return _run(options.sources, lake, options.port)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", default="newsroom", help="newsroom, world, a catalogue file or folder")
    parser.add_argument("--lake", type=Path, default=Path("lake"), help="folder of the lake")
    parser.add_argument("--port", type=int, default=NEWSROOM_PORT, help="port of the newsroom")
    return parser.parse_args()


def _run(sources: str, lake: Path, port: int) -> int:
    clock, started_at = time.monotonic(), datetime.now(UTC)
    before = _articles(lake)
    with crawl_environment(sources, lake, port) as settings:
        say(f"ingest_feeds, run by Airflow; its log is {_short(LOG)}")
        environment = airflow_environment("run.db") | settings
        with child([sys.executable, "tools/run_dag.py", str(LOG)], environment) as process:
            failed = process.wait() != 0
    if failed:
        raise Problem(f"the run failed, see above and {_short(LOG)}; what is in the lake is whole")
    _answer(lake, started_at)
    after = _articles(lake)
    say(f"\n{after - before} articles added in {time.monotonic() - clock:.0f} s; {before} were there before: ")
    return 0
