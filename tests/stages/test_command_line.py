"""The command line after one crawl: each command answers, mistakes are one line, exit codes are those documented."""

import csv
import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress

import duckdb
import pandas as pd
import pytest

from newsroom import World, serve
from newsroom.wires import many
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


def test_latest_shows_the_newest_first(crawled):
    """As JSON, newest publication first; as a table with whole addresses."""
    rows = json.loads(crawled.run("latest", "--limit", "7", "--json"))
    table = crawled.run("latest", "--limit", "7")

    instants = [row["date_published"] for row in rows if row["date_published"]]
    assert len(rows) == 7
    assert instants == sorted(instants, reverse=True)
    assert all(row["url"] in table for row in rows)


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl"])
def test_sql_answers_in_every_form(crawled, form):
    """The same two rows, in the form that was asked for."""
    query = "SELECT source_id, count(*) AS articles FROM articles GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 2"

    text = crawled.run("sql", query, "--format", form)

    if form == "csv":
        rows = list(csv.DictReader(text.splitlines()))
    elif form == "json":
        rows = json.loads(text)
    elif form == "jsonl":
        rows = [json.loads(line) for line in text.splitlines()]
    else:
        rows = [dict(zip(("source_id", "articles"), line.split(), strict=True)) for line in text.splitlines()[1:3]]
    wanted = crawled.sql(query)
    assert [(row["source_id"], int(row["articles"])) for row in rows] == [
        (r["source_id"], r["articles"]) for r in wanted
    ]


def test_sql_writes_parquet(crawled, tmp_path):
    """The result as a file that others read."""
    crawled.run(
        "sql", "SELECT headline FROM articles", "--format", "parquet", "--out", str(tmp_path / "a" / "h.parquet")
    )

    assert len(pd.read_parquet(tmp_path / "a" / "h.parquet")) == 48


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["sql", ""], 2, "no query"),
        (["sql", " ; "], 2, "no query"),
        (["sql", "SELECT 1; SELECT 2"], 2, "one at a time"),
        (["sql", "COPY (SELECT 1) TO 'x.csv'"], 2, "COPY is no query"),
        (["sql", "DELETE FROM news.article_version"], 2, "read-only"),
        (["sql", "SELECT 1", "--format", "parquet"], 2, "--out"),
        (["sources", "check", "/nowhere.yaml"], 2, "no catalogue"),
        (["parse", "/nowhere.html"], 1, "no file could be read"),
        (["parse", __file__, "--out", "/nowhere/x.jsonl"], 1, "choose another place"),
        (["crawl", "--sources", "nowhere"], 2, "no catalogue"),
        (["explain", "http://127.9.9.9/never"], 1, "knows nothing of"),
        (["latest", "--lake", "/nowhere/lake"], 1, "newslake crawl"),
        (["publish", "--lake", "/nowhere/lake"], 1, "newslake crawl"),
        (["receive", "/nowhere"], 2, "--provider"),
        (["receive", __file__, "--provider", "afp", "--watch", "1"], 2, "leave --watch out"),
        (["receive", "--provider", "afp"], 2, "PATH"),
        (["receive", "/nowhere", "--provider", "afp"], 2, "no such file or folder"),
        (["parse"], 2, "--manifest"),
        (["parse", "--manifest", "/nowhere.jsonl"], 2, "cannot be read"),
        (["demo", "advance", "--port", "1"], 1, "newslake demo serve"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(crawled, args, code, told):
    """No traceback, the exit code of the documentation."""
    assert told in crawled.fails(*args, code=code)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELEC 1", ("syntax error", "LINE 1: SELEC 1", "^")),
        ("SELECT headlin FROM articles", ("Candidate", "headline")),
    ],
)
def test_sql_errors_keep_their_hints(crawled, query, told):
    """DuckDB's candidates and its caret line reach the user, without a traceback."""
    process = crawled.start("sql", query)
    out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (2, "")
    assert all(part in err for part in told)
    assert "Traceback" not in err


def test_parse_reads_stdin(crawled, tmp_path):
    """A dash is stdin; a file is written whole."""
    page = "<html><title>A</title><body><article><h1>Ferry back</h1><p>" + "The ferry is back at last. " * 12
    command = [sys.executable, "-m", "newslake.cli", "parse", "-", "--out", str(tmp_path / "x.jsonl")]

    subprocess.run(command, input=page.encode(), env=crawled.environ, check=True)

    assert json.loads((tmp_path / "x.jsonl").read_text())["headline"] == "Ferry back"
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize("args", [["--version"], ["-h"], ["sql", "-h"], ["sources", "check", "-h"]])
def test_version_and_short_help(crawled, args):
    """Both are there on every command."""
    assert "newslake" in crawled.run(*args)


def test_a_port_that_is_none_is_a_wrong_argument(crawled):
    """No traceback."""
    process = crawled.start("demo", "serve", "--port", "99999")
    _, err = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "65535" in err
    assert "Traceback" not in err


