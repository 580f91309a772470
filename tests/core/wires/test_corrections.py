"""What kind of version an item is, told by the marks that agencies print."""

import pytest

from newslake.core.wires.corrections import correction_kind


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("CORRECTION: Harbour traffic rose by 3 percent", "correction"),
        ("Correction - Harbour traffic rose", "correction"),
        ("CORRECTED-UPDATE 2-Harbour traffic rose", "correction"),
        ("(Correction) Harbour traffic", "correction"),
        ("KORREKTUR: Hafen wächst", "correction"),
        ("RECTIFICATIF - Le port grandit", "correction"),
        ("ПОПРАВКА: Порт растет", "correction"),
        ("【訂正】港が成長", "correction"),
        ("ПОПРАВКА-Порт растет", "correction"),
        ("AMPLIACIÓN - El puerto crece", "update"),
        ("KILL BC-XX--Harbour Traffic", "kill"),
        ("UPDATE 1-Harbour traffic rises", "update"),
        ("RPT-Harbour traffic rises", "replay"),
        ("KILL: Harbour traffic rises", "kill"),
        ("MANDATORY KILL - Harbour traffic", "kill"),
        ("Kill the lights, says mayor", None),
        ("Corrections officers strike in three prisons", None),
        ("Update on the harbour", None),
        ("Kill-Switch Law Passes", None),
        ("Update-heavy week for the harbour", None),
        ("Correction-facility fire kills two", None),
        ("Repeat offenders face harsher terms", None),
        ("Correction of shares deepens", None),
        ("Withdrawn troops return home", None),
        ("First lead is taken by Lee in the regatta", None),
    ],
)
def test_headline_marks(headline, kind):
    """A mark at the beginning counts, set off from the headline; the same word as part of a sentence does not."""
    assert correction_kind(headline=headline) == kind


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("BC-XX--Harbour Traffic, 1st Ld-Writethru", "writethru"),
        ("BC-XX--Harbour-(Writethru)", "writethru"),
        ("1stLd-Writethru", "writethru"),
        ("REFILE 1ST LEAD", "update"),
        ("BC-XX--Harbour Traffic, Kill", "kill"),
        ("BC-XX--Harbour Traffic-CORRECTION", "correction"),
        ("harbour-traffic", None),
        ("Roadkill-Study", None),
        ("RATES-REPEAT", "replay"),
    ],
)
def test_slugline_marks(mark, kind):
    assert correction_kind(marks=[mark]) == kind


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Eds: Corrects spelling of the mayor's name in 3rd paragraph.", "correction"),
        ("Eds: Updates with quotes. With photos.", "update"),
        ("Editors: Please kill the story XX-Harbour. A kill is mandatory.", "kill"),
        ("With AP Photos.", None),
        ("A correction to follow if needed", None),
        ("Korrigiert: Hafen statt Werft.", "correction"),
    ],
)
def test_notes_to_editors(note, kind):
    assert correction_kind(note=note) == kind


def test_the_gravest_mark_counts():
    assert correction_kind(signals=["sig:update"], headline="KILL: Harbour") == "kill"
