"""What the package says that it needs is what it imports, and what is pinned."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = {canonicalize_name(need.name): need for need in map(Requirement, PROJECT["dependencies"])}
EXTRAS = [Requirement(need) for needs in PROJECT["optional-dependencies"].values() for need in needs]
OURS = {"newslake", "newsroom"}


def imported_modules() -> set[str]:
    """Top-level modules that are imported anywhere below include/, ours and Python's own left out."""
    nodes = [node for path in (ROOT / "include").rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in names} - OURS - set(sys.stdlib_module_names)


def asked_for(name: str) -> list[Requirement]:
    """The lines of a requirements file, without its comments."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def test_every_import_is_declared():
    """Each third-party module below include/ is of a distribution that pyproject.toml names."""
    sold_by = packages_distributions()
    modules = imported_modules()

    missing = {
        module for module in modules if DECLARED.keys().isdisjoint(map(canonicalize_name, sold_by.get(module, ())))
    }
    assert missing == set()
    assert "charset_normalizer" in modules


@pytest.mark.parametrize("need", [*DECLARED.values(), *EXTRAS], ids=str)
def test_what_is_declared_is_asked_for_and_fits_the_pin(need):
    """requirements.in names it, and the version that requirements.txt pins is one that is allowed."""
    (asked,) = [one for one in asked_for("requirements.in") if canonicalize_name(one.name) == need.name]
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.search(rf"^{re.escape(need.name)}(?:\[\w+\])?==([^\s;]+)", pins, re.MULTILINE)

    assert pinned is not None
    assert need.specifier.contains(pinned[1])
    assert asked.specifier.contains(pinned[1])


def test_the_licence_and_the_pythons_are_told():
    """The classifiers name every Python that requires-python allows."""
    allowed = Requirement(f"python{PROJECT['requires-python']}").specifier
    versions = [f"3.{minor}" for minor in range(8, 20) if allowed.contains(f"3.{minor}")]
    told = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", name)]

    assert told == versions
    assert PROJECT["license"] == "Apache-2.0"
    assert "Framework :: Apache Airflow" in PROJECT["classifiers"]
