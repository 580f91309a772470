"""
Content codings undone, strictly and within bounds.

Strictly: half a stream is an error, never half a text (aiohttp, requests and pycurl return the half with status
200). Bounded: no coding, nor any layer of several, may yield more than the caller's limit, so that an 809-byte
bomb costs the limit and no more.
"""

import zlib
from typing import Protocol

import brotli
import zstandard

from newslake.errors import FetchError
from newslake.model import Reason

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

MAX_CODINGS = 3
"""More layers than this are an attack on the decoder; two have been seen (a guess)."""

ZSTD_WINDOW_BYTES = 8 * 1024 * 1024
"""What a client must support and a server may use at most: RFC 9659."""

_ZSTD_SLICE = 512
"""zstd yields all output of a slice at once, up to 32,768 bytes for one: 16 MB at worst (1 % CPU more than whole)."""

_NO_CODING = frozenset({"", "identity", "none", "utf-8", "utf8"})
"""Charsets and "none" stand in Content-Encoding by mistake; browsers ignore them, and so do we."""


class _Codec(Protocol):
    def push(self, data: bytes, room: int) -> bytes:
        """Decode; may stop anywhere beyond ``room`` bytes, since the caller then gives up."""

    def complete(self) -> bool:
        """Whether the stream has reached its end, checksums and all."""


class Decoder:
    """
    Undoes the content codings of one answer, chunk by chunk.

    gzip takes all members; deflate takes zlib and raw; zstd takes all frames. Bytes after the end of a gzip or
    deflate stream are ignored, as browsers do (old servers pad); after br and zstd they are an error. An empty
    body is a truncated stream for every coding.

    Args:
        content_encoding: The header, several joined by commas; "" or "identity" for none.
        max_bytes: Decoded bytes, for each layer.
        url: Named in errors.

    Raises:
        FetchError: BAD_ENCODING, not retryable, for codings that we did not ask for.
    """

    def __init__(self, content_encoding: str, *, max_bytes: int, url: str) -> None:
        self._url = url
        self._max_bytes = max_bytes
        names = [name.strip().lower() for name in content_encoding.split(",")]
        codings = [name for name in names if name not in _NO_CODING]
        unknown = [name for name in codings if name not in _CODECS]
        if unknown or len(codings) > MAX_CODINGS:
            raise FetchError(url, Reason.BAD_ENCODING, f"coded as {', '.join(codings)[:100]!r}")
        # Listed in the order applied (RFC 9110 section 8.4), hence undone from the last.
        self._layers = [(name, _CODECS[name]()) for name in reversed(codings)]
        self._sizes = [0] * len(self._layers)
        self._out: list[bytes] = []
        self._plain_size = 0

    def feed(self, data: bytes) -> None:
        """
        Decode a chunk.

        Raises:
            FetchError: BAD_ENCODING, retryable, for a damaged stream; TOO_LARGE beyond ``max_bytes``.
        """
        for i, (name, codec) in enumerate(self._layers):
            if not data:
                return
            try:
                data = codec.push(data, self._max_bytes - self._sizes[i])
            except (zlib.error, brotli.error, zstandard.ZstdError) as e:
                raise FetchError(self._url, Reason.BAD_ENCODING, f"damaged {name}: {e}", retryable=True) from e
            self._sizes[i] += len(data)
            if self._sizes[i] > self._max_bytes:
                raise too_large(self._url, self._max_bytes)
        self._plain_size += len(data)
        if self._plain_size > self._max_bytes:
            raise too_large(self._url, self._max_bytes)
        self._out.append(data)

    def finish(self) -> bytes:
        """
        The whole body, once everything has been fed.

        Raises:
            FetchError: BAD_ENCODING, retryable, when a layer stops before its end.
        """
        for name, codec in self._layers:
            if not codec.complete():
                raise FetchError(self._url, Reason.BAD_ENCODING, f"truncated {name}", retryable=True)
        return b"".join(self._out)


def decode(wire: bytes, content_encoding: str, *, max_bytes: int, url: str) -> bytes:
    """The body of an answer kept as received, in one go; raises as ``Decoder`` does."""
    decoder = Decoder(content_encoding, max_bytes=max_bytes, url=url)
    decoder.feed(wire)
    return decoder.finish()


def too_large(url: str, max_bytes: int) -> FetchError:
    return FetchError(url, Reason.TOO_LARGE, f"more than {max_bytes} bytes")


class _Gzip:
    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._held = b""
        self._ended = False

    def push(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = []
        data = self._held + data
        self._held = b""
        while data and not self._ended and room >= 0:
            if self._member.eof:
                if data == b"\x1f":  # half a magic number: the next chunk tells
                    self._held = data
                    break
                if not data.startswith(b"\x1f\x8b"):
                    self._ended = True
                    break
                self._member = zlib.decompressobj(wbits=31)
            out.append(self._member.decompress(data, room + 1))
            room -= len(out[-1])
            data = self._member.unused_data
        return b"".join(out)

    def complete(self) -> bool:
        return self._member.eof and not self._held


class _Deflate:
    """RFC 9110 means zlib by "deflate", and half the servers send it raw."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._held = b""

    def push(self, data: bytes, room: int) -> bytes:
        if self._stream is None:
            self._held += data
            if len(self._held) < 2:
                return b""
            data = self._held
            # A raw stream never starts with this nibble: it would be a stored block with a padding bit set.
            is_zlib = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._stream = zlib.decompressobj(wbits=15 if is_zlib else -15)
        return b"" if self._stream.eof else self._stream.decompress(data, room + 1)

    def complete(self) -> bool:
        return self._stream is not None and self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def push(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = [self._stream.process(data, output_buffer_limit=room + 1)]
        room -= len(out[0])
        while room >= 0 and not self._stream.can_accept_more_data():
            out.append(self._stream.process(b"", output_buffer_limit=room + 1))
            room -= len(out[-1])
        return b"".join(out)

    def complete(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._reader = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES)
        self._frame = self._reader.decompressobj()
        self._fresh = True

    def push(self, data: bytes, room: int) -> bytes:
        out: list[bytes] = []
        for start in range(0, len(data), _ZSTD_SLICE):
            piece = data[start : start + _ZSTD_SLICE]
            while piece:
                if self._frame.eof:
                    self._frame = self._reader.decompressobj()
                out.append(self._frame.decompress(piece))
                room -= len(out[-1])
                piece = self._frame.unused_data
            if room < 0:
                break
        return b"".join(out)

    def complete(self) -> bool:
        return self._frame.eof


_CODECS: dict[str, type[_Codec]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
