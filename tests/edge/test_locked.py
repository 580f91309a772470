"""Other people's SQL: what it may do, and everything it may not."""

import json
import sqlite3

import pandas as pd
import pytest

from newslake.edge.lake.connect import connect
from newslake.edge.lake.locked import HARMLESS, QueryError, answer, need_query
from newslake.edge.lake.results import write_result
from tests.samples import make_article


@pytest.fixture
def filled(lake):
    """A lake with one article."""
    lake.spool("wire", make_article(body_source="wire"))
    lake.load()
    return lake


@pytest.mark.parametrize(
    "query",
    [
        "FROM articles",
        "SELECT count(*) FROM news.article_version;",
        "-- how many\nSELECT 1",
        "WITH a AS (FROM articles) SELECT headline FROM a",
        "DESCRIBE articles",
        "SUMMARIZE articles",
        "SHOW TABLES",
        "EXPLAIN ANALYZE SELECT 1",
        "FROM articles_at(now())",
        "FROM lake.snapshots()",
        "PIVOT articles ON source_id USING count(*) GROUP BY in_language",
        "FROM (PIVOT (SELECT source_id, word_count FROM articles) ON source_id USING sum(word_count))",
        "SELECT 'the query (old)', 'sqlite_scan(1)', json_serialize_sql('SELECT 1')",
        "SELECT headline AS query FROM articles WHERE headline NOT LIKE '%sqlite_scan%' -- query (",
        "SELECT word FROM articles, unnest(string_split(headline, ' ')) AS words(word), range(2)",
        "FROM article_history_at(now())",
        "FROM information_schema.tables",
    ],
)
def test_questions_are_answered(filled, query):
    """Whatever reads the lake runs."""
    with answer(filled.root, query) as result:
        assert result.fetchall()


@pytest.mark.parametrize(
    "query",
    [
        "",
        ";",
        "-- nothing",
        "SELECT 1; DROP TABLE news.rejection",
        "DELETE FROM news.article_version",
        "CREATE TEMP TABLE x AS SELECT 1",
        "CREATE TEMP TABLE x AS PIVOT articles ON source_id USING count(*)",
        "CREATE TYPE t AS ENUM ('x'); SELECT 1",
        "PIVOT articles ON source_id USING count(*); SELECT 1",
        "ATTACH ':memory:' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "PRAGMA memory_limit = '1GB'",
        "CALL lake.set_option('target_file_size', '1')",
        "COPY (SELECT 1) TO '{data}/x.csv'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{data}/x.csv'",
        "/* */ EXPLAIN ANALYZE COPY (SELECT 1) TO '{data}/x.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{secret}')",
        "FROM '{secret}'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sqlite_scan('{secret}', 't')",
        "SELECT * FROM sqlite_scan/**/('{secret}', 't')",
        "SELECT '/*', * FROM sqlite_scan('{secret}', 't') -- */",
        "SELECT * FROM query('FROM sqlite' || '_scan(''{secret}'', ''t'')')",
        "SELECT * FROM \"query\" ('SELECT 1')",
        "FROM QUERY('SELECT 1')",
        "FROM system.main.query('SELECT 1')",
        "FROM query\u200b('FROM sqlite' || '_scan(''{secret}'', ''t'')')",
        "FROM query\u2060('FROM sqlite' || '_scan(''{secret}'', ''t'')')",
        "FROM query\ufeff('FROM sqlite' || '_scan(''{secret}'', ''t'')')",
        "FROM query\u00a0('FROM sqlite' || '_scan(''{secret}'', ''t'')')",
        "FROM json_execute_serialized_sql(json_serialize_sql('FROM sqlite' || '_scan(''{secret}'', ''t'')'))",
        "SELECT (SELECT x FROM sqlite_scan('{secret}', 't'))",
        "SELECT 1 WHERE 'a' IN (SELECT x FROM articles, LATERAL (FROM sqlite_scan('{secret}', 't')))",
        "WITH RECURSIVE r AS (SELECT '' AS x UNION ALL FROM sqlite_scan('{secret}', 't')) FROM r",
        "FROM articles UNION ALL BY NAME FROM sqlite_scan('{secret}', 't')",
        "DESCRIBE FROM sqlite_scan('{secret}', 't')",
        "SUMMARIZE FROM sqlite_scan('{secret}', 't')",
        "EXPLAIN ANALYZE FROM sqlite_scan('{secret}', 't')",
        "FROM (PIVOT (FROM sqlite_scan('{secret}', 't')) ON x USING count(*))",
        "PIVOT (FROM query('FROM sqlite' || '_scan(''{secret}'', ''t'')')) ON x USING count(*)",
        "PIVOT (FROM query\u2060('FROM sqlite' || '_scan(''{secret}'', ''t'')')) ON x USING count(*)",
        "EXPLAIN ANALYZE PIVOT (FROM \"sqlite_scan\"('{secret}', 't')) ON x USING count(*)",
        "FROM enable_logging(storage = 'file', storage_path = '{data}')",
        "FROM enable_profiling(save_location = '{data}')",
        "SELECT write_log('x')",
        "FROM lake.merge_adjacent_files()",
        "FROM '{data}/../../other.sqlite'",
        "SELECT * FROM ducklake_cleanup_old_files('lake', cleanup_all => true)",
        "SELECT * FROM ducklake_merge_adjacent_files('lake')",
        "SELECT nosuch FROM articles",
    ],
)
def test_everything_else_is_refused(filled, tmp_path, query):
    """Nothing is written, no file is read, and the lake is as it was."""
    secret = tmp_path / "other.sqlite"
    with sqlite3.connect(secret) as other:
        other.execute("CREATE TABLE IF NOT EXISTS t AS SELECT 'secret' AS x")
    before = sorted(filled.folder.data.rglob("*"))

    with (
        pytest.raises(QueryError),
        answer(filled.root, query.format(data=filled.folder.data, secret=secret)) as result,
    ):
        result.fetchall()

    assert sorted(filled.folder.data.rglob("*")) == before
    with connect(filled.root) as connection:
        assert connection.execute("SELECT count(*) FROM news.article_version").fetchall() == [(1,)]


