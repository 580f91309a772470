"""Content codings undone, strictly and within bounds."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newslake.edge.decode import Decoder, decode
from newslake.errors import FetchError
from newslake.model import Reason

LIMIT = 1_000_000
URL = "http://example.com/"


def raw_deflate(data):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


ENCODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=3),
    "zstd": zstandard.compress,
}
codings = st.sampled_from(sorted(ENCODERS))
texts = st.one_of(st.binary(), st.binary(min_size=1, max_size=50).map(lambda part: part * 1000))


def feed_by(size, wire, coding, limit=LIMIT):
    decoder = Decoder(coding, max_bytes=limit, url=URL)
    for start in range(0, len(wire), size):
        decoder.feed(wire[start : start + size])
    return decoder.finish()


def outcome(wire, coding, limit=LIMIT):
    """The body, or the reason there is none; any other exception fails the test."""
    try:
        return decode(wire, coding, max_bytes=limit, url=URL)
    except FetchError as e:
        return e.reason


@given(texts, codings, st.integers(1, 700))
def test_round_trip(data, coding, size):
    """Any bytes come back from any coding, in chunks of any size."""
    assert feed_by(size, ENCODERS[coding](data), coding) == data


@given(texts, st.integers(1, 700))
def test_round_trip_raw_deflate(data, size):
    """Deflate without the zlib wrapper is recognised by its first two bytes."""
    assert feed_by(size, raw_deflate(data), "deflate") == data


@given(texts, st.lists(codings, min_size=2, max_size=3))
def test_round_trip_stacked(data, layers):
    """Several codings are undone from the last."""
    wire = data
    for coding in layers:
        wire = ENCODERS[coding](wire)

    assert feed_by(97, wire, ", ".join(layers)) == data


@given(texts, codings, st.data())
def test_truncated_is_never_a_success(data, coding, draw):
    """A stream cut anywhere, even to nothing, is BAD_ENCODING: half a text is worse than none."""
    wire = ENCODERS[coding](data)
    cut = draw.draw(st.integers(0, len(wire) - 1))

    with pytest.raises(FetchError) as caught:
        decode(wire[:cut], coding, max_bytes=LIMIT, url=URL)

    assert (caught.value.reason, caught.value.retryable) == (Reason.BAD_ENCODING, True)


@given(texts, st.data())
def test_truncated_raw_deflate_is_never_a_success(data, draw):
    """The same without a wrapper and its checksum."""
    wire = raw_deflate(data)

    assert outcome(wire[: draw.draw(st.integers(0, len(wire) - 1))], "deflate") is Reason.BAD_ENCODING


@given(texts, st.lists(codings, min_size=2, max_size=3), st.data())
def test_truncated_stack_is_never_a_success(data, layers, draw):
    """The same for codings on top of each other."""
    wire = data
    for coding in layers:
        wire = ENCODERS[coding](wire)

    assert outcome(wire[: draw.draw(st.integers(0, len(wire) - 1))], ",".join(layers)) is Reason.BAD_ENCODING


@given(st.binary(), st.lists(codings, max_size=4).map(",".join), st.integers(0, 100))
def test_any_bytes_give_a_body_or_a_reason(wire, coding, limit):
    """Nothing but FetchError is raised, whatever the bytes are said to be, and no body passes the limit."""
    result = outcome(wire, coding, limit)

    assert isinstance(result, Reason) or len(result) <= limit


@given(texts, codings, st.data())
def test_damaged_bytes_give_a_body_or_a_reason(data, coding, draw):
    """One flipped byte is found out by the checksum of gzip, and never raises anything but FetchError."""
    wire = bytearray(ENCODERS[coding](data))
    wire[draw.draw(st.integers(0, len(wire) - 1))] ^= draw.draw(st.integers(1, 255))

    result = outcome(bytes(wire), coding)

    assert coding not in ("gzip", "x-gzip") or result in (data, Reason.BAD_ENCODING)


@pytest.mark.parametrize("coding", sorted(ENCODERS))
def test_bomb_costs_no_more_than_the_limit(coding):
    """64 MB in a few bytes are TOO_LARGE, and memory stays near the limit."""
    bomb = ENCODERS[coding](bytes(64_000_000))
    tracemalloc.start()

    result = outcome(bomb, coding)

    assert result is Reason.TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < LIMIT + 40_000_000
    tracemalloc.stop()


def test_bomb_in_a_bomb():
    """Each layer is bounded, not only the last."""
    bomb = gzip.compress(gzip.compress(gzip.compress(bytes(64_000_000))))

    assert outcome(bomb, "gzip, gzip, gzip") is Reason.TOO_LARGE


@pytest.mark.parametrize("coding", sorted(ENCODERS))
def test_the_limit_itself_is_allowed(coding):
    """Exactly the limit passes, one byte more does not."""
    wire = ENCODERS[coding](bytes(5000))

    assert outcome(wire, coding, limit=5000) == bytes(5000)
    assert outcome(wire, coding, limit=4999) is Reason.TOO_LARGE


def test_gzip_takes_all_members():
    """Members one after the other are one text; a lost last member's end is noticed."""
    wire = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two")

    assert feed_by(1, wire, "gzip") == b"one two"
    assert outcome(wire[:-1], "gzip") is Reason.BAD_ENCODING
    assert outcome(gzip.compress(b"one") + b"\x1f", "gzip") is Reason.BAD_ENCODING


