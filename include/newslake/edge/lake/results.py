"""A query's rows in a file: the whole of it under its name, or nothing."""

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

ROWS_AT_ONCE = 2_000
"""Held in memory: some 10 MB of articles."""


def write_result(result: duckdb.DuckDBPyConnection, out: Path, form: str) -> int:
    """
    Write the rows of a query that has run; gives their number.

    Args:
        form: parquet (zstd), csv (nested values as JSON), json (one array) or jsonl.

    Raises:
        OSError: The file cannot be written; no part of it is left behind.
    """
    partial = out.with_name(f"{out.name}.{os.getpid()}.part")
    with made_folder(out.parent):
        try:
            rows = _WRITERS[form](result, partial)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    return rows


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """A folder that is there, with those above it; after an exception those that were made for it are gone again."""
    made = next((one for one in (*reversed(folder.parents), folder) if not one.exists()), None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        if made is not None:
            _remove_empty(folder, made)
        raise


def plain(value: object) -> object:
    """A value of a row as JSON has it: dates in ISO 8601, everything else that JSON lacks as its text."""
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def flat(value: object) -> object:
    """A value of a row as CSV has it: nested ones as JSON, true and false in SQL's words."""
    if isinstance(value, list | dict):
        return json.dumps(value, default=plain, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime | date) else value


def _parquet(result: duckdb.DuckDBPyConnection, path: Path) -> int:
    import pyarrow.parquet as pq  # pandas comes with it, half a second that other forms need not wait for

    rows = 0
    reader = result.to_arrow_reader(ROWS_AT_ONCE)
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _csv(result: duckdb.DuckDBPyConnection, path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_names(result))
        rows = 0
        for row in _rows(result):
            writer.writerow([flat(value) for value in row])
            rows += 1
    return rows


def _jsonl(result: duckdb.DuckDBPyConnection, path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = 0
        for line in _objects(result):
            file.write(f"{line}\n")
            rows += 1
    return rows


def _json(result: duckdb.DuckDBPyConnection, path: Path) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = 0
        for line in _objects(result):
            file.write(f"{',' if rows else '['}\n{line}")
            rows += 1
        file.write("\n]\n" if rows else "[]\n")
    return rows


_WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, Path], int]] = {
    "parquet": _parquet,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
}


def _names(result: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in result.description or []]


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := result.fetchmany(ROWS_AT_ONCE):
        yield from batch


def _objects(result: duckdb.DuckDBPyConnection) -> Iterator[str]:
    names = _names(result)
    for row in _rows(result):
        yield json.dumps(dict(zip(names, row, strict=True)), default=plain, ensure_ascii=False)


def _remove_empty(folder: Path, last: Path) -> None:
    """Remove the folders that were made for nothing, from the innermost to ``last``."""
    while folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        if folder == last:
            break
        folder = folder.parent
