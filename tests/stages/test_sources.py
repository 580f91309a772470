"""What the command line shows of a catalogue, and what it writes for one."""

import pytest

from newslake.edge.catalog import load_catalog
from newslake.errors import SettingsError
from newslake.stages.sources import export_opml, find_source, import_opml, propose_source


def test_a_source_is_found_by_id_and_by_host():
    assert find_source("world", "tass").source_id == "tass"
    assert find_source("world", "www.laotiantimes.com").source_id == "laotian-times"
    with pytest.raises(SettingsError, match="there are tass, tasr"):
        find_source("world", "tas")


def test_a_proposal_is_a_catalogue(tmp_path):
    """The lines printed for a feed can be loaded as they are."""
    path = tmp_path / "mine.yaml"
    path.write_text("sources:\n" + propose_source("world", "https://www.example.org/feed/"), encoding="utf-8")

    (source,) = load_catalog(str(path))

    assert (source.source_id, source.domains, source.verified) == ("example-org", ("example.org",), False)
    assert [feed.url for feed in source.feeds] == ["https://www.example.org/feed/"]


@pytest.mark.parametrize("url", ["nowhere", "https://tass.com/", "https://tass.com/rss/v2.xml"])
def test_what_is_no_address_or_known_is_told(url):
    with pytest.raises(SettingsError):
        propose_source("world", url)


def test_opml_there_and_back(tmp_path):
    """Every feed of the world survives; several feeds of a domain are one source."""
    (tmp_path / "world.opml").write_bytes(export_opml("world"))
    (tmp_path / "again.yaml").write_text(import_opml(tmp_path / "world.opml"), encoding="utf-8")

    again = load_catalog(str(tmp_path / "again.yaml"))

    assert {feed.url for source in again for feed in source.feeds} == {
        feed.url for source in load_catalog("world") for feed in source.feeds
    }


def test_a_list_without_feeds_is_told(tmp_path):
    (tmp_path / "empty.opml").write_bytes(b"<opml/>")

    for name in ("empty.opml", "missing.opml"):
        with pytest.raises(SettingsError):
            import_opml(tmp_path / name)
