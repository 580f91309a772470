"""The archive gives back the bytes it was given, to us and to any WARC reader."""

import gzip

import pytest
from fastwarc import ArchiveIterator

from newslake.edge.archive import ArchiveWriter, read_body
from newslake.errors import LakeError
from newslake.model import Payload
from tests.samples import NOON

HTML = "<p>Grüße aus ວຽງຈັນ</p>".encode() * 50


def answer(body=HTML, coded=True, **headers):
    wire = gzip.compress(body, mtime=0) if coded else body
    pairs = {"content-type": "text/html"} | ({"content-encoding": "gzip"} if coded else {}) | headers
    return Payload(
        requested_url="http://127.0.1.1/",
        final_url="http://127.0.1.1/ü",
        status=200,
        headers=tuple(pairs.items()),
        wire=wire,
        body=body,
        http_charset=None,
        media_type="text/html",
        fetched_at=NOON,
        seconds=0.1,
    )


@pytest.mark.parametrize("coded", [True, False])
def test_a_body_comes_back_by_its_pointer(tmp_path, coded):
    """Each of several records is found by its pointer alone, decoded."""
    bodies = [HTML, b"", b"x" * 100_000]
    with ArchiveWriter(tmp_path, "day/run") as archive:
        pointers = [archive.write(answer(body, coded)) for body in bodies]

    assert [read_body(tmp_path, pointer, max_bytes=10**6) for pointer in pointers] == bodies


def test_the_file_is_a_warc_that_others_read(tmp_path):
    """Whole-file readers find every record, with its address, valid digests, and the body as received."""
    with ArchiveWriter(tmp_path, "run") as archive:
        for _ in range(3):
            archive.write(answer(**{"transfer-encoding": "chunked"}))

    file = str(tmp_path / archive.file)
    assert [record.verify_block_digest() for record in ArchiveIterator(file, parse_http=False)] == [True] * 3
    for record in ArchiveIterator(file):
        assert record.headers["WARC-Target-URI"] == "http://127.0.1.1/ü"
        assert record.http_headers["content-encoding"] == "gzip"
        assert gzip.decompress(record.reader.read()) == HTML


def test_an_archive_that_fails_leaves_no_file(tmp_path):
    """After an exception, and without any record, there is no file."""

    def fail():
        with ArchiveWriter(tmp_path, "a") as archive:
            archive.write(answer())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with ArchiveWriter(tmp_path, "b"):
        pass

    assert list(tmp_path.iterdir()) == []


def test_damage_is_noticed(tmp_path):
    """A record that is not what was written is an error, never other bytes."""
    with ArchiveWriter(tmp_path, "a") as archive:
        pointer = archive.write(answer())
        other = archive.write(answer(b"other"))
    file = tmp_path / archive.file
    data = bytearray(file.read_bytes())

    file.write_bytes(data[other.offset :] + data[: other.offset])
    with pytest.raises(LakeError, match="damaged"):
        read_body(tmp_path, pointer, max_bytes=10**6)
    file.unlink()
    with pytest.raises(LakeError, match="has no"):
        read_body(tmp_path, pointer, max_bytes=10**6)
