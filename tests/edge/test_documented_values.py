"""Numbers in the data dictionary are those of the code."""

from pathlib import Path

from newslake.edge.lake.read import MAX_ATTEMPTS, PENDING_DAYS

DICTIONARY = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"
WORDS = {3: "three", 7: "seven", 30: "thirty"}


def test_how_long_a_failed_page_is_tried_again():
    """The dictionary names the attempts and the days that the lake's reading counts."""
    text = " ".join(DICTIONARY.read_text(encoding="utf-8").split())

    assert f"{WORDS[MAX_ATTEMPTS]} times in all within {WORDS[PENDING_DAYS]} days" in text
