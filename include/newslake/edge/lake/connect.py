"""
Opening the lake: DuckLake on a SQLite catalogue, embedded in one folder.

DuckDB's extensions come from their PyPI packages and are loaded by path: nothing is downloaded, nothing installed.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb

from newslake.errors import LakeError

EXTENSIONS = ("ducklake", "sqlite_scanner")
SCHEMA_VERSION = 1
BUSY_TIMEOUT_MS = 30_000


class LakeFolder:
    """The places in a lake's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.catalog = root / "catalog.sqlite"
        self.data = root / "data"
        self.raw = root / "raw"
        self.spool = root / "spool"
        self.open = root / "open"


def extension_path(name: str) -> Path:
    """File of a DuckDB extension in its PyPI package, for the DuckDB version that is installed."""
    root = resources.files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
    path = Path(str(root)) / f"{name}.duckdb_extension"
    if not path.is_file():
        raise LakeError(f"no extension '{name}' for DuckDB {duckdb.__version__}: install newslake's requirements.txt")
    return path


@contextmanager
def connect(root: Path, *, read_only: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """
    A connection whose catalogue ``lake`` is the lake; its schema ``main`` is the default. One at a time in a process.

    Raises:
        LakeError: There is no lake in that folder (read-only), or it cannot be opened.
    """
    connection = _duckdb().cursor()
    attach(connection, root, read_only=read_only)
    try:
        yield connection
    finally:
        connection.close()
        _duckdb().execute("DETACH lake")


def attach(connection: duckdb.DuckDBPyConnection, root: Path, *, read_only: bool = True) -> None:
    """Give a connection the lake, as ``connect`` says, which has the errors too."""
    folder = LakeFolder(root)
    if set("*?[") & set(str(root)):  # DuckLake's sweep takes them for patterns, and would sweep the lake beside it
        raise LakeError(f"{root}: the path of a lake may not have * ? or [ in it; choose another folder with --lake")
    if read_only and not folder.catalog.exists():
        raise LakeError(f"no lake in {root}: run 'newslake crawl --lake {root}' first")
    connection.execute("SET TimeZone='UTC'")
    options = "READ_ONLY" if read_only else "DATA_INLINING_ROW_LIMIT 0, META_JOURNAL_MODE 'WAL'"
    try:
        connection.execute(
            f"ATTACH 'ducklake:sqlite:{quoted(folder.catalog)}' AS lake"
            f" (DATA_PATH '{quoted(folder.data)}/', OVERRIDE_DATA_PATH true,"
            f" META_BUSY_TIMEOUT {BUSY_TIMEOUT_MS}, {options})"
        )
    except duckdb.Error as e:
        raise LakeError(f"the lake in {root} cannot be opened: {e}") from e
    connection.execute("USE lake")


@cache
def _duckdb() -> duckdb.DuckDBPyConnection:
    """
    This process's DuckDB with the extensions loaded.

    Shared by all connections: to load the two costs 0.4 s of CPU, as DuckDB checks the signature of 70 MB each time.
    """
    return load_extensions()


def load_extensions() -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own with the extensions loaded."""
    database = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    for name in EXTENSIONS:
        database.execute(f"LOAD '{quoted(extension_path(name))}'")
    return database


_COLUMNS_OF_ENTRY = """
SELECT column_name FROM duckdb_columns()
WHERE database_name = 'lake' AND schema_name = 'raw' AND table_name = 'entry'
"""


def create(root: Path) -> None:
    """Make the lake in this folder where there is none; safe to call at any time."""
    folder = LakeFolder(root)
    try:
        for place in (folder.data, folder.raw, folder.spool, folder.open):
            place.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise LakeError(f"cannot make a lake in {root}: {e.strerror}; choose another folder with --lake") from e
    with lock(root), connect(root, read_only=False) as connection:
        made = connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake' AND table_name = 'delivery'"
        ).fetchone()
        if made == (0,):
            connection.execute("CALL lake.set_option('parquet_compression', 'zstd')")
            connection.execute("BEGIN")
            connection.execute(read_sql("tables.sql"))
            connection.execute(read_sql("views.sql"))
            connection.execute("COMMIT")
        elif ("feed_format",) not in connection.execute(_COLUMNS_OF_ENTRY).fetchall():  # made by version 0.1
            connection.execute("ALTER TABLE lake.raw.entry ADD COLUMN feed_format VARCHAR")


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Be the only committer: waits for the one there is. The kernel frees it when its holder dies."""
    handle = os.open(root / "catalog.lock", os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def read_sql(name: str) -> str:
    """A file of ``sql/``."""
    return (resources.files("newslake.edge.lake") / "sql" / name).read_text(encoding="utf-8")


def quoted(path: Path) -> str:
    return str(path).replace("'", "''")