def test_a_query_without_end_is_stopped(filled):
    """It ends after its time, and says what to do."""
    with (
        pytest.raises(QueryError, match="ask for fewer days"),
        answer(filled.root, "SELECT count(*) FROM range(1000000000) a, range(1000000000) b", limit_s=0.2) as result,
    ):
        result.fetchall()


@pytest.mark.parametrize("form", ["parquet", "csv", "json", "jsonl"])
def test_a_result_becomes_a_file(filled, tmp_path, form):
    """The same values in every form; a folder that is missing is made."""
    out = tmp_path / "new" / f"x.{form}"

    with answer(filled.root, "SELECT headline, true AS yes, [1, 2] AS list, NULL AS none FROM articles") as result:
        rows = write_result(result, out, form)

    text = "" if form == "parquet" else out.read_text(encoding="utf-8")
    assert rows == 1
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    if form == "parquet":
        frame = pd.read_parquet(out)
        assert list(frame.columns) == ["headline", "yes", "list", "none"]
        assert (frame.headline[0], bool(frame.yes[0]), list(frame.list[0])) == ("Ferry returns", True, [1, 2])
    elif form == "csv":
        assert text.splitlines() == ["headline,yes,list,none", 'Ferry returns,true,"[1, 2]",']
    else:
        told = json.loads(text)
        assert (told[0] if form == "json" else told) == {
            "headline": "Ferry returns",
            "yes": True,
            "list": [1, 2],
            "none": None,
        }


def test_a_file_that_fails_leaves_nothing(filled, tmp_path):
    """A query that fails half-way leaves no file, no part of one, and no folder that was made for it."""
    query = "SELECT CASE WHEN range > 100000 THEN error('half-way') ELSE 'x' END FROM range(200000)"

    with pytest.raises(QueryError), answer(filled.root, query) as result:
        write_result(result, tmp_path / "a" / "b" / "x.csv", "csv")

    assert list(tmp_path.glob("a*")) == []


def _is_refused(connection, name):
    try:
        need_query(connection, f'FROM "{name}"()')
    except QueryError:
        return True
    return False


def test_every_table_function_is_judged(lake):
    """Of those that DuckDB and its extensions have only the known harmless ones run; a new version may bring others."""
    with connect(lake.root) as connection:
        asked = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'table' ORDER BY 1"
        names = [name for (name,) in connection.execute(asked).fetchall()]
        refused = [name for name in names if _is_refused(connection, name)]

    assert {"sqlite_scan", "query", "query_table", "json_execute_serialized_sql", "glob", "read_text"} <= set(refused)
    assert set(names) - set(refused) <= set(HARMLESS)
