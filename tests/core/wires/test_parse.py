"""Wire files become items: golden pairs, what all formats have in common, hostile bytes."""

import json
import random
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newslake.core.wires import parse_wire, sniff
from newslake.core.wires.fields import MAX_BYTES, subject
from newslake.core.wires.formats import ap_media
from newslake.core.wires.paragraphs import html_paragraphs, plain_paragraphs
from newslake.errors import WireError
from newslake.model import Reason, WireFormat
from newslake.stages.parse import parse_bytes
from tests import corpus

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
CORPUS = corpus.CORPUS / "wire"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


# ---------------------------------------------------------------- golden pairs


@pytest.mark.parametrize("path", [p for p in sorted(GOLDEN.iterdir()) if p.suffix != ".json"], ids=lambda p: p.name)
def test_golden(path):
    """Each file in tests/core/wires/golden gives what stands in the JSON beside it, which says what it proves."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    items = parse_wire(path.read_bytes(), arrived=NOW, timezone=expected.get("timezone"))

    assert expected["description"]
    assert sniff(path.read_bytes()) == expected["format"]
    assert len(items) == len(expected["items"])
    for item, wanted in zip(items, expected["items"], strict=True):
        got = json.loads(json.dumps(asdict(item), default=lambda value: value.isoformat()))
        assert {name: got[name] for name in wanted} == wanted


# ---------------------------------------------------------------- small claims

G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="2" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Harbour"/><versionCreated>{stamp}</versionCreated>
<embargoed>{embargo}</embargoed><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><headline>Ferries run again</headline><subject qcode="medtop:04000000"/></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML></contentSet>
</newsItem>"""


def g2(**parts: str) -> bytes:
    stated = {"stamp": "2026-03-01T10:00:00Z", "embargo": "", "status": "usable", "body": "<p>One.</p><p>Two.</p>"}
    return G2.format(**stated | parts).encode()


def test_a_stamp_without_zone_has_no_instant_until_the_zone_is_known():
    data = g2(stamp="2026-03-01T10:00:00")

    assert parse_wire(data)[0].version_created is None
    assert parse_wire(data)[0].version_created_raw == "2026-03-01T10:00:00"
    assert parse_wire(data, timezone="Europe/Moscow")[0].version_created == datetime(2026, 3, 1, 7, tzinfo=UTC)
    assert parse_wire(data, provider="tass")[0].version_created == datetime(2026, 3, 1, 7, tzinfo=UTC)
    assert parse_wire(data, provider="tass")[0].assumed_timezone == "Europe/Moscow"
    assert parse_wire(g2(), provider="tass")[0].assumed_timezone is None
    assert parse_wire(data, provider="tass", timezone="UTC")[0].version_created == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert parse_wire(data, provider="reuters")[0].version_created is None  # stamps in several zones


def test_an_embargo_nobody_can_read_withholds():
    assert parse_wire(g2(embargo=""))[0].pub_status == "usable"  # docs/decisions/0009
    assert parse_wire(g2(embargo="until the ceremony ends"))[0].pub_status == "withheld"
    assert parse_wire(g2(embargo="2026-03-02T00:00:00"))[0].pub_status == "withheld"
    assert parse_wire(g2(embargo="2026-03-02T00:00:00Z"))[0].pub_status == "usable"


@pytest.mark.parametrize(
    ("headline", "status"),
    [
        ("EMBARGOED until 0001 Tuesday: Ferries", "withheld"),
        ("SPERRFRIST 18 Uhr - Fähren", "withheld"),
        ("Embargo lifted: Ferries run", "usable"),
        ("Harbour under embargo, says minister", "usable"),
    ],
)
def test_an_embargo_that_only_the_text_states_withholds(headline, status):
    data = g2().replace(b"Ferries run again", headline.encode())

    assert parse_wire(data)[0].pub_status == status


def test_what_is_no_text_of_the_story_is_left_out():
    """The headline set above the text, what surrounds the main part, escaped embeds, names for editors."""
    around = "<header><h1>Ferries run again</h1></header><section class='main wide'>{}</section><footer>Topics</footer>"
    notes = "<p>* * * *</p><p>The following information is not for publication</p><p>Call Ann</p>"
    embed = "&lt;div class='x'&gt;&lt;/div&gt;&lt;script src='y'&gt;&lt;/script&gt;"
    data = g2(body=around.format(f"<p>Ferries run again</p><p>One.</p><p>{embed}</p>{notes}"))

    assert parse_wire(data)[0].article_body == "One."


def test_a_kill_is_canceled_whatever_the_status_says():
    data = g2().replace(b"Ferries run again", b"KILL: Ferries run again")

    assert (parse_wire(data)[0].pub_status, parse_wire(data)[0].correction_kind) == ("canceled", "kill")


def test_the_sender_the_caller_names_wins():
    assert parse_wire(g2(), provider="harbour-wire")[0].provider == "harbour-wire"


