"""What else a source of the catalogue may say; what is shipped is sound."""

from pathlib import Path

import pytest

from newslake.edge.catalog import load_catalog
from newslake.errors import SettingsError


def written(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_source_with_everything(tmp_path):
    """NO is Norway and not false; hosts stand without www., the primary one first."""
    (source,) = load_catalog(
        written(
            tmp_path,
            """
sources:
  - id: fjord
    name: Fjord Times
    native_name: Fjordtidende
    country: NO
    languages: [nb]
    date_order: dmy
    domains: [fjord.example, {host: amp.fjord.example, role: amp}, {host: fjordtidende.example, role: primary}]
    tokens: [Fjordpress]
    feeds:
      - url: https://fjord.example/feed/
    verified: false
""",
        )
    )

    assert (source.country, source.native_name, source.date_order) == ("NO", "Fjordtidende", "dmy")
    assert source.domains == ("fjordtidende.example", "fjord.example", "amp.fjord.example")
    assert source.tokens == ("Fjordpress",)


def test_a_source_may_have_no_feed(tmp_path):
    """Its pages are told by their address."""
    (source,) = load_catalog(written(tmp_path, "sources:\n  - {id: x, name: X, homepage: https://x.example/}\n"))

    assert (source.feeds, source.domains) == ((), ("x.example",))


@pytest.mark.parametrize(
    ("line", "field", "text"),
    [
        (3, "sources.0.id", "  - name: X\n    id: Bad Id\n    homepage: https://x.example/"),
        (4, "sources.0.timezone", "  - id: x\n    name: X\n    timezone: Mars/Base\n    homepage: https://x.example/"),
        (4, "sources.0.feeds.0.url", "  - id: x\n    name: X\n    feeds: [{url: nowhere}]"),
        (2, "sources.0", "  - id: x\n    name: X"),
        (4, "sources.0.colour", "  - id: x\n    name: X\n    colour: red\n    homepage: https://x.example/"),
        (4, "sources.0.domains.0", "  - id: x\n    name: X\n    domains: ['https://x.example/']"),
        (4, "sources.0.date_order", "  - id: x\n    name: X\n    date_order: ydm\n    homepage: https://x.example/"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, line, field, text):
    with pytest.raises(SettingsError) as told:
        load_catalog(written(tmp_path, f"sources:\n{text}\n"))

    assert f"mine.yaml:{line}: {field}" in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        "sources:\n  - {id: x, name: X, parent: y, homepage: 'https://x.example/'}\n",
        "sources:\n" + "  - {id: x, name: X, homepage: 'https://x.example/'}\n" * 2,
        "sources: [",
        "sources: !!python/object/apply:os.system ['true']",
    ],
)
def test_nothing_is_half_loaded(tmp_path, text):
    with pytest.raises(SettingsError):
        load_catalog(written(tmp_path, text))


def test_the_world():
    """150 outlets of 60 countries and more; Laos and TASS are there; nobody has tried the addresses."""
    world = {source.source_id: source for source in load_catalog("world")}
    outlets = [source for source in world.values() if source.kind in ("publisher", "broadcaster", "government")]

    assert len(outlets) >= 150
    assert len({source.country for source in outlets}) >= 60
    assert len([source for source in world.values() if source.kind == "agency"]) >= 75
    assert {"laotian-times", "vientiane-times", "kpl", "tass", "nrk"} <= set(world)
    assert all(source.timezone and source.country and source.languages for source in world.values())
    assert not any(source.verified for source in world.values())
