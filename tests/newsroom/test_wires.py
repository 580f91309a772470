"""The wires: the same for the same seed, readable in every format, delivered as promised, with all their accidents."""

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newslake.core.wires import parse_wire, sniff
from newslake.core.wires.formats import ap_media
from newslake.errors import WireError
from newslake.model import Reason
from newsroom import World, serve, wire_sources
from newsroom.__main__ import main
from newsroom.wires import CORAL, DEMO_KEY, FEED_PATH, MERIDIAN, drop, drop_files, dropping, many, truth_row

from .conftest import ask

NOW = datetime(2026, 6, 1, tzinfo=UTC)
STATED = {
    "newsml_g2": set(),
    "nitf": set(),
    "ninjs": {"dateline"},
    "iptc_7901": {"version", "first_created", "dateline", "subjects", "in_language", "ed_note"},
    "ap_media": {"dateline", "paragraphs"},
}
"""What is not told by a format, or not read back as it is printed: a dateline whose agency nobody has heard of."""


def as_read(item) -> dict:
    """An item as newslake reads it, by the names of the truth."""
    return {
        "uri": item.uri,
        "version": item.version,
        "format": item.format,
        "item_class": item.item_class,
        "headline": item.headline,
        "paragraphs": item.article_body.split("\n\n") if item.article_body else [],
        "pub_status": item.pub_status,
        "correction_kind": item.correction_kind,
        "embargoed_until": item.embargoed_until and item.embargoed_until.isoformat(),
        "first_created": item.first_created and item.first_created.isoformat(),
        "version_created": item.version_created and item.version_created.isoformat(),
        "byline": item.byline,
        "dateline": item.dateline,
        "urgency": item.urgency,
        "subjects": [subject.code for subject in item.subjects],
        "in_language": item.in_language,
        "slugline": item.slugline,
        "ed_note": item.ed_note,
    }


def assert_read_back(item, row) -> None:
    """What newslake reads is what is true, in everything that the format tells."""
    told = {name: value for name, value in as_read(item).items() if name not in STATED[item.format]}

    assert told == {name: row[name] for name in told}


@pytest.fixture(scope="module")
def files(world):
    """What Meridian delivers in five days."""
    return tuple(drop_files(world))


def texts(world, agency, *plots):
    """Rows of the truth of an agency's stories with these plots."""
    found = {story.id for story in world.wire_stories if story.agency_id == agency.id and story.plot in plots}
    return [row for row in world.wire_truth() if row["story_id"] in found]


# ---------------------------------------------------------------- the stories


def test_another_seed_writes_other_stories(world):
    """The plots stay, the words do not."""
    other = World.build(seed=2, articles=16)

    assert [story.plot for story in other.wire_stories] == [story.plot for story in world.wire_stories]
    assert not {row["headline"] for row in other.wire_truth()} & {row["headline"] for row in world.wire_truth()}


def test_the_size_of_the_world_does_not_matter(world):
    """The wires hang on the seed alone, so that a small world has them too."""
    assert World.build(articles=16).wire_stories == world.wire_stories


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_same_seed_same_files(world, files, hash_seed, tmp_path):
    """Another process, another PYTHONHASHSEED, another zone: the same bytes under the same names."""
    include = Path(__file__).parents[2] / "include"
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(include), "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-m", "newsroom", "drop", str(tmp_path), "--pause", "0"]

    subprocess.run(command, env=environment, capture_output=True, check=True)

    written = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.iterdir()}
    assert written == {file.name: hashlib.sha256(file.data).digest() for file in files}


