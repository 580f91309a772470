"""
The archive: responses and dropped files as received, in WARC files below the lake's ``raw/``.

Every record is a gzip member of its own, so that a pointer (file, offset, length) opens it without reading the rest,
and any WARC tool reads the file.
"""

import hashlib
import io
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Self
from urllib.parse import quote
from uuid import uuid4

from fastwarc import ArchiveIterator, GzipWriter, WarcRecord, WarcRecordType

from newslake.edge.batches import PARTIAL, finish_file
from newslake.edge.decode import decode
from newslake.errors import LakeError
from newslake.model import Payload, RawPointer

_WARC_DATE = "%Y-%m-%dT%H:%M:%S.%fZ"


class ArchiveWriter:
    """
    Writes one WARC file; leaving the ``with`` block in peace syncs it and gives it its final name.

    Pointers are valid from then on. Each attempt writes a file of its own: two tasks never share one.
    """

    def __init__(self, root: Path, name: str) -> None:
        self._root = root
        self.file = f"{name}-{uuid4().hex[:8]}.warc.gz"
        self._partial = root / f"{self.file}{PARTIAL}"

    def __enter__(self) -> Self:
        self._partial.parent.mkdir(parents=True, exist_ok=True)
        self._stream = self._partial.open("wb")
        self._gzip = GzipWriter(self._stream)
        self._offset = 0
        return self

    def write(self, payload: Payload) -> RawPointer:
        """Keep a response; gives the pointer that finds it again."""
        return self._write(
            WarcRecordType.response,
            {
                "WARC-Date": payload.fetched_at.strftime(_WARC_DATE),
                "WARC-Target-URI": payload.final_url,
                "Content-Type": "application/http; msgtype=response",
            },
            _http_head(payload.status, payload.headers),
            payload.wire,
        )

    def write_file(self, name: str, data: bytes, *, received_at: datetime) -> RawPointer:
        """Keep a file that was dropped, as a resource; gives the pointer that finds it again."""
        headers = {
            "WARC-Date": received_at.strftime(_WARC_DATE),
            "WARC-Target-URI": f"file:{quote(name)}",
            "Content-Type": "application/octet-stream",
        }
        return self._write(WarcRecordType.resource, headers, b"", data)

    def _write(self, kind: WarcRecordType, headers: dict[str, str], head: bytes, body: bytes) -> RawPointer:
        record = WarcRecord()
        record.init_headers(kind)
        for name, value in headers.items():
            record.headers[name] = value
        record.set_bytes_content(head + body)
        record.write(self._gzip, checksum_data=True)
        self._gzip.finish()  # a member of its own; without it nobody else can seek to the record
        start, self._offset = self._offset, self._stream.tell()
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        return RawPointer(file=self.file, offset=start, length=self._offset - start, digest=digest)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stream.close()
        if kind is not None or not self._offset:
            self._partial.unlink(missing_ok=True)
        else:
            finish_file(self._partial, self._root / self.file)


def _http_head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    # The client has undone the chunks; a reader that is told of them would look for them.
    kept = [f"{name}: {value}" for name, value in headers if name != "transfer-encoding"]
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *kept, "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def read_body(root: Path, pointer: RawPointer, *, max_bytes: int) -> bytes:
    """
    The decoded body of an archived response, or a file that was dropped.

    Raises:
        LakeError: The record is not there or is not what was written.
    """
    try:
        with (root / pointer.file).open("rb") as file:
            file.seek(pointer.offset)
            record = next(iter(ArchiveIterator(io.BytesIO(file.read(pointer.length)))), None)
    except OSError as e:
        raise LakeError(f"the archive has no {pointer.file}: {e.strerror}; restore raw/ or maintain the lake") from e
    wire = record.reader.read() if record is not None else b""
    if record is None or pointer.digest != f"sha256:{hashlib.sha256(wire).hexdigest()}":
        raise LakeError(f"the archive is damaged at {pointer.file}:{pointer.offset}; restore raw/")
    codings = [value for name, value in record.http_headers or () if name.lower() == "content-encoding"]
    return decode(wire, ", ".join(codings), max_bytes=max_bytes, url=pointer.file)
