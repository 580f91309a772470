"""The catalogue: what is right is read whole, what is wrong is told with file, line and field."""

import pytest

from newslake.edge.catalog import load_catalog
from newslake.errors import SettingsError
from newslake.model import Selectors, WireFormat

GOOD = """
sources:
  - id: fjord-posten
    name: Fjord-Posten
    country: NO
    languages: [no, nb]
    homepage: https://www.fjord.example/
    timezone: Europe/Oslo
    domains: [amp.fjord.example]
    feeds:
      - url: https://www.fjord.example/rss
        ttl_minutes: 15
    wires: []
"""


def write(folder, text, name="mine.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_source_is_read_whole(tmp_path):
    """Every field arrives; the home page's host is the first domain; Norway is a country, not "false"."""
    (source,) = load_catalog(str(write(tmp_path, GOOD)))

    assert (source.source_id, source.country, source.timezone, source.languages) == (
        "fjord-posten",
        "NO",
        "Europe/Oslo",
        ("no", "nb"),
    )
    assert source.domains == ("fjord.example", "amp.fjord.example")
    assert [(feed.url, feed.ttl_minutes, feed.source_id) for feed in source.feeds] == [
        ("https://www.fjord.example/rss", 15, "fjord-posten")
    ]


def test_selectors_are_read(tmp_path):
    """Those that are given, and none where there are none."""
    given = GOOD.replace("wires: []", "selectors: {body: '.story, .more', remove: [.shop]}")

    (plain,), (source,) = (load_catalog(str(write(tmp_path, text))) for text in (GOOD, given))

    assert plain.selectors == Selectors()
    assert source.selectors == Selectors(body=".story, .more", remove=(".shop",))


def test_a_feed_keeps_its_id_while_its_address_stays(tmp_path):
    """Other fields may change: the id is that of source and address."""
    (before,) = load_catalog(str(write(tmp_path, GOOD)))
    (after,) = load_catalog(str(write(tmp_path, GOOD.replace("ttl_minutes: 15", "ttl_minutes: 60"))))

    assert before.feeds[0].feed_id == after.feeds[0].feed_id


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("timezone: Europe/Oslo", "timezone: Europe/Olso", 8, "timezone"),
        ("country: NO", "country: Norway", 5, "country"),
        ("url: https://www.fjord.example/rss", "url: www.fjord.example/rss", 11, "url"),
        ("id: fjord-posten", "id: Fjord Posten", 3, "id"),
        ("wires: []", "colour: blue", 13, "colour"),
        ("    name: Fjord-Posten\n", "", 3, "name"),
        ("ttl_minutes: 15", "ttl_minutes: 0", 12, "ttl_minutes"),
        ("wires: []", "selectors: {body: 'div >'}", 13, "selectors.body"),
        ("wires: []", "selectors:\n      remove:\n        - .shop\n        - p..x", 16, "selectors.remove.1"),
        ("wires: []", "selectors: {title: h1}", 13, "selectors.title"),
        ("wires: []", "wires: [{format: nitf}]", 13, "wires.0"),
        ("wires: []", "wires: [{path: a, url: 'https://b.example/'}]", 13, "wires.0"),
        ("wires: []", "wires: [{url: 'https://b.example/', format: nitf}]", 13, "wires.0"),
        ("wires: []", "wires: [{url: 'https://me:x@b.example/'}]", 13, "wires.0"),
        ("wires: []", "wires: [{url: 'http://b.example/', api_key_env: KEY}]", 13, "wires.0"),
        ("wires: []", "wires: [{url: 'https://b.example/', api_key_env: my key}]", 13, "wires.0.api_key_env"),
        ("wires: []", "wires: [{path: a, api_key_env: KEY}]", 13, "wires.0"),
        ("wires: []", "wires: [{path: 'https://b.example/'}]", 13, "wires.0"),
        ("wires: []", "wires: [{path: 'sftp:/b.example/a'}]", 13, "wires.0"),
        ("wires: []", "wires: [{path: a, format: rss}]", 13, "wires.0.format"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_field(tmp_path, old, new, line, field):
    """What is told is the line of the field, or of the source that lacks it."""
    path = write(tmp_path, GOOD.replace(old, new))

    with pytest.raises(SettingsError, match=rf"mine\.yaml:{line}: [\w.]*{field}"):
        load_catalog(str(path))


@pytest.mark.parametrize("text", ["", "sources:", "sources: [", "- id: x", "\x00"])
def test_what_is_no_catalogue_is_told(tmp_path, text):
    """Empty files, lists, and what is no YAML at all."""
    with pytest.raises(SettingsError, match=r"mine\.yaml"):
        load_catalog(str(write(tmp_path, text)))


def test_an_id_may_be_given_once(tmp_path):
    """Two files of a folder cannot both have a source of that id."""
    write(tmp_path, GOOD, "a.yaml")
    write(tmp_path, GOOD, "b.yaml")

    with pytest.raises(SettingsError, match="twice"):
        load_catalog(str(tmp_path))


def test_a_catalogue_that_is_not_there_names_those_that_are():
    """The answer lists what is shipped."""
    with pytest.raises(SettingsError, match=r"newsroom.*world"):
        load_catalog("nowhere")


@pytest.mark.parametrize("name", ["newsroom", "world"])
def test_what_is_shipped_is_right(name):
    """The catalogues that come with newslake have no mistake, and no feed twice."""
    feeds = [feed.feed_id for source in load_catalog(name) for feed in source.feeds]

    assert len(feeds) == len(set(feeds)) > 10


def test_a_shipped_name_is_not_hidden_by_a_folder(tmp_path, monkeypatch):
    """A folder that happens to be called as a shipped catalogue is meant only with its path."""
    (tmp_path / "newsroom").mkdir()
    write(tmp_path / "newsroom", GOOD)
    monkeypatch.chdir(tmp_path)

    assert len(load_catalog("newsroom")) == 18
    assert [source.source_id for source in load_catalog("./newsroom")] == ["fjord-posten"]


def test_wires_lie_beside_their_catalogue(tmp_path):
    """A relative path is from the file's folder; a cursor has the one format there is; ids are stable."""
    wires = "wires: [{path: drop}, {path: 'sftp://me@b.example/out', provider: dpa}, {url: 'https://c.example/feed'}]"
    (source,) = load_catalog(str(write(tmp_path, GOOD.replace("wires: []", wires))))

    assert [(wire.provider, wire.location, wire.format) for wire in source.wires] == [
        ("fjord-posten", str(tmp_path / "drop"), None),
        ("dpa", "sftp://me@b.example/out", None),
        ("fjord-posten", "https://c.example/feed", "ap_media"),
    ]


def test_one_place_is_one_wire(tmp_path):
    """Of two that share a folder the first would get everything."""
    wires = "wires: [{path: drop}, {path: ./drop/, provider: dpa}]"

    with pytest.raises(SettingsError, match="one place"):
        load_catalog(str(write(tmp_path, GOOD.replace("wires: []", wires))))


@pytest.mark.parametrize("name", WireFormat)
def test_each_format_may_be_named(tmp_path, name):
    """What is read may stand in a catalogue, and comes back as the member it names."""
    wires = f"wires: [{{path: drop, format: {name}}}]"

    (source,) = load_catalog(str(write(tmp_path, GOOD.replace("wires: []", wires))))

    assert [wire.format for wire in source.wires] == [name]