def test_every_agency_has_every_accident(world):
    """Updates, corrections, kills, embargoes, withheld items, pictures and versions out of order, by either way."""
    for agency in (MERIDIAN, CORAL):
        rows = [row for row in world.wire_truth() if row["agency_id"] == agency.id]
        stories = [story for story in world.wire_stories if story.agency_id == agency.id]
        disordered = [
            story
            for story in stories
            if [version.number for version in sorted(story.versions, key=lambda one: one.sent)]
            != [version.number for version in story.versions]
        ]

        assert {row["correction_kind"] for row in rows} == {None, "update", "writethru", "correction", "kill"}
        assert {row["pub_status"] for row in rows} == {"usable", "withheld", "canceled"}
        assert {row["item_class"] for row in rows} == {"text", "picture"}
        assert any(len(row["pictures"]) == 2 for row in rows)
        assert len({row["embargoed_until"] for row in rows}) == 3
        assert len(disordered) == 2
        assert {version.day for story in stories for version in story.versions} == {1, 2, 3, 4, 5}


def test_all_that_is_sent_was_written_before(world):
    """Versions are written in their order and sent after they were written, all within the five days."""
    for story in world.wire_stories:
        written = [version.version_created for version in story.versions]

        assert written == sorted(written)
        assert written[0] == story.first_created
        assert all(version.sent > version.version_created for version in story.versions)
        assert all(1 <= version.day <= 5 for version in story.versions)


def test_states(world):
    """What a reader may see in the end, and that embargoes end when the world was told they do."""
    states = Counter(row["state"] for row in world.wire_states(NOW))
    ended = World.build(articles=16, embargo_ends=NOW).wire_states(NOW)
    before = World.build(articles=16, embargo_ends=NOW).wire_states(datetime(2026, 5, 31, tzinfo=UTC))

    assert states == {"shown": 49, "killed": 6, "embargoed": 3, "withheld": 2, "no_text": 3, "broken": 1}
    assert {row["state"] for row in ended} == {"shown", "killed", "withheld", "no_text", "broken"}
    assert {row["embargoed_until"] for row in before if row["state"] == "embargoed"} == {NOW.isoformat()}


def test_states_follow_the_days(world):
    """A story is shown on the first day as it stood then, and as corrected on the next."""
    corrected = texts(world, MERIDIAN, "correction")[0]["story_id"]
    by_day = [{row["story_id"]: row for row in world.wire_states(NOW, day)} for day in range(1, 6)]

    assert [day[corrected]["version"] for day in by_day] == [1, 2, 2, 2, 2]
    assert by_day[0][corrected]["paragraphs"] != by_day[1][corrected]["paragraphs"]
    assert [len(day) for day in by_day] == sorted(len(day) for day in by_day)


def test_what_was_killed_stays_killed(world):
    """A version that arrives after the kill brings nothing back."""
    states = {row["story_id"]: row for row in world.wire_states(NOW)}
    stories = [story for story in world.wire_stories if story.plot == "late-after-kill"]

    assert len(stories) == 2
    for story in stories:
        assert max(story.versions, key=lambda version: version.sent).correction_kind == "update"
        assert states[story.id]["state"] == "killed"


# ---------------------------------------------------------------- formats


def test_each_file_is_read_as_it_is_true(world, files):
    """Every whole file of five days, in four formats, once for each of its names."""
    rows = {name: row for row in world.wire_truth() for name in row["files"]}
    whole = [file for file in files if file.role != "broken"]

    assert {row["format"] for row in rows.values()} == {"newsml_g2", "nitf", "ninjs", "iptc_7901"}
    assert {file.name for file in files} == set(rows)
    for file in whole:
        (item,) = parse_wire(file.data)
        assert_read_back(item, rows[file.name])


def test_pictures_are_associations(world, files):
    """Addresses, captions and credits, of stories with pictures and of pictures that are the story."""
    with_pictures = [file for file in files if file.story.pictures]

    assert {file.story.format for file in with_pictures} == {"newsml_g2", "nitf", "ninjs"}
    for file in with_pictures:
        (item,) = parse_wire(file.data)
        urls = [f"http://127.0.1.16:8765{picture.path}" for picture in file.story.pictures]

        assert [one.url for one in item.associations] == urls
        assert {(one.kind, one.width, one.height) for one in item.associations} == {("picture", 1200, 800)}
        if file.story.item_class == "text":
            assert [one.caption for one in item.associations] == [one.caption for one in file.story.pictures]


