"""The documents are in step with the code: what they name is there, and what is there they name."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from newslake.cli import app
from newslake.edge.lake.connect import connect, create
from newslake.model import Reason
from newslake.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = "".join(
    (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") for name in ("commands.md", "settings.md")
)
DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")


def repository_files() -> Iterator[Path]:
    """Every file that is ours: what .gitignore names by folder is left out."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split() if line}
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name != ".git" and name not in ignored and "*" not in name]
        folders[:] = [name for name in folders if not name.endswith(".egg-info")]
        yield from (Path(folder) / name for name in names if name not in ignored)


def markdown() -> list[Path]:
    return [path for path in repository_files() if path.suffix == ".md"]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


# ---------------------------------------------------------------- commands


def commands(group: Any = None, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command of the program with its words, "export corpus"."""
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


COMMANDS = dict(commands())


def command_rows() -> dict[str, str]:
    """Rows of the table of commands, by the command's words."""
    rows = re.findall(r"^\| `newslake ([a-z ]+?)(?: [^a-z`][^`]*)?` \|(.*)$", REFERENCE, re.MULTILINE)
    return dict(rows)


def test_the_table_of_commands_is_complete():
    """Each command has its row in docs/reference, and each row its command."""
    assert set(command_rows()) == set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_is_named(words):
    """The row of a command names all its options and no other."""
    options = {option for parameter in COMMANDS[words].params for option in parameter.opts if option.startswith("--")}

    assert set(re.findall(r"--[a-z-]+", command_rows()[words])) == options - {"--help"}


@pytest.mark.parametrize("words", COMMANDS)
def test_every_help_has_examples(words):
    """Each command's --help shows how it is used, with its own name."""
    _, _, examples = (COMMANDS[words].help or "").partition("Examples:")

    assert f"newslake {words}" in examples


def test_every_make_target_is_there():
    """A document that says "make x" can be believed."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    said = {
        (named(path), target)
        for path in markdown()
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert {(path, target) for path, target in said if target not in targets} == set()


# ---------------------------------------------------------------- settings


def test_the_table_of_settings_is_complete():
    """Each setting has its row in docs/reference, and each row its setting."""
    rows = re.findall(rf"^\| `({PREFIX}[A-Z_]+)` \|", REFERENCE, re.MULTILINE)

    assert sorted(rows) == sorted(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)


@pytest.mark.parametrize("name", ["sources", "fetch_timeout_s", "fetch_max_bytes", "host_delay_s", "schedule"])
def test_defaults_are_told_right(name):
    """The last cell of a setting's row is its default."""
    told = re.search(rf"^\| `{PREFIX}{name.upper()}` \|.*\| `([^`|]+)` \|$", REFERENCE, re.MULTILINE)

    assert told is not None
    assert told[1] == str(Settings.model_fields[name].default)


# ---------------------------------------------------------------- the data dictionary

Column = tuple[str, str, str]
"""Name, type and null of a column as the dictionary tells them."""


@cache
def sections() -> dict[str, list[Column]]:
    """Columns of each relation that the dictionary names in a heading."""
    found: dict[str, list[Column]] = {}
    for heading, text in re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", DICTIONARY, re.MULTILINE | re.DOTALL):
        rows = re.findall(r"^\| `(\w+)`[^|]*\| `([^`]+)` \| ([^|]+) \| (.+) \|$", text, re.MULTILINE)
        for relation in re.findall(r"`([^`]+)`", heading):
            found[relation] = [(name, kind, null) for name, kind, null, meaning in rows if _is_in(relation, meaning)]
    return found


def _is_in(relation: str, meaning: str) -> bool:
    """A row of a table shared by several relations may say that only some of them have it."""
    only = re.search(r"only in (`[^`]+`|the views)", meaning)
    if only is None:
        return True
    return "." not in relation if only[1] == "the views" else only[1] == f"`{relation}`"


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """A lake that was just made: by relation, its columns as (name, type, whether null is possible)."""
    root = tmp_path_factory.mktemp("lake")
    create(root)
    with connect(root) as connection:
        names = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'lake'"
            " UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = 'lake' AND NOT internal"
        ).fetchall()
        relations = {name if schema == "main" else f"{schema}.{name}" for schema, name in names}
        columns = {name: connection.execute(f"DESCRIBE {name}").fetchall() for name in relations}
        columns["copies_of"] = connection.execute("DESCRIBE FROM copies_of(uuid())").fetchall()
    return {relation: [(row[0], row[1], row[2] == "YES") for row in rows] for relation, rows in columns.items()}


def test_every_table_and_view_is_explained(lake):
    """The dictionary has a section for each, and none for what is not there."""
    assert set(sections()) == set(lake)


@pytest.mark.parametrize("relation", sorted(sections()))
def test_every_column_is_explained(lake, relation):
    """All columns, in whatever order, with their types, and "no" for null where there is none; no unknown column."""
    told = {name: kind for name, kind, _ in sections()[relation]}
    there = {name: _short(kind) for name, kind, _ in lake[relation]}
    never_null = {name for name, _, nullable in lake[relation] if not nullable}

    assert told == there
    assert {name for name, _, null in sections()[relation] if name in never_null and null != "no"} == set()


def _short(kind: str) -> str:
    return kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ").replace('"', "")


def test_every_reason_is_explained():
    """The list of reasons is that of the code."""
    _, _, text = DICTIONARY.partition("\n## Reasons\n")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \|", text.partition("\n## ")[0], re.MULTILINE)

    assert sorted(rows) == sorted(Reason)


# ---------------------------------------------------------------- all documents


def _anchors(path: Path) -> set[str]:
    """What links may name within a document: its headings, as forges spell them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", markdown(), ids=named)
def test_every_link_leads_somewhere(path):
    """Relative links name a file that is there, and a heading in it."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)

    assert broken == []


def test_every_decision_has_its_parts():
    """A page of decisions gives context, decision, consequences, and what would violate it."""
    parts = ("**Context.**", "**Decision.**", "**Consequences.**", "**What would violate it.**")
    pages = {path: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "decisions").glob("*.md")}

    assert {named(path) for path, text in pages.items() if not all(part in text for part in parts)} == set()


# Put together here, so that this file does not hold what it looks for.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("ghcr", "io"))]
PATHS = [f"/{name}/" for name in ("wo" + "rk", "ro" + "ot", "fa" + "rm")]
FOREIGN = re.compile("|".join([*map(re.escape, HOSTS), *(rf"(?<![\w.:/-]){path}" for path in PATHS)]).encode())


def test_nothing_names_a_registry_or_a_machine():
    """No file holds the host of a package registry or a path of somebody's machine."""
    found = {named(path): match[0] for path in repository_files() if (match := FOREIGN.search(path.read_bytes()))}

    assert found == {}
