"""Items that name their text instead of carrying it, and the text that is fetched for them."""

import json

import pytest

from newslake.core.wires import parse_wire, with_text
from newslake.errors import WireError
from newslake.model import Reason, WireItem
from tests import corpus

CORPUS = corpus.CORPUS / "wire" / "superdesk_core"

NITF = """<nitf><head><docdata management-status="{status}"><doc-id regsrc="ZZ" id-string="another"/>{release}</docdata>
</head><body><body.head><hedline><hl1>{headline}</hl1></hedline><byline>By ANN LEE</byline>
<dateline><location>PORT AMES</location></dateline></body.head>
<body.content><p>PORT AMES (HA) - Ferries run again.</p><p>Two.</p></body.content></body></nitf>"""


def answer(**stated: object) -> WireItem:
    """An item of AP's Media API with a NITF rendition, as it is parsed."""
    renditions = {"nitf": {"href": "https://api.harbour.example/x"}, "anpa": {"href": "https://api.harbour.example/y"}}
    item = {"altids": {"itemid": "1"}, "type": "text", "provider": "HA", "renditions": renditions} | stated
    (parsed,) = parse_wire(json.dumps({"api_version": "1.1", "data": {"item": item}}).encode())
    return parsed


def nitf(status: str = "usable", release: str = "", headline: str = "Ferries run") -> bytes:
    return NITF.format(status=status, release=release, headline=headline).encode()


def test_the_text_has_an_address_where_the_item_does_not_carry_it():
    assert answer().text_url == "https://api.harbour.example/x"
    assert answer(body_html="<p>One.</p>").text_url is None
    assert answer(renditions={}).text_url is None


def test_what_the_item_does_not_state_comes_with_its_text():
    item = with_text(answer(), nitf())

    assert item.article_body == "PORT AMES (HA) - Ferries run again.\n\nTwo."
    assert (item.headline, item.byline, item.dateline) == ("Ferries run", "By ANN LEE", "PORT AMES")
    assert item.text_url is None
    assert (item.uri, item.provider, item.format) == ("1", "HA", "ap_media")


def test_what_the_item_states_stays():
    item = with_text(answer(headline="Ferries run again", bylines=[{"by": "By BEN OKO"}], located="AMES"), nitf())

    assert (item.headline, item.byline, item.dateline) == ("Ferries run again", "By BEN OKO", "AMES")


@pytest.mark.parametrize(
    ("stated", "rendition", "status", "kind"),
    [
        ({}, nitf(), "usable", None),
        ({}, nitf(status="canceled"), "canceled", None),
        ({}, nitf(headline="KILL: Ferries run"), "canceled", "kill"),
        ({"pubstatus": "withheld"}, nitf(headline="CORRECTION: Ferries run"), "withheld", "correction"),
        ({"slugline": "BC-Ferries, KILL"}, nitf(headline="CORRECTION: Ferries run"), "canceled", "kill"),
        ({}, nitf(status="embargoed"), "withheld", None),
        ({"embargoed": "2026-03-05T10:00:00Z"}, nitf(status="embargoed"), "usable", None),
    ],
)
def test_the_graver_of_item_and_text_counts(stated, rendition, status, kind):
    """A kill or an embargo may stand in the text alone; an end of it that the item states is believed."""
    item = with_text(answer(**stated), rendition)

    assert (item.pub_status, item.correction_kind) == (status, kind)


def test_an_embargo_of_the_text_is_the_items():
    item = with_text(answer(), nitf(status="embargoed", release='<date.release norm="20260305T100000Z"/>'))

    assert item.embargoed_until is not None
    assert item.embargoed_until.isoformat() == "2026-03-05T10:00:00+00:00"
    assert item.pub_status == "usable"


def test_any_format_with_one_text_will_do():
    message = b"\x01v4021 \x1f/\r\nr a bc-Ferries 03-01 0010\r\n\x02^BC-Ferries,10<\r\n^Ferries run<\r\n  One.<\r\n\x03"

    assert with_text(answer(), message).article_body == "One."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"<html><body>Please log in</body></html>", Reason.NOT_A_WIRE),
        (nitf()[:-60], Reason.BROKEN),
        (b"<nitf><body><body.content/></body></nitf>", Reason.NO_ITEM),
        (b"<x><nitf/></x>", Reason.NOT_A_WIRE),
    ],
)
def test_what_is_no_rendition_has_a_reason(data, reason):
    with pytest.raises(WireError) as caught:
        with_text(answer(), data)

    assert caught.value.reason is reason


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
def test_a_real_item_and_its_text():
    (item,) = parse_wire((CORPUS / "ap_media_text_item.json").read_bytes())

    whole = with_text(item, (CORPUS / "ap_media_text_nitf.xml").read_bytes())

    assert item.text_url is not None
    assert item.article_body is None
    assert "type=text&format=NITF" in item.text_url
    assert whole.text_url is None
    assert whole.headline == "BC-BBN--Top Ten"
    assert "Bellinger LAD" in (whole.article_body or "")
