"""A crawl may die at any moment: what the next one leaves is what one crawl in peace would have left."""

import os
import random
import signal
import subprocess
import time

import pytest

from newsroom import World, serve
from tests.command import Command
from tests.stages.conftest import write_catalogue

MOMENTS = 20

STATE = {
    "articles": "SELECT url, revision, headline, content_hash, date_published FROM article_history ORDER BY ALL",
    "rejections": "SELECT url, stage, reason FROM news.rejection ORDER BY ALL",
    "entries": "SELECT entry_id FROM raw.entry ORDER BY ALL",
    "pages without an outcome": """
        SELECT p.requested_url FROM raw.page AS p
        WHERE NOT EXISTS (FROM news.article_version AS a WHERE a.requested_url = p.requested_url)
          AND NOT EXISTS (FROM news.rejection AS r WHERE r.page_id = p.page_id)""",
}


def state(command):
    return {name: command.sql(query) for name, query in STATE.items()}


@pytest.mark.slow
def test_a_crawl_killed_at_any_moment_is_made_good_by_the_next(tmp_path):
    """SIGKILL at twenty moments spread over a crawl, of the crawl alone or with its workers; then one crawl more."""
    world = World.build(articles=32)
    with serve(world) as newsroom:
        catalogue = write_catalogue(newsroom, tmp_path)
        Command(tmp_path / "first", catalogue).crawl()  # compiles and caches: the next ones take less
        peaceful = Command(tmp_path / "peaceful", catalogue)
        started = time.monotonic()
        peaceful.crawl("--force")
        seconds = time.monotonic() - started
        wanted = state(peaceful)
        dice = random.Random(4)
        died = 0
        for moment in range(MOMENTS):
            command = Command(tmp_path / f"lake{moment}", catalogue)
            process = command.start("crawl")
            try:
                process.wait(timeout=seconds * (moment + dice.random()) / MOMENTS)
            except subprocess.TimeoutExpired:
                if moment % 2:
                    os.kill(process.pid, signal.SIGKILL)
                else:
                    os.killpg(process.pid, signal.SIGKILL)
                died += 1
            process.communicate()

            command.crawl("--force")

            assert state(command) == wanted, f"killed after {moment}/{MOMENTS} of the time a crawl takes"
        assert died >= MOMENTS / 2
