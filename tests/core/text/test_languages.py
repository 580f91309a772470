"""Languages: declared, detected, reconciled."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslake.core.text.languages import detect_language, normalise_tag, reconcile_language

ENGLISH = "The harbour was closed on Tuesday after the storm tore two cranes from their rails, the authority said. " * 3
GERMAN = "Der Hafen wurde am Dienstag geschlossen, nachdem der Sturm zwei Kräne von ihren Schienen gerissen hatte. " * 3
LAO = "ທ່າເຮືອຂອງເມືອງຖືກປິດໃນວັນອັງຄານ ຫຼັງຈາກລົມພາຍຸໄດ້ພັດເຄນສອງໂຕອອກຈາກຮາງ ເຈົ້າໜ້າທີ່ທ່າເຮືອກ່າວໃນຕອນເຊົ້າ " * 3


@pytest.mark.parametrize(
    ("tag", "normal"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("de-DE.UTF-8", "de-DE"),
        ("iw", "he"),
        ("jp", "ja"),
        ("en-US-x-private", "en-US"),
        ("und", None),
        ("x-default", None),
        ("english", None),
        ("en, de", None),
        ("", None),
        (None, None),
    ],
)
def test_tags(tag, normal):
    """BCP 47 spelling, or None for what is no tag."""
    assert normalise_tag(tag) == normal


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (LAO, "lo"),
        ("ท่าเรือถูกปิดในวันอังคารหลังจากพายุพัดเครนสองตัวหลุดจากราง", "th"),
        ("星期二，风暴将两台起重机从轨道上吹落，港口因此关闭", "zh"),
        ("أُغلق الميناء يوم الثلاثاء بعد أن اقتلعت العاصفة رافعتين من قضبانهما", "ar"),
    ],
)
def test_detection(text, language):
    """A sentence is enough, in any script; probabilities are normalised."""
    found = detect_language(text)

    assert found is not None
    assert found[0] == language
    assert 0.5 < found[1] <= 1.0001


@pytest.mark.parametrize("text", ["", "   ", "2025 — 12:30", "!?"])
def test_no_words_no_language(text):
    """Numbers and punctuation are in no language."""
    assert detect_language(text) is None
    assert reconcile_language(None, None, (), text) == (None, None, None)


@pytest.mark.parametrize(
    ("html", "feed", "source", "text", "expected"),
    [
        ("en-GB", None, (), ENGLISH, ("en-GB", "declared+detected")),
        (None, "en-us", (), ENGLISH, ("en-US", "declared+detected")),
        ("de", "en-us", (), ENGLISH, ("en-US", "declared+detected")),
        ("en-US", None, (), LAO, ("lo", "detected")),
        ("en-US", None, ("lo",), LAO, ("lo", "declared+detected")),
        ("en", None, (), "Hej", ("en", "declared")),
        (None, None, ("sv",), "Hej", ("sv", "declared")),
        (None, None, ("sv", "fi"), "Hej", (None, None)),
        (None, None, (), GERMAN, ("de", "detected")),
        (
            "nb-NO",
            None,
            (),
            "Havnen ble stengt tirsdag etter at stormen rev to kraner av skinnene. " * 5,
            ("nb-NO", "declared+detected"),
        ),
    ],
)
def test_reconciled(html, feed, source, text, expected):
    """The declaration gives the region, a text that surely reads otherwise overrules it, kin do not."""
    tag, basis, confidence = reconcile_language(html, feed, source, text)

    assert (tag, basis) == expected
    assert (confidence is None) == (tag is None)


@settings(max_examples=100, deadline=None)
@given(st.none() | st.text(max_size=12), st.none() | st.text(max_size=12), st.text(max_size=300))
def test_never_raises(html, feed, text):
    """Anything may be declared; what comes back is a tag or None."""
    tag, basis, confidence = reconcile_language(html, feed, (), text)

    assert tag is None or normalise_tag(tag) == tag
    assert basis in (None, "declared", "detected", "declared+detected")
    assert confidence is None or 0 <= confidence <= 1
