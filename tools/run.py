"""`make run`: the daily crawl, as the Airflow DAG runs it, from feeds to answers; then what to do next."""

import argparse
import fcntl
import os
import shlex
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from local import (
    HOME,
    NEWSROOM_PORT,
    ROOT,
    ToolError,
    airflow_environment,
    child,
    crawl_environment,
    end_on_sigterm,
    say,
)

from newslake import serve
from newslake.cli import show
from newslake.errors import LakeError, NewslakeError

LOG = HOME / "run.log"

REPORT = """
WITH report AS (SELECT * FROM ops.stage_report WHERE started_at >= ?),
outcome AS (
  SELECT stage, c.outcome AS outcome, sum(c.items) AS items
  FROM (SELECT stage, unnest(counts) AS c FROM report) GROUP BY ALL
),
summary AS (
  SELECT stage, string_agg(outcome || ' ' || items, ', ' ORDER BY items DESC) AS outcomes FROM outcome GROUP BY stage
)
SELECT stage, count(*) AS tasks, round(sum(epoch(finished_at - started_at)), 1) AS seconds,
       round(sum(cpu_seconds), 1) AS cpu_seconds, any_value(outcomes) AS outcomes
FROM report LEFT JOIN summary USING (stage) GROUP BY stage ORDER BY min(started_at)
"""

NO_ANSWER = """
SELECT source_id, url AS feed, reason, detail FROM raw.visit
WHERE visited_at >= ? AND reason IS NOT NULL ORDER BY source_id, url
"""

BY_DAY = """
PIVOT (SELECT source_id, day, articles FROM source_daily
       WHERE day IN (SELECT DISTINCT day FROM source_daily ORDER BY day DESC LIMIT 6))
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

COPIES = "SELECT source_id, date_published, headline, shared_paragraphs FROM copies_of('ARTICLE')"


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
            raise ToolError("another 'make run' is at work here: wait for it") from None
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
        say(f"ingest_feeds, and ingest_wires where there are any, run by Airflow; the log is {_short(LOG)}")
        environment = airflow_environment("run.db") | settings | _contact()
        # Airflow does not end on SIGTERM while it runs a DAG this way, and a crawl may be killed at any moment.
        with child([sys.executable, "tools/run_dag.py", str(LOG)], environment, patience_s=1) as process:
            failed = process.wait() != 0
    if failed:
        raise ToolError(f"a stage failed, see above and {_short(LOG)}; the lake is as whole as before")
    _table("\nWhat each stage did", lake, REPORT, started_at)
    silent = serve.rows(lake, NO_ANSWER, [started_at])
    if silent:
        _table("\nFeeds that did not answer", lake, NO_ANSWER, started_at)
    after = _articles(lake)
    if after:
        _answers(lake)
    added = after - before
    say(f"\nDone in {time.monotonic() - clock:.0f} s: {added} articles added, {after} in the lake.")
    if not added:
        say(
            "Nothing could be reached: is there a network?"
            if silent
            else "Nothing was new, and nothing was added twice."
        )
    _what_next(lake)
    return 0


def _contact() -> dict[str, str]:
    """A public crawl needs a contact; where there is no network there is nobody who could want it."""
    if "NEWSLAKE_CONTACT" not in os.environ:
        try:
            socket.getaddrinfo("www.iana.org", 443)
        except OSError:
            return {"NEWSLAKE_CONTACT": "https://offline.invalid/"}
    return {}


def _articles(lake: Path) -> int:
    try:
        return int(serve.query(lake, "SELECT count(*) FROM articles")[1][0][0])
    except LakeError:
        return 0


def _table(title: str, lake: Path, query: str, started_at: datetime) -> None:
    say(title)
    show.emit_table(*serve.query(lake, query, [started_at]))


def _answers(lake: Path) -> None:
    _newslake(lake, "latest", "--limit", "5")
    _newslake(lake, "sql", " ".join(BY_DAY.split()))
    copied = serve.rows(lake, MOST_COPIED)
    if copied:
        _newslake(lake, "sql", COPIES.replace("ARTICLE", str(copied[0]["article_id"])))


def _newslake(lake: Path, *arguments: str) -> None:
    """Show a command, then its answer."""
    say("\n$ newslake " + " ".join(f'"{word}"' if " " in word else word for word in arguments))
    subprocess.run([sys.executable, "-m", "newslake.cli", *arguments, "--lake", str(lake)], check=True)


def _what_next(lake: Path) -> None:
    option = "" if lake == ROOT / "lake" else f" --lake {_short(lake)}"
    newest = serve.rows(lake, "SELECT url FROM articles ORDER BY loaded_at DESC, article_id LIMIT 1")
    parquet = f", as plain Parquet for any reader in {_short(lake)}/open/current/articles" if newest else ""
    say(f"The lake is in {_short(lake)}/{parquet}.")
    say("Next:")
    if newest:
        say(f"  .venv/bin/newslake explain {shlex.quote(newest[0]['url'])}{option}")
    say(f"  .venv/bin/newslake status{option}")
    say("  make up      Airflow with its pages, at http://127.0.0.1:8080")


def _short(path: Path) -> str:
    """The path from here, where it lies below."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (ToolError, NewslakeError) as e:
        sys.exit(f"make run: {e}")
    except KeyboardInterrupt:
        sys.exit("make run: stopped; run it again to go on")