def test_an_answer_in_a_pipe_is_whole(crawled):
    """Where stdout is no terminal every column is there, and no value is cut."""
    text = crawled.run("sql", "SELECT * FROM articles ORDER BY length(article_body) DESC LIMIT 1")

    (row,) = crawled.sql("SELECT * FROM articles ORDER BY length(article_body) DESC LIMIT 1")
    assert " ".join(row["article_body"].split()) in text
    assert all(name in text for name in row)


def test_wide_characters_are_whole_in_a_pipe(crawled):
    """Chinese takes two places a character: no value is cut or folded for it, each row is a line."""
    query = "SELECT headline, url FROM articles WHERE in_language LIKE 'zh%' ORDER BY url"

    lines = crawled.run("sql", query).splitlines()[1:]

    rows = crawled.sql(query)
    assert rows
    assert [line.split("http")[0].strip() for line in lines] == [row["headline"] for row in rows]
    assert all(row["url"] in line for row, line in zip(rows, lines, strict=True))


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_a_window_shows_wide_rows_as_records(crawled, columns):
    """73 columns fit no window: each row is a block of lines, none longer than the window, in the user's words."""
    ours, theirs = pty.openpty()
    environ = crawled.environ | {"COLUMNS": str(columns), "TERM": "dumb"}
    query = "FROM articles WHERE date_published IS NOT NULL ORDER BY url LIMIT 1"
    process = subprocess.Popen([sys.executable, "-m", "newslake.cli", "sql", query], env=environ, stdout=theirs)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # how Linux tells that the other end is closed
        while part := os.read(ours, 65_536):
            shown += part
    assert process.wait() == 0
    lines = shown.decode().replace("\r", "").splitlines()

    (row,) = crawled.sql(query)
    assert lines[0] == "-- record 1 of 1 --"
    assert max(map(len, lines)) <= columns
    told = dict(line.split(None, 1) for line in lines[1:] if line and not line.startswith("("))
    assert (told["source_id"], told["date_conflict"]) == (row["source_id"], "false")
    assert any(line.endswith("columns are empty)") for line in lines)


def test_an_out_that_cannot_be_written_leaves_nothing(crawled, tmp_path):
    """One line, exit 1, and neither an empty file nor an empty folder."""
    (tmp_path / "file").write_text("")

    told = crawled.fails("sql", "SELECT 1 AS x", "--format", "csv", "--out", str(tmp_path / "file" / "x.csv"), code=1)

    assert "choose another place" in told
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_public_crawl_needs_a_contact(crawled):
    """Nobody crawls the web without saying who can be written to; nothing is asked before."""
    assert "NEWSLAKE_CONTACT" in crawled.fails("crawl", "--sources", "world", code=2)


def test_feeds_that_may_not_be_reached_are_told(crawled, tmp_path):
    """Without the allowance every feed of the newsroom is refused; the line says which setting opens the way."""
    closed = Command(tmp_path / "lake", crawled.environ["NEWSLAKE_SOURCES"], NEWSLAKE_FETCH_ALLOW="")

    closed.environ.pop("NEWSLAKE_FETCH_ALLOW")
    process = closed.start("crawl")
    _, err = process.communicate()

    assert process.returncode == 1
    assert "NEWSLAKE_FETCH_ALLOW" in err.splitlines()[-1]


def test_explain_tells_the_life_of_an_address(crawled):
    """Entry, page and article, by the canonical address and by one with a campaign on it."""
    (row,) = crawled.sql("SELECT url FROM articles ORDER BY url LIMIT 1")

    life = json.loads(crawled.run("explain", row["url"], "--json"))
    text = crawled.run("explain", row["url"] + ("&" if "?" in row["url"] else "?") + "utm_source=mail#top")

    assert [len(life[part]) for part in ("entries", "pages", "rejections", "articles")] == [1, 1, 0, 1]
    assert life["articles"][0]["headline"] in text
    assert life["articles"][0]["raw_pointer"]["file"] in text


def test_status_has_runs_rejections_and_sources(crawled):
    """Every stage's report is a row, every reason counted, every source there."""
    status = json.loads(crawled.run("status", "--json"))
    text = crawled.run("status")

    assert [row["stage"] for row in status["runs"]] == ["collect", "fetch", "extract", "load", "publish"]
    assert {row["reason"] for row in status["rejections"]} == {"not-found", "robots", "too-short", "gone"}
    assert sum(row["articles"] for row in status["sources"]) == 48
    assert all(title in text for title in ("runs", "rejections", "sources"))
    assert status["wires"] == []