def test_zstd_takes_all_frames():
    """Frames one after the other are one text, skippable frames are skipped."""
    skippable = b"\x50\x2a\x4d\x18" + (3).to_bytes(4, "little") + b"abc"
    wire = zstandard.compress(b"one ") + skippable + zstandard.compress(b"two")

    assert feed_by(1, wire, "zstd") == b"one two"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("garbage", [b"\0\0\0\0", b"\r\n", b"</html>" * 100])
def test_bytes_after_gzip_and_deflate_are_ignored(coding, garbage):
    """Old servers pad; browsers show the page all the same."""
    assert feed_by(3, ENCODERS[coding](b"news") + garbage, coding) == b"news"


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_bytes_after_br_and_zstd_are_an_error(coding):
    """No server is known to pad these: something is wrong."""
    assert outcome(ENCODERS[coding](b"news") + b"</html>", coding) is Reason.BAD_ENCODING


@pytest.mark.parametrize("coding", ["", "identity", "Identity ", "none", "utf-8", "UTF8", "identity, identity"])
def test_no_coding(coding):
    """Identity, and what stands in this header by mistake, leave the bytes alone."""
    assert outcome(b"news", coding) == b"news"
    assert outcome(b"", coding) == b""
    assert outcome(b"news", coding, limit=3) is Reason.TOO_LARGE


@pytest.mark.parametrize("coding", ["compress", "sdch", "dcb", "gzip, lzma", "gzip;q=1", "br, br, br, br"])
def test_unknown_coding(coding):
    """A coding that nobody asked for is BAD_ENCODING, and asking again will not help."""
    with pytest.raises(FetchError) as caught:
        Decoder(coding, max_bytes=LIMIT, url=URL)

    assert (caught.value.reason, caught.value.retryable) == (Reason.BAD_ENCODING, False)


def test_coding_names_in_any_case():
    """Names of codings know no case."""
    assert outcome(gzip.compress(b"news"), " GZip ") == b"news"


def test_zstd_window_beyond_the_standard_is_refused():
    """A frame that wants 128 MB of memory is damaged, by RFC 9659."""
    params = zstandard.ZstdCompressionParameters(window_log=27)
    stream = zstandard.ZstdCompressor(compression_params=params).compressobj()
    wire = stream.compress(b"news") + stream.flush()

    assert outcome(wire, "zstd") is Reason.BAD_ENCODING
