"""The made pages of the benchmark of blogs print what they give for the truth."""

import random

import pytest
from benchmarks.made_pages import LAYOUTS, feed_files, missing, posts

from tests.corpus import CORPUS, MISSING

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)


@pytest.fixture(scope="module")
def few():
    """Posts of the small feeds, which are read soon: enough for a page and its furniture."""
    found = posts(path for path in feed_files() if path.stat().st_size < 60_000)
    assert len(found) > 12
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_prints_its_truth(few, name):
    """Every line of the text stands in the page, in order, and no mark is left in it."""
    made = LAYOUTS[name](few[0], few[1:13], random.Random(name))

    assert made.text.strip()
    assert missing(made) == []
    assert 'rel="canonical"' in made.html
    assert not any("\ue0f0" <= letter <= "\ue0f3" for letter in made.html)
