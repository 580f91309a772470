"""Real pages and feeds, through HTTP: each comes out as an article or a rejection with its reason, once."""

import pytest

from tests.command import Command
from tests.corpus import CORPUS, MISSING
from tests.corpus_web import CorpusWeb

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)]

OUTCOMES = """
SELECT url, count(*) FILTER (WHERE kind = 'article') AS articles,
       count(*) FILTER (WHERE kind = 'rejection') AS rejections
FROM (SELECT requested_url AS url, 'article' AS kind FROM article_history
      UNION ALL SELECT p.requested_url, 'rejection' FROM news.rejection AS r JOIN raw.page AS p USING (page_id))
GROUP BY url
"""


def test_every_real_page_and_feed_has_one_outcome(tmp_path):
    """One pass takes all of the corpus; a second one finds nothing new and changes nothing."""
    corpus = CorpusWeb()
    command = Command(tmp_path / "lake", corpus.write_catalogue(tmp_path / "catalogue.yaml"))
    with corpus.web:
        first = command.crawl()
        outcomes = {row["url"]: (row["articles"], row["rejections"]) for row in command.sql(OUTCOMES)}
        visits = {row["url"]: row for row in command.sql("SELECT url, entries, reason FROM raw.visit")}
        second = command.crawl("--force")
        after = {row["url"]: (row["articles"], row["rejections"]) for row in command.sql(OUTCOMES)}

    assert set(corpus.pages) <= set(outcomes)
    assert {url: outcomes[url] for url in corpus.pages if outcomes[url] not in {(1, 0), (0, 1)}} == {}
    assert {url for url in corpus.feeds if visits[url]["entries"] is None and visits[url]["reason"] is None} == set()
    assert first["extract"]["article"] >= 190
    assert outcomes == after
    assert "article" not in second["extract"]
