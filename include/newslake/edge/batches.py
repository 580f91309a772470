"""
Batches: immutable Parquet files of records, written whole or not at all.

A batch is written under a temporary name, synced, then renamed; what carries its final name is complete,
whatever died when. The Parquet schema follows from the record's type hints, so that records are written once.
"""

import hashlib
import os
import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Generic, Self, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

Record = TypeVar("Record")

PARTIAL = ".part"
"""End of the name of a file that is not whole yet."""

ROWS_PER_GROUP = 1_000
"""Rows held in memory before they are written; an article is some 5 KB, so that a writer stays under 20 MB."""

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


class BatchWriter(Generic[Record]):
    """
    Writes records of one type to one Parquet file; leaving the ``with`` block in peace gives it its final name.

    After an exception nothing is left behind. A batch without rows is written too: it says "done, nothing there".
    """

    def __init__(self, path: Path, record_type: type[Record]) -> None:
        self.path = path
        self._partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
        self._schema = schema_of(record_type)
        self._to_row = _row_maker(record_type)
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(self._partial, self._schema, compression="zstd")
        return self

    def write(self, record: Record) -> None:
        """Add one record."""
        self._rows.append(self._to_row(record))
        if len(self._rows) >= ROWS_PER_GROUP:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            self._writer.close()
            if kind is not None:
                self._partial.unlink(missing_ok=True)
        if kind is None:
            finish_file(self._partial, self.path)


def finish_file(partial: Path, final: Path) -> None:
    """Give a written file its final name, durably: contents, then the name, then the folder."""
    _sync(partial)
    partial.replace(final)
    _sync(final.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_batch(path: Path, record_type: type[Record]) -> Iterator[Record]:
    """The records of a batch, one row group in memory at a time; nothing when there is no such file."""
    if not path.exists():
        return
    from_row = _record_maker(record_type)
    with pq.ParquetFile(path) as file:
        for rows in file.iter_batches(batch_size=ROWS_PER_GROUP):
            yield from map(from_row, rows.to_pylist(maps_as_pydicts="strict"))


def records_of(table: pa.Table, record_type: type[Record]) -> Iterator[Record]:
    """The rows of a table, whose columns are named as the record's fields, as records."""
    yield from map(_record_maker(record_type), table.to_pylist(maps_as_pydicts="strict"))


def rows_in(path: Path) -> int:
    """How many records a batch has."""
    return int(pq.read_metadata(path).num_rows)


def batch_id(path: Path) -> str:
    """Digest of a batch: the name under which the ledger knows it. One written again is the same if its rows are."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def schema_of(record_type: Any) -> pa.Schema:
    """
    Parquet schema of a record type, from its type hints.

    str, int, float, bool, bytes, date and datetime (UTC, microseconds) are scalars, an Enum is its value, a record
    inside is a STRUCT, ``tuple[X, ...]`` a LIST, ``tuple[tuple[str, X], ...]`` a MAP.
    """
    return pa.schema([pa.field(name, _arrow(hint)) for name, hint in get_type_hints(record_type).items()])


def _arrow(hint: Any) -> pa.DataType:
    hint = _plain(hint)
    if hint in _SCALARS:
        return _SCALARS[hint]
    if is_dataclass(hint):
        return pa.struct([pa.field(name, _arrow(inner)) for name, inner in get_type_hints(hint).items()])
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if get_origin(inner) is tuple:
            key, value = get_args(inner)
            return pa.map_(_arrow(key), _arrow(value))
        return pa.list_(_arrow(inner))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return pa.string()
    raise TypeError(f"no Parquet type for {hint}")


def _plain(hint: Any) -> Any:
    """The hint without "or None"."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (arg for arg in get_args(hint) if arg is not type(None))
    return hint


def _same(value: Any) -> Any:
    return value


def _row_maker(record_type: Any) -> Callable[[Any], dict[str, Any]]:
    """A function from a record to the plain values that pyarrow takes."""
    makers = [(name, _value_maker(_plain(hint))) for name, hint in get_type_hints(record_type).items()]

    def make(record: Any) -> dict[str, Any]:
        values = ((name, maker, getattr(record, name)) for name, maker in makers)
        return {name: None if value is None else maker(value) for name, maker, value in values}

    return make


def _value_maker(hint: Any) -> Callable[[Any], Any]:
    if is_dataclass(hint):
        return _row_maker(hint)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if get_origin(inner) is tuple:
            of_value = _value_maker(_plain(get_args(inner)[1]))
            return lambda pairs: [(key, of_value(value)) for key, value in pairs]
        of_item = _value_maker(_plain(inner))
        return _same if of_item is _same else lambda items: [of_item(item) for item in items]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda member: member.value
    return _same


def _record_maker(record_type: Any) -> Callable[[dict[str, Any]], Any]:
    """The way back: a function from a row as pyarrow gives it to the record."""
    hints = get_type_hints(record_type)
    makers = [(field.name, _value_reader(_plain(hints[field.name]))) for field in fields(record_type)]

    def make(row: dict[str, Any]) -> Any:
        values = ((name, reader, row[name]) for name, reader in makers)
        return record_type(**{name: None if value is None else reader(value) for name, reader, value in values})

    return make


def _value_reader(hint: Any) -> Callable[[Any], Any]:
    if is_dataclass(hint):
        return _record_maker(hint)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if get_origin(inner) is tuple:
            of_value = _value_reader(_plain(get_args(inner)[1]))
            return lambda entries: tuple((key, of_value(value)) for key, value in entries.items())
        of_item = _value_reader(_plain(inner))
        return lambda items: tuple(of_item(item) for item in items)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _same
