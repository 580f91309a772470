"""Pages decode to the text of the truth, whatever their encoding, and state their dates each in its manner."""

import json
import re
from typing import Any

import pytest
from lxml import html

from newsroom.outlets import OUTLETS

from .conftest import Reply, ask


def declared_charset(reply: Reply) -> str:
    """The charset of the HTTP header, else that of the page's meta element."""
    in_header = re.search(r"charset=([\w-]+)", reply.headers["content-type"])
    in_page = re.search(rb'charset="?([\w-]+)', reply.body[:1024], re.IGNORECASE)
    return in_header[1] if in_header else in_page[1].decode()


def latest(world, outlet_id: str) -> list[dict]:
    """Rows of one outlet whose pages can be read."""
    return [
        row
        for row in world.truth(5)
        if row["outlet_id"] == outlet_id and row["is_latest"] and row["expect"] == "article"
    ]


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.id)
def test_page_shows_the_truth(newsroom, world, outlet):
    """Title, canonical link and every paragraph, in order, once decoded as the outlet declares."""
    for row in latest(world, outlet.id):
        reply = ask(newsroom.article_url(row))
        charset = declared_charset(reply)
        tree: Any = html.fromstring(reply.body.decode(charset))
        shown = [paragraph.text_content() for paragraph in tree.iter("p")]
        start = shown.index(row["paragraphs"][0])

        assert charset == outlet.charset
        assert shown[start : start + len(row["paragraphs"])] == row["paragraphs"]
        assert tree.findtext(".//title") == f"{row['headline']} | {outlet.name}"
        assert tree.xpath("string(//link[@rel='canonical']/@href)") == newsroom.article_url(row)


def test_encodings_are_declared_where_the_outlet_does_it(newsroom, world):
    """windows-1252 and windows-1256 only in meta; GB18030 and TIS-620 only in HTTP."""
    for outlet_id, charset, in_header in (
        ("elbanzeiger", b"windows-1252", False),
        ("sada-almina", b"windows-1256", False),
        ("jiangwan-chenbao", b"gb18030", True),
        ("khao-rim-khlong", b"TIS-620", True),
    ):
        reply = ask(newsroom.article_url(latest(world, outlet_id)[0]))

        assert (charset.decode() in reply.headers["content-type"]) is in_header
        assert (charset in reply.body[:600]) is not in_header


def test_thai_readers_see_buddhist_years(newsroom, world):
    """The visible date counts from the Buddha, JSON-LD does not."""
    tree: Any = html.fromstring(ask(newsroom.article_url(latest(world, "khao-rim-khlong")[0])).body.decode("TIS-620"))
    node = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))

    assert "2569" in tree.xpath("string(//time)")
    assert node["datePublished"].startswith("2026-03-")


def test_revised_page_states_when(newsroom, world):
    """A revised page carries its modification date, the others do not."""
    rows = latest(world, "prairie-ledger") + latest(world, "diario-del-estuario")
    for row in rows:
        stated = b"article:modified_time" in ask(newsroom.article_url(row)).body

        assert stated == (row["revision"] > 1)


def test_caption_page_has_fewer_than_twenty_words(world):
    """What must be refused as too short is short in any count."""
    captions = [row for row in world.truth(5) if row["expect"] == "too_short"]

    assert len(captions) == 2
    assert all(len(" ".join(row["paragraphs"]).split()) < 20 for row in captions)
