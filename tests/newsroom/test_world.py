"""The world itself: the same for the same seed, as large and as varied as promised."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsroom import World
from newsroom.banks import load_bank
from newsroom.writing import LONGEST, SHORTEST, count_words

ALL_DAYS = range(1, 6)


def test_same_seed_same_world(world):
    """Two builds are equal, record by record."""
    assert World.build() == world


def test_another_seed_is_another_world(world):
    """The seed decides the text, not only the order."""
    other = {article.revisions[0].headline for article in World.build(seed=2).articles}

    assert len(other & {article.revisions[0].headline for article in world.articles}) < 40


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_truth_does_not_depend_on_the_hash_seed(world, hash_seed):
    """Another process, another PYTHONHASHSEED, another zone: the same bytes."""
    include = Path(__file__).parents[2] / "include"
    environment = os.environ | {
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": str(include),
        "TZ": "Asia/Tokyo",
        "PYTHONIOENCODING": "utf-8",
    }

    printed = subprocess.run(
        [sys.executable, "-m", "newsroom", "truth"], env=environment, capture_output=True, check=True
    )

    assert hashlib.sha256(printed.stdout).digest() == hashlib.sha256(world.truth_jsonl(5).encode()).digest()


def test_counts(world):
    """16 outlets in nine languages, 400 readable articles, ten addresses that must be refused."""
    kinds = Counter(article.expect for article in world.articles)

    assert len(world.outlets) == 16
    assert {article.in_language for article in world.articles} == {"en", "de", "fr", "es", "ru", "zh", "ar", "th", "lo"}
    assert kinds == {"article": 400, "robots": 3, "not_found": 4, "gone": 1, "too_short": 2}


def test_days_are_monday_to_friday_at_the_outlet(world):
    """Every article belongs to one of five days of its own outlet's calendar, at waking hours."""
    zones = {outlet.id: ZoneInfo(outlet.timezone) for outlet in world.outlets}
    local = [(article, article.published.astimezone(zones[article.outlet_id])) for article in world.articles]

    assert {moment.date() for _, moment in local} == {date(2026, 3, day) for day in range(2, 7)}
    assert all(moment.day == article.day + 1 and 6 <= moment.hour <= 22 for article, moment in local)


def test_headlines_are_unique_but_for_copies(world):
    """Only a story that was copied may appear under the same headline twice."""
    own = [article.revisions[0].headline for article in world.articles if not article.copy_of_story]

    assert len(own) == len(set(own))


def test_addresses_are_unique(world):
    """No outlet uses an address twice."""
    addresses = [(article.outlet_id, article.url_path) for article in world.articles]

    assert len(addresses) == len(set(addresses))


def test_paragraphs_have_the_length_of_news(world):
    """5 to 12 paragraphs of 25 to 80 words; a dateline or credit may add a little."""
    for article in world.articles:
        if article.expect == "too_short":
            continue
        bank, paragraphs = load_bank(article.in_language), article.revisions[0].paragraphs
        words = [count_words(bank, paragraph) for paragraph in paragraphs]
        dateline_words = 6

        assert 4 <= len(paragraphs) <= 12
        assert min(words) >= SHORTEST - 1
        assert max(words) <= LONGEST + dateline_words


def test_no_slot_or_choice_is_left_in_the_text(world):
    """Every brace and bracket of the banks was filled."""
    text = world.truth_jsonl(5)
    said = "".join(row["headline"] + "".join(row["paragraphs"]) for row in world.truth(5))

    assert not set("{}[]|") & set(said)
    assert "\\u" not in text


def test_copies_repeat_their_story(world):
    """A verbatim copy holds every paragraph of its story; credit and dateline are where truth says."""
    stories = {story.id: story for story in world.stories}
    copies = [article for article in world.articles if article.copy_of_story]
    for copy in copies:
        story = stories[copy.story_id]
        text = "\n".join(copy.revisions[0].paragraphs)
        shared = sum(paragraph in text for paragraph in story.paragraphs)

        assert shared >= 3
        assert story.published < copy.published
        assert copy.agency_id == story.agency_id
        assert copy.agency_credited == (
            copy.dateline is not None or text.endswith("(Meridian)") or text.endswith("(Orbis)")
        )

    assert {copy.agency_credited for copy in copies} == {True, False}
    assert len(copies) >= 40


def test_dateline_is_printed_as_truth_has_it(world):
    """The first paragraph opens with the place; the agency's own grammar follows."""
    rows = [row for row in world.truth(5) if row["dateline"] and row["agency"] == "orbis"]

    assert rows
    for row in rows:
        day = date.fromisoformat(row["dateline"]["day"])
        printed = f"March {day.day}" if row["in_language"] == "en" else f"{day.day} марта"
        opening = f"{row['dateline']['place']}, {printed}. /{row['dateline']['agency']}/. "

        assert row["paragraphs"][0].startswith(opening)


def test_revisions_come_a_day_later(world):
    """About one article in twenty changes on the next day, and some of the headlines do."""
    revised = [article for article in world.articles if len(article.revisions) > 1]

    assert 0.03 <= len(revised) / 400 <= 0.08
    assert all(article.revisions[1].day == article.day + 1 for article in revised)
    assert all(article.revisions[1].paragraphs != article.revisions[0].paragraphs for article in revised)
    assert any(article.revisions[1].headline != article.revisions[0].headline for article in revised)


@pytest.mark.parametrize("day", ALL_DAYS)
def test_truth_grows_with_the_days(world, day):
    """A day's truth holds no later day, and one latest revision an address."""
    rows = world.truth(day)
    latest = Counter((row["outlet_id"], row["url_path"]) for row in rows if row["is_latest"])

    assert max(row["published_local_day"] for row in rows) == f"2026-03-{day + 1:02d}"
    assert set(latest.values()) == {1}
    assert len(latest) == sum(article.day <= day for article in world.articles)


def test_truth_states_utc(world):
    """Instants are aware and in UTC."""
    assert all(datetime.fromisoformat(row["published"]).utcoffset().total_seconds() == 0 for row in world.truth(5))


def test_precision_is_what_the_outlet_states(world):
    """Only the outlet without machine-readable dates is known to the day alone."""
    by_precision = {row["outlet_id"] for row in world.truth(5) if row["published_precision"] == "day"}

    assert by_precision == {"elbanzeiger"}


def test_a_larger_world_keeps_everything_in_its_feeds():
    """The window grows with the world, so that five days are always visible."""
    large = World.build(articles=1200)
    per_outlet = Counter(article.outlet_id for article in large.articles)

    assert sum(article.expect == "article" for article in large.articles) == 1200
    assert large.feed_window >= max(per_outlet.values())
