"""An export describes what it wrote, and a refused one changes nothing."""

import json

import pytest

from newsroom import World, serve
from tests.command import Command
from tests.stages.conftest import write_catalogue


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A lake with the 48 articles of a small newsroom."""
    folder = tmp_path_factory.mktemp("crawled")
    with serve(World.build(articles=48)) as newsroom:
        command = Command(folder / "lake", write_catalogue(newsroom, folder))
        command.crawl()
    return command


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_export_replaces_the_first_and_leaves_foreign_files(crawled, tmp_path):
    """Index and files are those of the second export, and a file of somebody else stays."""
    out = tmp_path / "corpus"
    crawled.run("export", "corpus", "--out", str(out))
    everything = files(out)
    (out / "notes.txt").write_text("mine")
    language = json.loads(everything["index.jsonl"].splitlines()[0])["in_language"]

    crawled.run("export", "corpus", "--out", str(out), "--language", language)

    listed = {json.loads(line)["file"] for line in (out / "index.jsonl").read_text().splitlines()} - {None}
    assert set(files(out)) == listed | {"index.jsonl", "notes.txt"}
    assert len(listed) < len(everything) - 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--source", "nobody"], 2),
        (["--language", "xx"], 2),
        (["--from", "2026-03-02", "--to", "2026-03-01"], 2),
        (["--from", "1901-01-01", "--to", "1901-01-02"], 1),
    ],
)
@pytest.mark.parametrize("form", ["corpus", "parquet"])
def test_a_refused_export_changes_nothing(crawled, tmp_path, form, arguments, code):
    """One line, the documented exit code, the old export as it was, and no new file or folder."""
    old = tmp_path / "old"
    crawled.run("export", form, "--out", str(old))
    before = files(tmp_path)

    for out in (old, tmp_path / "new", tmp_path / "a" / "b"):
        crawled.fails("export", form, "--out", str(out), *arguments, code=code)

    assert files(tmp_path) == before
    assert list(tmp_path.iterdir()) == [old]
    assert not (tmp_path / "new").exists()
