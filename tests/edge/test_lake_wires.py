"""A wire story in the lake: every version kept, the highest one shown, kills and embargoes obeyed."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newslake.edge.lake.connect import connect
from newslake.edge.lake.maintain import maintain
from newslake.edge.lake.publish import publish
from newslake.model import AltId, Reason
from tests.samples import NOON, make_article, make_delivery, make_rejection

STORY = "00000000-0000-4000-8000-000000000001"
NOTICE = "00000000-0000-4000-8000-000000000002"


def version(number, *, minutes=0, **changes):
    """A version of a story of the agency, made and received so many minutes after noon."""
    instant = NOON + timedelta(minutes=minutes)
    facts = {
        "article_id": STORY,
        "body_source": "wire",
        "wire_version": number,
        "date_modified": instant,
        "fetched_at": instant,
        "first_seen_at": instant,
        "headline": f"Ferry returns, version {number}",
        "content_hash": f"hash {number}",
        "page_id": f"delivery {number} {minutes}",
    }
    return make_article(**(facts | changes))


@pytest.fixture
def receive(lake):
    """Loads versions, each as a file of its own; gives the counts."""

    def receive(*versions):
        for number, article in enumerate(versions):
            name = f"{article.page_id}-{number}".replace(" ", "")
            lake.spool("delivery", make_delivery(delivery_id=article.page_id), name=name)
            lake.spool("wire", article, name=name)
        return lake.load()

    return receive


@pytest.fixture
def ask(lake):
    """Answers a query on the lake."""

    def ask(sql):
        with connect(lake.root) as connection:
            return connection.execute(sql).fetchall()

    return ask


def shown(ask):
    """Version and headline of what analysts see."""
    return ask("SELECT wire_version, headline FROM articles ORDER BY ALL")


def test_a_higher_version_is_a_revision_even_with_the_same_text(receive, ask):
    """Only what stands about the text has changed: a version is a version."""
    receive(version(1))
    receive(version(2, minutes=5, content_hash="hash 1"))

    assert shown(ask) == [(2, "Ferry returns, version 2")]
    assert ask("SELECT revision, wire_version, is_latest FROM article_history ORDER BY 1") == [
        (1, 1, False),
        (2, 2, True),
    ]


@pytest.mark.parametrize("at_once", [True, False])
def test_versions_out_of_order_show_the_highest(receive, ask, at_once):
    """Version 2 comes after version 3: it is kept, and 3 is the latest."""
    versions = [version(1), version(3, minutes=5), version(2, minutes=6)]
    if at_once:
        receive(*versions)
    else:
        for one in versions:
            receive(one)

    assert shown(ask) == [(3, "Ferry returns, version 3")]
    assert ask("SELECT count(*) FROM article_history") == [(3,)]


def test_the_same_version_again_changes_nothing(receive, ask):
    """By another file, with another byte in it: provider, uri, version, instant and status say that it is the same."""
    receive(version(1))

    counts = receive(version(1, page_id="another file", content_hash="other bytes", fetched_at=NOON.replace(hour=23)))

    assert counts["wire"] == 0
    assert counts["again-wire"] == 1
    assert ask("SELECT count(*) FROM article_history") == [(1,)]


def test_the_same_file_again_changes_nothing(receive, ask):
    """Even where its items are told apart by the day they came."""
    receive(version(None))

    counts = receive(version(None, article_id=NOTICE))

    assert (counts["wire"], counts["delivery"]) == (0, 0)
    assert ask("SELECT count(*) FROM article_history") == [(1,)]


def test_without_versions_the_text_tells_them_apart(receive, ask):
    """The one made last is shown; the same text of the same instant is the same."""
    receive(version(None), version(None, minutes=9, content_hash="new", headline="Ferry returns late"))
    receive(version(None, minutes=9, content_hash="new", page_id="again"))

    assert shown(ask) == [(None, "Ferry returns late")]
    assert ask("SELECT count(*) FROM article_history") == [(2,)]


@pytest.mark.parametrize("number", [1, 2, None])
def test_a_kill_withdraws_the_story_and_keeps_its_history(receive, ask, number):
    """As a version of its own, under the same number, or without one."""
    receive(version(1))

    kill = {"pub_status": "canceled", "correction_kind": "kill", "ed_note": "The ferry was another one."}
    receive(version(number, minutes=5, **kill))

    assert shown(ask) == []
    assert ask("SELECT pub_status, correction_kind, ed_note FROM article_history WHERE is_latest") == [
        ("canceled", "kill", "The ferry was another one.")
    ]
    assert ask("SELECT count(*) FROM article_history") == [(2,)]


def test_a_version_that_comes_after_its_kill_stays_withdrawn(receive, ask):
    """The kill is version 3; version 2 was late."""
    receive(version(1))
    receive(version(3, minutes=5, pub_status="canceled"))
    receive(version(2, minutes=6))

    assert shown(ask) == []


def test_a_story_comes_back_by_a_higher_version(receive, ask):
    """Killed by mistake."""
    receive(version(1), version(2, minutes=5, pub_status="canceled"))
    receive(version(3, minutes=9))

    assert shown(ask) == [(3, "Ferry returns, version 3")]


def test_a_kill_without_a_version_withdraws_what_came_before_it(receive, ask):
    """Sent again it does not withdraw what came after."""
    kill = version(None, minutes=5, pub_status="canceled")
    receive(version(1), kill)
    withdrawn = shown(ask)
    receive(version(2, minutes=9))
    receive(replace(kill, page_id="another file"))

    assert withdrawn == []
    assert shown(ask) == [(2, "Ferry returns, version 2")]
    assert ask("SELECT wire_version, pub_status FROM article_history ORDER BY revision") == [
        (1, "usable"),
        (None, "canceled"),
        (2, "usable"),
    ]


KILL = {"pub_status": "canceled", "content_hash": "kill"}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    "versions",
    [
        [version(None, minutes=60, **KILL), version(1, fetched_at=NOON + timedelta(minutes=70))],
        [
            version(1),
            version(None, minutes=60, **KILL),
            version(2, minutes=30, fetched_at=NOON + timedelta(minutes=70)),
        ],
        [version(None, **KILL), version(None, fetched_at=NOON + timedelta(minutes=1))],
        [version(None, minutes=180, fetched_at=NOON), version(None, minutes=60, **KILL)],
        [version(2, **KILL), version(2, minutes=5)],
    ],
    ids=["before its story", "overtaken", "of the same minute", "of a wrong zone", "of the same number"],
)
def test_a_kill_is_not_undone_by_what_was_late(receive, ask, versions, at_once):
    """Only a higher version, or one both made and received after it, brings a story back."""
    if at_once:
        receive(*versions)
    else:
        for one in versions:
            receive(one)

    assert shown(ask) == []


def test_a_load_that_looks_while_a_batch_is_named_takes_all_of_it_or_nothing(lake, monkeypatch):
    """The spool is looked at once: what gets its name after that is for the next load."""
    article = version(1)
    lake.spool("delivery", make_delivery(delivery_id=article.page_id), name="x")
    real = Path.glob

    def glob(path, pattern):
        found = list(real(path, pattern))
        if not any("wire-" in one.name for one in found):
            lake.spool("wire", article, name="x")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Path, "glob", glob)
        first = lake.load()
    second = lake.load()

    assert (first["delivery"], first["wire"]) == (0, 0)
    assert (second["delivery"], second["wire"]) == (1, 1)


def test_maintain_keeps_what_waits_for_its_load(lake):
    """Loads were paused over a weekend; only what nothing belongs to is swept."""
    article = version(1)
    old = [
        lake.spool("delivery", make_delivery(delivery_id=article.page_id), name="x"),
        lake.spool("rejection", make_rejection(page_id="r"), name="x"),
        lake.spool("wire", article, name="x"),
        lake.spool("delivery", make_delivery(), name="orphan"),
    ]
    for path in old:
        os.utime(path, (0, 0))

    swept = maintain(lake.root, now=NOON)["part-swept"]
    counts = lake.load()

    assert swept == 1
    assert (counts["delivery"], counts["rejection"], counts["wire"]) == (1, 1, 1)


def test_a_file_that_could_not_be_read_is_received_when_it_can_be(lake, receive, ask):
    """Its format was stated wrong, or its parser mended: the same bytes, and now they bring a story."""
    first = version(1)
    failed = make_delivery(delivery_id=first.page_id, reason=Reason.BROKEN, items=None)
    lake.spool("delivery", failed, name="failed")
    lake.spool("wire", name="failed")
    lake.load()

    counts = receive(first)

    assert (counts["wire"], counts["delivery"]) == (1, 1)
    assert shown(ask) == [(1, "Ferry returns, version 1")]
    assert ask("SELECT reason FROM raw.delivery ORDER BY 1") == [("broken",), (None,)]


SLUG = (AltId(role="sequence", value="0042"), AltId(role="slug", value="ferry-returns"))


@pytest.mark.parametrize("at_once", [True, False])
def test_a_kill_notice_under_its_own_uri_withdraws_the_story_of_its_slugline(receive, ask, at_once):
    """The withdrawn story keeps its text and says why; other stories stay."""
    story = version(4, alt_ids=SLUG)
    other = version(1, article_id="00000000-0000-4000-8000-000000000003", alt_ids=(AltId(role="slug", value="tram"),))
    notice = version(
        1,
        minutes=60,
        article_id=NOTICE,
        uri="urn:notice",
        alt_ids=SLUG[1:],
        pub_status="canceled",
        article_body="Kill the ferry story.",
    )
    if at_once:
        receive(story, other, notice)
    else:
        receive(story, other)
        receive(notice)

    assert shown(ask) == [(1, "Ferry returns, version 1")]
    assert ask(
        "SELECT headline, pub_status, correction_kind, ed_note, page_id, revision, alt_ids[-1] FROM article_history"
        f" WHERE is_latest AND article_id = '{STORY}'"
    ) == [
        (
            *("Ferry returns, version 4", "canceled", "kill", "Kill the ferry story.", notice.page_id, 2),
            {"role": "killed_by", "value": "urn:notice"},
        )
    ]

    again = receive(notice)

    assert again["wire"] == 0


@pytest.mark.parametrize("at_once", [True, False])
def test_a_story_that_a_notice_killed_comes_back_by_a_higher_version(receive, ask, at_once):
    """However the files were received."""
    versions = [
        version(1, alt_ids=SLUG),
        version(1, minutes=5, article_id=NOTICE, alt_ids=SLUG, pub_status="canceled"),
        version(2, minutes=9, alt_ids=SLUG),
    ]
    if at_once:
        receive(*versions)
    else:
        for one in versions:
            receive(one)

    assert shown(ask) == [(2, "Ferry returns, version 2")]


@pytest.mark.parametrize(
    "changes",
    [
        {"source_id": "other-agency"},
        {"minutes": 49 * 60},
        {"alt_ids": (AltId(role="slug", value="ferry"),)},
        {"alt_ids": (AltId(role="sequence", value="ferry-returns"),)},
    ],
    ids=["another agency's", "three days later", "another slugline", "no slugline"],
)
def test_a_kill_notice_withdraws_no_other_story(receive, ask, changes):
    """Of another agency, another time or another name."""
    receive(version(4, alt_ids=SLUG))
    minutes = changes.pop("minutes", 60)
    receive(version(1, minutes=minutes, article_id=NOTICE, **({"alt_ids": SLUG} | changes), pub_status="canceled"))

    assert shown(ask) == [(4, "Ferry returns, version 4")]


def test_a_kill_that_is_a_version_of_a_story_withdraws_that_one_only(receive, ask):
    """Two stories under one slugline: the uri says which."""
    receive(version(1, alt_ids=SLUG), version(1, article_id=NOTICE, alt_ids=SLUG, headline="Ferry fares"))
    receive(version(2, minutes=5, alt_ids=SLUG, pub_status="canceled"))

    assert shown(ask) == [(1, "Ferry fares")]


@pytest.mark.parametrize("held", [{"embargoed_until": NOON + timedelta(days=365_000)}, {"pub_status": "withheld"}])
def test_what_is_held_back_is_shown_by_no_view(receive, ask, held):
    """Nor is the version before it: it is the same story. The table has all of it."""
    receive(version(1), version(2, minutes=5, **held))

    assert shown(ask) == []
    assert ask("SELECT count(*) FROM article_history") == [(0,)]
    assert ask("SELECT count(*) FROM source_daily") == [(0,)]
    assert ask("SELECT count(*) FROM news.article_version") == [(2,)]


def test_an_embargo_that_has_ended_is_none(receive, ask):
    """By the instant that is asked for."""
    end = NOON + timedelta(days=365_000)
    receive(version(1, embargoed_until=end))

    before, after = end - timedelta(seconds=1), end
    assert ask(f"SELECT count(*) FROM articles_at(TIMESTAMPTZ '{before}')") == [(0,)]
    assert ask(f"SELECT count(*) FROM articles_at(TIMESTAMPTZ '{after}')") == [(1,)]


def test_the_published_tree_loses_a_killed_story_and_gains_one_whose_embargo_has_ended(lake, receive):
    """At the next publish, each."""
    end = NOON + timedelta(days=365_000)
    tree = lake.folder.open / "current" / "articles"

    def published(now):
        publish(lake.root, now=now)
        with connect(lake.root) as connection:
            files = [str(path) for path in tree.rglob("*.parquet")]
            rows = connection.execute("SELECT headline FROM read_parquet(?)", [files]).fetchall() if files else []
        return sorted(headline for (headline,) in rows)

    receive(version(1), version(1, article_id=NOTICE, headline="Fares rise", embargoed_until=end))
    at_first = published(NOON)
    receive(version(2, minutes=5, pub_status="canceled"))
    after_the_kill = published(NOON)
    after_the_embargo = published(end)

    for old in (lake.folder.open / "v").iterdir():
        os.utime(old, (0, 0))
    publish(lake.root, now=end)  # nothing has changed, and yet what was withdrawn goes after its day of grace

    assert len(list((lake.folder.open / "v").iterdir())) == 1
    assert at_first == ["Ferry returns, version 1"]
    assert after_the_kill == []
    assert after_the_embargo == ["Fares rise"]
