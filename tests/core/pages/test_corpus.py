"""Real pages of the corpus: dates that are right or not told, and none rejected."""

import gzip
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newslake.core.articles import read_page
from newslake.model import Article
from newslake.stages.parse import page_of
from tests.corpus import CORPUS, MISSING

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)

AFTER_ALL = datetime(2026, 12, 1, tzinfo=UTC)


def read(folder):
    """Each row of a manifest with what was made of its page."""
    for line in (CORPUS / "pages" / folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = page_of(row["url"], None, AFTER_ALL)
        yield row, read_page(gzip.decompress((CORPUS / "pages" / folder / row["html"]).read_bytes()), page, page.source)


@pytest.fixture(scope="module")
def fundus():
    return list(read("fundus"))


def right_day(row, article):
    """Whether the day told is the truth's, in the truth's zone where an instant is told."""
    truth = datetime.fromisoformat(row["timestamp"])
    if article.date_published is None or truth.tzinfo is None:
        return str(article.date_published_local) == row["date"]
    zone = truth.tzinfo if not isinstance(truth.tzinfo, ZoneInfo) else UTC
    return str(article.date_published.astimezone(zone).date()) == str(truth.date())


def test_every_page_is_an_article(fundus):
    """None of the real articles is taken for something else."""
    assert [row["id"] for row, made in [*fundus, *read("aeb")] if not isinstance(made, Article)] == []


def test_instants_are_right(fundus):
    """Of the instants told at least 97 % are within a minute, and they are told for nearly all pages."""
    told = [(row, made) for row, made in fundus if made.date_published and row.get("timestamp")]
    truths = [datetime.fromisoformat(row["timestamp"]) for row, _ in told]
    zoned = [(made, truth) for (_, made), truth in zip(told, truths, strict=True) if truth.tzinfo]

    close = sum(abs((made.date_published - truth).total_seconds()) <= 60 for made, truth in zoned)
    assert close >= 0.97 * len(zoned)
    assert len(told) >= 0.9 * len(fundus)


def test_days_are_right_and_sure_ones_more_so(fundus):
    """At most 0.5 % of the days are wrong; of those with a confidence of .9 or more 99 % are right."""
    dated = [(row, made) for row, made in fundus if made.date_published_local and row.get("timestamp")]
    sure = [(row, made) for row, made in dated if made.date_published_confidence >= 0.9]

    assert sum(not right_day(row, made) for row, made in dated) <= 0.005 * len(fundus)
    assert sum(right_day(row, made) for row, made in sure) >= 0.99 * len(sure)
    assert len(sure) >= 0.8 * len(fundus)


def test_every_date_says_how_it_is_known(fundus):
    """Precision, basis and confidence stand beside it, and it is one of the candidates."""
    for _, made in fundus:
        if made.date_published_local:
            assert made.date_published_precision
            assert made.date_published_basis
            assert 0 < made.date_published_confidence <= 1
            assert made.date_candidates
