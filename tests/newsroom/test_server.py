"""The server: a clock, polite HTTP, refusals where truth expects them, and loopback only."""

import gzip
import json
import socket
from pathlib import Path
from urllib.parse import urljoin

import pytest

from newsroom import NewsroomError, serve
from newsroom.outlets import OUTLETS

from .conftest import ask


def test_validators_give_304(newsroom):
    """Where ETag and Last-Modified are sent, both are honoured; elsewhere there are none."""
    for outlet in OUTLETS:
        url = f"http://{outlet.address}:{newsroom.port}{outlet.feeds[0].path}"
        first = ask(url)
        if not outlet.validators:
            assert not {"etag", "last-modified"} & set(first.headers)
            continue
        by_tag = ask(url, If_None_Match=first.headers["etag"])
        by_date = ask(url, If_Modified_Since=first.headers["last-modified"])

        assert (by_tag.status, by_tag.body) == (304, b"")
        assert by_date.status == 304
        assert ask(url, If_None_Match='"other"').status == 200


def test_gzip_only_for_those_who_accept_it(newsroom):
    """The same text packed and plain."""
    url = f"http://127.0.1.1:{newsroom.port}/feed/"
    packed = ask(url, Accept_Encoding="gzip, deflate")

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == ask(url).body


def test_head_has_headers_and_no_body(newsroom):
    """HEAD answers like GET, without the body."""
    url = f"http://127.0.1.2:{newsroom.port}/rss/all.xml"
    head, get = ask(url, method="HEAD"), ask(url)

    assert head.body == b""
    assert (head.status, head.headers["content-length"]) == (200, get.headers["content-length"])


def test_robots(newsroom, world):
    """One outlet closes a folder, in which three of its entries lie; every outlet has the file."""
    closed = [row["url_path"] for row in world.truth(5) if row["expect"] == "robots"]

    assert b"Disallow: /premium/" in ask(f"http://127.0.1.2:{newsroom.port}/robots.txt").body
    assert len(closed) == 3
    assert all(path.startswith("/premium/") for path in closed)
    assert all(ask(f"http://{outlet.address}:{newsroom.port}/robots.txt").status == 200 for outlet in OUTLETS)


def test_dead_links(newsroom, world):
    """What truth calls not_found or gone answers 404 or 410."""
    status = {"not_found": 404, "gone": 410, "article": 200, "too_short": 200, "robots": 200}

    for row in world.truth(5):
        if row["expect"] != "article":
            assert ask(newsroom.article_url(row)).status == status[row["expect"]]


def test_redirects_lead_to_the_canonical_page(newsroom, world):
    """The links of one feed answer 301."""
    articles = [a for a in world.articles if a.outlet_id == "prairie-ledger"]
    base = f"http://127.0.1.3:{newsroom.port}"

    for article in articles:
        reply = ask(f"{base}/r/{article.number}")
        assert (reply.status, reply.headers["location"]) == (301, base + article.url_path)


def test_tracking_parameters_do_not_matter(newsroom, world):
    """The tracked address shows the same page."""
    row = next(row for row in world.truth(5) if row["outlet_id"] == "gazette-du-coteau" and row["expect"] == "article")
    url = newsroom.article_url(row)

    assert ask(url + "?utm_source=feed&utm_medium=rss").body == ask(url).body


def test_a_day_shows_only_what_was_published(world):
    """Tomorrow's article is not there yet; a revision appears after the clock has moved, ETag and all."""
    revised = next(article for article in world.articles if len(article.revisions) > 1 and article.day == 1)
    row = next(row for row in world.truth(5) if row["url_path"] == revised.url_path)
    later = next(row for row in world.truth(5) if row["published_local_day"] == "2026-03-03")
    with serve(world, day=1) as newsroom:
        before, unborn = ask(newsroom.article_url(row)), ask(newsroom.article_url(later))
        day = newsroom.advance()
        after, born = ask(newsroom.article_url(row)), ask(newsroom.article_url(later))

    assert day == 2
    assert (unborn.status, born.status) == (404, 200)
    assert before.body != after.body
    assert newsroom.requests[row_address(world, row), 200] >= 2


def row_address(world, row) -> str:
    """The address of the outlet of a row."""
    return next(outlet.address for outlet in world.outlets if outlet.id == row["outlet_id"])


def test_revision_changes_the_feed(world):
    """The feed of the day after has another ETag and another modification date for the same entry."""
    revised = next(a for a in world.articles if len(a.revisions) > 1 and a.outlet_id == "meridian")
    with serve(world, day=revised.day) as newsroom:
        url = f"http://127.0.1.16:{newsroom.port}/wire/atom.xml"
        before = ask(url)
        newsroom.advance()
        after = ask(url, If_None_Match=before.headers["etag"])

    assert after.status == 200
    assert revised.revisions[1].at.strftime("%M:%S+").encode() in after.body


def test_control_over_http(world):
    """Other processes read and move the clock, and read the truth and the catalogue."""
    with serve(world, day=1) as newsroom:
        control = newsroom.control_url + "/_newsroom/"
        clock = json.loads(ask(control + "clock").body)
        moved = json.loads(ask(control + "advance", method="POST").body)
        json.loads(ask(control + "day?n=5", method="POST").body)
        refused = ask(control + "advance", method="POST")
        truth = [json.loads(line) for line in ask(control + "truth.jsonl").body.splitlines()]
        outlets = json.loads(ask(control + "outlets.json").body)

    assert clock == {"day": 1, "date": "2026-03-02"}
    assert moved == {"day": 2, "date": "2026-03-03"}
    assert refused.status == 400
    assert truth == world.truth(5)
    assert outlets == newsroom.outlets()


def test_homepage_announces_the_feeds(newsroom):
    """Autodiscovery works from the front page of each outlet."""
    for facts in newsroom.outlets():
        page = ask(facts["homepage"]).body
        announced = [feed["url"] for feed in facts["feeds"] if "sitemap" not in feed["url"]]

        assert all(f'href="{url.removeprefix(facts["homepage"][:-1])}"'.encode() in page for url in announced)
        assert all(url == urljoin(facts["homepage"], url) for url in announced)


def test_a_taken_port_is_said_in_one_line(newsroom, world):
    """The message names the port, the address and the way out."""
    with pytest.raises(NewsroomError, match=rf"^port {newsroom.port} is taken on 127\.0\.0\.1: choose another"):
        serve(world, port=newsroom.port)


def test_listens_on_loopback_only(newsroom):
    """Every socket of ours on that port is inside 127.0.0.0/8."""
    table = Path("/proc/net/tcp").read_text(encoding="ascii")
    rows = [line.split() for line in table.splitlines()[1:]]
    listening = [row[1].split(":") for row in rows if row[3] == "0A"]
    ours = [socket.inet_ntoa(bytes.fromhex(host)[::-1]) for host, port in listening if int(port, 16) == newsroom.port]

    assert len(ours) == 18  # the outlets, the wire and the control
    assert all(address.startswith("127.") for address in ours)


def test_close_frees_the_port(world):
    """The same port can be used at once by the next newsroom."""
    with serve(world) as first:
        port = first.port
        ask(first.control_url + "/_newsroom/clock")
    with serve(world, port=port) as second:
        assert ask(second.control_url + "/_newsroom/clock").status == 200