def test_the_corpus_is_a_file_an_article(crawled, tmp_path):
    """One text a dated article, by day; the index lists them all; filters choose."""
    crawled.run("export", "corpus", "--out", str(tmp_path / "all"))
    crawled.run("export", "corpus", "--out", str(tmp_path / "some"), "--language", "lo", "--from", "2026-03-03")

    index = [json.loads(line) for line in (tmp_path / "all" / "index.jsonl").read_text().splitlines()]
    files = {str(path.relative_to(tmp_path / "all")) for path in (tmp_path / "all").glob("*/*.txt")}
    assert len(index) == 48
    assert files == {row["file"] for row in index if row["file"]}
    assert all(f"/{row['article_id']}.txt" in row["file"] for row in index if row["file"])
    some = [json.loads(line) for line in (tmp_path / "some" / "index.jsonl").read_text().splitlines()]
    assert some
    assert all(row["in_language"].startswith("lo") and row["date"] >= "2026-03-03" for row in some)


def test_articles_are_exported_as_parquet(crawled, tmp_path):
    """One file with the chosen articles."""
    crawled.run("export", "parquet", "--out", str(tmp_path / "a.parquet"), "--source", "orbis")

    rows = duckdb.sql(f"SELECT DISTINCT source_id FROM '{tmp_path / 'a.parquet'}'").fetchall()
    assert rows == [("orbis",)]


def test_publish_and_maintain_change_no_row(crawled):
    """Care of the lake is safe at any time."""
    before = crawled.sql("SELECT * FROM article_history ORDER BY article_id, revision")

    published = json.loads(crawled.run("publish", "--json"))
    crawled.run("maintain")

    assert published["stages"]["publish"]["counts"] == {"already-published": 1}
    assert crawled.sql("SELECT * FROM article_history ORDER BY article_id, revision") == before


def test_parse_reads_pages_and_feeds_in_the_order_given(crawled, tmp_path):
    """A page, a feed, a file that is not there and one that is nothing: objects in order, none stops the rest."""
    page = "<html><head><title>Ferry</title></head><body><article><h1>Ferry returns</h1>" + "".join(
        f"<p>The ferry number {n} is back after a year in the yard, and the harbour has waited for it.</p>"
        for n in range(9)
    )
    feed = "<rss version='2.0'><channel><title>Harbour</title><item><title>One</title><link>http://a.example/1</link>"
    files = {"page.html": page, "feed.xml": feed + "</item></channel></rss>", "empty.html": ""}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    manifest = tmp_path / "files.jsonl"
    names = ["page.html", "feed.xml", "missing.html", "empty.html"]
    manifest.write_text("".join(json.dumps({"path": name, "url": f"http://a.example/{name}"}) + "\n" for name in names))

    objects = [json.loads(line) for line in crawled.run("parse", "--manifest", str(manifest)).splitlines()]

    assert [one["kind"] for one in objects] == ["page", "feed", "entry", "error", "page"]
    assert (objects[0]["outcome"], objects[0]["headline"]) == ("article", "Ferry returns")
    assert objects[2]["entry_url"] == "http://a.example/1"
    assert objects[4]["outcome"] == "rejected"


def test_config_and_sources_say_what_there_is(crawled):
    """Each setting with its origin; the catalogue as a table and as JSON."""
    config = {row["setting"]: row["from"] for row in json.loads(crawled.run("config", "--json"))}
    sources = json.loads(crawled.run("sources", "list", "--json"))

    assert config["NEWSLAKE_LAKE"] == "NEWSLAKE_LAKE"
    assert config["NEWSLAKE_WORKERS"] == "default"
    assert len(sources) == 16
    assert "16 sources with 18 feeds" in crawled.run("sources", "check")


def test_receive_says_when_nothing_could_be_received(tmp_path):
    """Every wire of the catalogue failed: exit code 1, and where the reasons stand."""
    sources = tmp_path / "catalogue.yaml"
    sources.write_text("sources: [{id: afp, name: AFP, wires: [{path: nowhere}]}]", encoding="utf-8")
    command = Command(tmp_path / "lake", sources)

    process = command.start("receive")
    out, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "nothing could be received" in err.splitlines()[-1]
    assert "no-answer" in out
    assert "no such folder" in command.run("status")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_receive_watches_a_folder(tmp_path, told):
    """Each file is received as it comes, until the watcher is told to stop."""
    command = Command(tmp_path / "lake", "newsroom")
    drop = tmp_path / "drop"
    drop.mkdir()
    process = command.start("receive", str(drop), "--provider", "afp", "--watch", "0.1", "--json")
    try:
        for file in many(2):
            unfinished = tmp_path / file.name
            unfinished.write_bytes(file.data)
            os.utime(unfinished, (0, 0))
            unfinished.rename(drop / file.name)
            assert process.stdout.readline() == "{\n"  # comes when the report does
            report = json.loads("{" + "".join(iter(process.stdout.readline, "}\n")) + "}")
            assert report["stages"]["receive"]["counts"] == {"article": 1, "delivery": 1}
        process.send_signal(told)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()

    assert (process.returncode, err) == (0, "")
    assert command.sql("SELECT count(*) AS n FROM articles") == [{"n": 2}]
