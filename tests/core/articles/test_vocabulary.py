"""One maker, and words that something produces: what the code says of itself, read from its syntax."""

import ast
import re
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest

from newslake.model import Basis, BodySource, CorrectionKind, PageKind, Precision, PubStatus, Reason, WireFormat

ROOT = Path(__file__).parents[3]
PRODUCT = ROOT / "include" / "newslake"
VOCABULARIES = (Basis, BodySource, CorrectionKind, PageKind, Precision, PubStatus, Reason, WireFormat)
DOCUMENTED = {
    Basis: "date_published_basis",
    BodySource: "body_source",
    CorrectionKind: "correction_kind",
    PubStatus: "pub_status",
}
CONSUMERS: dict[str, set[type[StrEnum]]] = {
    "publication.py": {Basis},
    "vocabulary.py": set(VOCABULARIES),
    "reasons.py": {Reason},
}
"""Files that name words without producing them: what weighs witnesses, and what lists the words."""

TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PRODUCT.rglob("*.py"))}


def produced(vocabulary: type[StrEnum]) -> set[str]:
    """Members that code outside comparisons names, as ``Basis.FEED`` or by unpacking the enum."""
    found = set()
    for path, tree in TREES.items():
        if vocabulary in CONSUMERS.get(path.name, set()):
            continue
        compared = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Compare) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and ast.unparse(node.value) == vocabulary.__name__:
                found |= {ast.unparse(name) for target in node.targets for name in ast.walk(target)}
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == vocabulary.__name__
                and id(node) not in compared
            ):
                found.add(node.attr)
    return found


@pytest.mark.parametrize("made", ["Article", "Rejection"])
def test_there_is_one_maker(made):
    """One call in the whole product."""
    calls = Counter(
        path.name
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == made
    )

    assert calls == {"make.py": 1}


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_every_word_is_produced(vocabulary):
    """No member that nothing gives; reasons that are made of a page's kind or a worker's end are named there."""
    of_text = {Reason: {reason.name for reason in Reason if reason in {*PageKind} or reason.startswith("extractor-")}}

    assert {member.name for member in vocabulary} - produced(vocabulary) - of_text.get(vocabulary, set()) == set()


@pytest.mark.parametrize("vocabulary", DOCUMENTED, ids=lambda vocabulary: vocabulary.__name__)
def test_the_dictionary_names_the_same_words(vocabulary):
    """What the data dictionary says a column holds is what the enum has."""
    dictionary = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{DOCUMENTED[vocabulary]}`.*$", dictionary, re.MULTILINE)
    meaning = row.strip("| ").rpartition(" | ")[2]

    assert {word for word in re.findall(r"`(\w+)`", meaning) if word != DOCUMENTED[vocabulary]} == set(vocabulary)