def test_both_kinds_of_text_stand_in_newsml_g2(files):
    """NITF inside the envelope in some, XHTML in others."""
    messages = [file.data for file in files if file.story.format == "newsml_g2" and file.story.item_class == "text"]

    assert {b"<nitf" in data for data in messages} == {True, False}
    assert {b"<html" in data for data in messages} == {True, False}


def test_telegraph_lines_are_short(files):
    """IPTC 7901 in 64 columns of windows-1252, without a name of the story."""
    messages = [file for file in files if file.story.format == "iptc_7901"]

    assert messages
    assert all(file.story.uri is None for file in messages)
    assert all(max(map(len, file.data.decode("cp1252").split("\r\n"))) <= 64 + len("\x02 =") for file in messages)


def test_the_broken_file_is_broken(files):
    """It is cut off in the middle of its text, and no reader may take it for the whole."""
    (broken,) = [file for file in files if file.role == "broken"]

    with pytest.raises(WireError) as error:
        parse_wire(broken.data)

    assert error.value.reason is Reason.BROKEN
    assert sniff(broken.data) == "nitf"
    assert truth_row(broken.story, broken.version)["expect"] == "broken"


def test_many():
    """As many as are asked for, no two alike, each with its truth; the same for the same seed."""
    made = list(many(60, seed=3))

    assert list(many(60, seed=3)) == made
    assert len({file.name for file in made}) == len({file.data for file in made}) == 60
    assert Counter(file.story.format for file in made) == dict.fromkeys(("newsml_g2", "nitf", "ninjs", "iptc_7901"), 15)
    assert {file.story.in_language for file in made} == {"en", "fr", "de"}
    for file in made:
        (item,) = parse_wire(file.data)
        assert_read_back(item, truth_row(file.story, file.version))


# ---------------------------------------------------------------- the drop folder


def test_a_day_is_dropped(world, files, tmp_path):
    """Only the files of that day, whole, in the order in which they came, and nothing unfinished beside them."""
    folder = tmp_path / "in" / "coming"

    paths = drop(world, folder, day=3)

    expected = [file for file in files if file.version.day == 3]
    assert [path.name for path in paths] == [file.name for file in expected]
    assert [path.read_bytes() for path in paths] == [file.data for file in expected]
    assert sorted(folder.iterdir()) == sorted(paths)


def test_the_days_are_the_whole(world, files):
    """Five days, one after the other, bring what all at once bring."""
    assert tuple(file for day in range(1, 6) for file in drop_files(world, day=day)) == files


def test_some_files_come_twice(files):
    """The same bytes under another name."""
    resent = [file for file in files if file.role == "resent"]
    by_name = {file.name: file.data for file in files}

    assert len(resent) == 2
    assert all(by_name[file.name.removeprefix("resent-")] == file.data for file in resent)


def test_the_slow_file_grows_under_its_name(world, tmp_path):
    """Between the steps it is there and cut off, after all the others of its day; with the last step it is whole."""
    steps = dropping(world, tmp_path, day=3)
    before = [next(steps) for _ in range(10)]
    pieces, sizes = [], []
    for progress in steps:
        pieces.append(progress)
        sizes.append(progress.path.stat().st_size)
        if not progress.is_complete:
            with pytest.raises(WireError):
                parse_wire(progress.path.read_bytes())

    assert all(progress.is_complete and progress.file.role != "slow" for progress in before)
    assert [progress.is_complete for progress in pieces] == [False, False, False, False, True]
    assert {progress.file.role for progress in pieces} == {"slow"}
    assert sizes == sorted(set(sizes))
    assert pieces[-1].path.read_bytes() == pieces[-1].file.data