@pytest.mark.parametrize("scheme", ["medtop", "subj"])
def test_top_level_topics_are_always_named(scheme):
    named = [subject(f"{scheme}:{number:02}000000", None, None) for number in range(1, 18)]

    assert all(one is not None and one.name for one in named)
    assert subject("http://cv.iptc.org/newscodes/mediatopic/15000000", None, None).name == "sport"
    assert subject("medtop:15000000", None, "Urheilu").name == "Urheilu"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"hello", Reason.NOT_A_WIRE),
        (b"<rss version='2.0'/>", Reason.NOT_A_WIRE),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', Reason.NOT_A_WIRE),
        (g2()[:-40], Reason.BROKEN),
        (b'{"pubstatus": "usable", "versioncreated": "2026', Reason.BROKEN),
        (b'{"api_version": "1.1", "data": {"items": []}}', Reason.NO_ITEM),
        (b"\x01xya123 4 i 10 xyz 001\r\nslug\r\n\x02Text that never ends", Reason.BROKEN),
        (g2(body="<p>" * 400 + "</p>" * 400), Reason.TOO_DEEP),
        (g2(body="<p " + " ".join(f'a{n}="1"' for n in range(5_000)) + "/>"), Reason.TOO_LARGE),
        (g2(body="<br/>" * 400_000), Reason.TOO_LARGE),
        (g2(body="x" * MAX_BYTES), Reason.TOO_LARGE),
        (b"[" * 100_000, Reason.NOT_A_WIRE),
        (b'{"uri":"x","headline":' + b"[" * 100_000, Reason.NOT_A_WIRE),
    ],
)
def test_what_cannot_be_read_has_a_named_reason(data, reason):
    with pytest.raises(WireError) as caught:
        parse_wire(data)

    assert caught.value.reason is reason


def test_a_format_may_be_named():
    """What the caller names is not sniffed; a file that is none of that is said to be none."""
    story = b'<x:wrapped xmlns:x="urn:x"><nitf><body><body.content><p>One.</p></body.content></body></nitf></x:wrapped>'

    assert sniff(story) is None
    assert parse_wire(story, format="nitf")[0].article_body == "One."
    assert parse_wire(g2(), format="newsml_g2") == parse_wire(g2())
    for name in ("newsml_12", "nitf", "ninjs", "ap_media", "iptc_7901", "anpa", "mail"):
        with pytest.raises(WireError, match=r"not-a-wire|broken"):
            parse_wire(g2(), format=name)
    with pytest.raises(ValueError, match="no format 'rss'"):
        parse_wire(g2(), format="rss")


@pytest.mark.parametrize("name", WireFormat)
def test_a_wrong_format_is_a_reason_too(name):
    """Every file read as every format gives an item of that format or a WireError."""
    for data in (b"", b" ", b"hello", *samples()):
        with suppress(WireError):
            assert {item.format for item in parse_wire(data, format=name)} == {name}


def test_entities_are_neither_opened_nor_multiplied():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    data = bomb.encode() + g2(body="<p>&b;&f; caf&eacute; &amp; AT&T</p>")

    assert parse_wire(data)[0].article_body == "&b;&f; café & AT&T"


def test_paragraphs_of_machine_broken_text():
    assert plain_paragraphs("   One line\r\nbroken here.\r\n   A second\nparagraph.\n\nThird.") == (
        "One line broken here.\n\nA second paragraph.\n\nThird."
    )
    assert html_paragraphs("<p>One<br>line</p>Two<br><br>Three<script>no</script>") == "One line\n\nTwo\n\nThree"


def test_next_page_of_a_feed():
    assert (
        ap_media.read_page(b'{"data": {"items": [], "next_page": "https://x.example/2"}}').next_page
        == "https://x.example/2"
    )
    assert ap_media.read_page(b'{"data": {"items": []}}').next_page is None


def test_parse_prints_wire_items():
    """``newslake parse`` prints one object an item, and the reason for a broken file."""
    objects = parse_bytes(g2(), None, None, NOW)

    objects = json.loads(json.dumps(objects))
    assert [one["kind"] for one in objects] == ["wire_item"]
    assert objects[0]["article_body"] == "One.\n\nTwo."
    assert objects[0]["subjects"] == [{"code": "04000000", "scheme": "medtop", "name": "economy, business and finance"}]
    assert objects[0]["version_created"] == "2026-03-01T10:00:00+00:00"
    assert parse_bytes(g2()[:-40], None, None, NOW)[0]["reason"] == "broken"


# ---------------------------------------------------------------- hostile bytes


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut, flipped, doubled or shuffled at random places."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        end = min(len(changed), at + chance.randint(1, 200))
        match chance.randrange(6):
            case 0:
                del changed[at:]
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                changed[at:at] = changed[at:end] * chance.randint(1, 20)
            case 3:
                del changed[at:end]
            case 4:
                changed[at:end] = chance.randbytes(end - at)
            case _:
                changed[at:at] = chance.choice(
                    (b"<", b"&", b"]]>", b"\x00", b"\x02", b"\x03", b'"', b"\xff", b"{", b"=?")
                )
    return bytes(changed)


def samples() -> list[bytes]:
    """Bytes of every format: the golden files, and the corpus where it is."""
    found = [path for path in sorted(GOLDEN.iterdir()) if path.suffix != ".json"]
    if CORPUS.is_dir():
        found += [
            path
            for path in sorted(CORPUS.rglob("*.*"))
            if path.is_file() and "schema" not in str(path) and path.suffix != ".jsonl"
        ]
    return [path.read_bytes() for path in found]


def test_mutated_bytes_give_an_item_or_a_reason():
    chance = random.Random(5)
    originals = samples()
    for _ in range(500):
        data = mutated(chance.choice(originals), chance)
        before = time.process_time()
        with suppress(WireError):
            items = parse_wire(data)
            assert items
            json.dumps([asdict(item) for item in items], default=str).encode()
        assert time.process_time() - before < 1
