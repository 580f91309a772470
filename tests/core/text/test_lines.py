"""Small text helpers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslake.core.text import key_of, slug, tidy, word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Time-Tested Friendship of the country’s 65 years", 7),
        ("— … “ ”", 0),
        ("今天天气很好", 3),
        ("東京は今日も雨です", 4),
        ("ປະເທດລາວໄດ້ປະຕິເສດ", 4),
        ("สวัสดี world", 2),
        ("서울은 오늘 맑다", 3),
    ],
)
def test_word_count(text, words):
    """Spaces divide words; scripts without them count by length."""
    assert word_count(text) == words


@given(st.text())
def test_tidy_is_one_line_of_valid_unicode(text):
    """No double spaces, no edges, no lone surrogates; tidying twice changes nothing."""
    line = tidy(text)

    assert line == " ".join(line.split())
    assert tidy(line) == line
    line.encode()


def test_tidy_keeps_joiners():
    """Persian and Khmer spell with joiners and zero-width spaces; soft hyphens go."""
    assert tidy("می\u200cخواهم \u00a0 co\u00adoperate") == "می\u200cخواهم cooperate"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("example.co.uk", "example-co-uk"),
        ("127.0.1.3", "127-0-1-3"),
        ("Ōsaka Times!", "osaka-times"),
        ("ข่าว", "x6eedb8ec6b"),
    ],
)
def test_slug(text, name):
    """Plain letters and digits, joined by hyphens; never empty."""
    assert slug(text) == name


@given(st.text())
def test_slug_is_plain(text):
    """Any text gives a slug fit for a folder name."""
    assert slug(text)
    assert slug(text).replace("-", "").isalnum()
    assert slug(text).isascii()


def test_key_reads_past_quotes_and_case():
    """Curly and straight quotes, case, dashes and full-width letters make no difference; vowel signs do."""
    assert key_of("“Storm” – hits COAST") == key_of('"storm" - Hits coast') == key_of("Ｓtorm hits coast")
    assert key_of("ກຳ") != key_of("ກ")