def test_a_second_drop_changes_nothing(world, tmp_path):
    """The same files with the same bytes, the slow one not doubled."""
    drop(world, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    drop(world, tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_command_says_what_it_wrote(tmp_path, capsys):
    """One line; a folder that cannot be is told in one line too."""
    blocked = tmp_path / "file"
    blocked.touch()

    assert main(["drop", str(tmp_path / "in"), "--day", "1", "--articles", "16"]) == 0
    assert capsys.readouterr().out == f"newsroom: 10 files of Meridian Wire in {tmp_path / 'in'}\n"
    assert main(["drop", str(blocked), "--articles", "16"]) == 1
    assert capsys.readouterr().err == f"newsroom: {blocked}: File exists\n"


def test_the_command_prints_truth_and_sources(world, tmp_path, capsys):
    """Truth as JSON lines; the agencies among the sources where a drop folder is named."""
    main(["wire-truth", "--day", "2", "--articles", "16"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    main(["outlets", "--wires", str(tmp_path), "--articles", "16"])
    sources = json.loads(capsys.readouterr().out)

    assert rows == world.wire_truth(2)
    assert sources[16:] == wire_sources(8765, tmp_path)
    assert [source["id"] for source in sources[16:]] == ["meridian-wire", "coral-news-service"]
    assert [list(wire) for source in sources[16:] for wire in source["wires"]] == [
        ["path"],
        ["url", "format", "api_key_env"],
    ]


# ---------------------------------------------------------------- the cursor


def feed(newsroom, **parameters) -> str:
    """Address of the first page."""
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return f"http://{CORAL.address}:{newsroom.port}{FEED_PATH}" + (f"?{query}" if query else "")


def page(url: str) -> dict:
    """The data of a page."""
    reply = ask(url, x_api_key=DEMO_KEY)
    assert reply.status == 200
    return json.loads(reply.body)["data"]


def walk(url: str) -> tuple[list[dict], str]:
    """All items from an address on, and the cursor behind them."""
    items: list[dict] = []
    while (data := page(url))["items"]:
        items += [one["item"] for one in data["items"]]
        url = data["next_page"]
    return items, data["next_page"]


def as_sent(world, day=5) -> list[tuple[str, int]]:
    """What Coral had sent by the end of a day, in its order."""
    rows = [row for row in world.wire_truth(day) if row["agency_id"] == CORAL.id]
    return [(row["uri"], row["version"]) for row in sorted(rows, key=lambda row: row["sent"])]


def keys(items) -> list[tuple[str, int]]:
    return [(item["altids"]["itemid"], item["version"]) for item in items]


@pytest.mark.parametrize("size", [1, 7, 100])
def test_paging_brings_everything_once_and_in_order(newsroom, world, size):
    """Whatever the size of a page; the last one is empty, and its cursor is good for asking again."""
    items, cursor = walk(feed(newsroom, page_size=size))

    assert keys(items) == as_sent(world)
    assert walk(cursor) == ([], cursor)


def test_the_cursor_brings_the_next_day(world):
    """What was sent since, and nothing a second time."""
    with serve(world, day=1) as newsroom:
        first, cursor = walk(feed(newsroom))
        newsroom.advance()
        second, _ = walk(cursor)

    assert keys(first) == as_sent(world, 1)
    assert keys(first + second) == as_sent(world, 2)


def test_items_and_renditions_are_read_as_they_are_true(newsroom, world):
    """The envelope tells everything but the text, the rendition behind it everything."""
    rows = {(row["uri"], row["version"]): row for row in world.wire_truth()}
    body = ask(feed(newsroom, page_size=100), x_api_key=DEMO_KEY).body
    answer = json.loads(body)

    read = parse_wire(body)

    assert len(read) == len(as_sent(world))
    assert ap_media.read_page(body).next_page == answer["data"]["next_page"]
    for item, one in zip(read, answer["data"]["items"], strict=True):
        row = rows[item.uri, item.version]
        assert_read_back(item, row)
        assert len(item.associations) == len(row["pictures"])
        if item.item_class == "text":
            rendition = ask(one["item"]["renditions"]["nitf"]["href"], x_api_key=DEMO_KEY)
            (text,) = parse_wire(rendition.body)
            assert rendition.headers["content-type"] == "application/xml; charset=utf-8"
            assert_read_back(text, row | {"format": "nitf"})


def test_nothing_without_the_key(newsroom):
    """401 for pages and renditions, whatever else is asked; robots.txt, front page and pictures are open."""
    base = f"http://{CORAL.address}:{newsroom.port}"
    (item, *_), _ = walk(feed(newsroom))

    for url in (feed(newsroom), feed(newsroom, seq="0.0"), item["renditions"]["nitf"]["href"], f"{base}/nothing"):
        assert ask(url).status == 401
        assert ask(url, x_api_key="another").status == 401
    assert b"Disallow:\n" in ask(f"{base}/robots.txt").body
    assert ask(f"{base}/").status == ask(f"{base}/img/any.gif").status == 200


def test_the_key_is_given(world):
    """Another key than the usual one opens only the newsroom that was told so."""
    with serve(world, wire_key="told") as newsroom:
        assert ask(feed(newsroom), x_api_key="told").status == 200
        assert ask(feed(newsroom), x_api_key=DEMO_KEY).status == 401


@pytest.mark.parametrize("parameters", [{"page_size": 0}, {"page_size": 101}, {"page_size": "x"}, {"seq": "x"}])
def test_what_cannot_be_asked(newsroom, parameters):
    """400 for a size or a cursor that is none."""
    assert ask(feed(newsroom, **parameters), x_api_key=DEMO_KEY).status == 400


@pytest.mark.parametrize(("faults", "status"), [((), 410), (("expired-400",), 400)])
def test_a_cursor_expires(world, faults, status):
    """An old one is refused from then on; without it everything is there from the beginning, with a new one."""
    with serve(world, faults=faults) as newsroom:
        cursor = page(feed(newsroom))["next_page"]
        fresh = ask(cursor, x_api_key=DEMO_KEY).status
        ask(f"{newsroom.control_url}/_newsroom/expire-cursors", method="POST")
        expired = ask(cursor, x_api_key=DEMO_KEY).status
        items, _ = walk(feed(newsroom))

    assert (fresh, expired) == (200, status)
    assert keys(items) == as_sent(world)


def test_faults_happen_once(world):
    """The first page by a cursor and the first rendition answer 503, then all is well."""
    with serve(world, faults=("page-503", "rendition-503")) as newsroom:
        first = page(feed(newsroom))
        pages = [ask(first["next_page"], x_api_key=DEMO_KEY).status for _ in range(3)]
        href = next(one["item"]["renditions"]["nitf"]["href"] for one in first["items"])
        renditions = [ask(href, x_api_key=DEMO_KEY).status for _ in range(3)]

    assert pages == renditions == [503, 200, 200]


def test_unknown_faults_are_refused(world):
    """The message names those there are."""
    with pytest.raises(ValueError, match=r"no such faults: rain; there are page-503"):
        serve(world, faults=("rain",))


def test_a_rendition_of_tomorrow_is_not_there_yet(world):
    """Its address is known only to those who were told tomorrow."""
    with serve(world, day=5) as newsroom:
        items, _ = walk(feed(newsroom))
        href = next(item["renditions"]["nitf"]["href"] for item in reversed(items) if item["type"] == "text")
        newsroom.set_day(1)
        status = ask(href, x_api_key=DEMO_KEY).status

    assert status == 404


def test_the_truth_is_told_over_http(newsroom, world):
    """Other processes read it from the control."""
    lines = ask(f"{newsroom.control_url}/_newsroom/wire-truth.jsonl").body.splitlines()

    assert [json.loads(line) for line in lines] == world.wire_truth()
