"""Settings: an option wins over the environment, that over the file, that over the default; a mistake is told."""

import pytest

from newslake.errors import SettingsError
from newslake.settings import explain_settings, load_settings


def test_the_nearest_word_wins(tmp_path):
    """Each value comes from the nearest place that names it, and the place is known."""
    (tmp_path / "newslake.toml").write_text('contact = "file"\nworkers = 3\nhost_delay_s = 9\n')
    environ = {"NEWSLAKE_WORKERS": "4", "NEWSLAKE_HOST_DELAY_S": "8"}

    settings, origins = explain_settings({"host_delay_s": 7, "sources": None}, environ=environ, folder=tmp_path)

    assert (settings.contact, settings.workers, settings.host_delay_s, settings.sources) == ("file", 4, 7, "newsroom")
    assert [origins[name] for name in ("contact", "workers", "host_delay_s", "sources")] == [
        str(tmp_path / "newslake.toml"),
        "NEWSLAKE_WORKERS",
        "option",
        "default",
    ]


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"NEWSLAKE_WORKERS": "0"}, r"'workers' \(NEWSLAKE_WORKERS\)"),
        ({"NEWSLAKE_FETCH_TIMEOUT_S": "soon"}, r"'fetch_timeout_s' \(NEWSLAKE_FETCH_TIMEOUT_S\)"),
        ({"NEWSLAKE_FETCH_ALLOW": "localhost"}, "'localhost' is no address or network"),
        ({"NEWSLAKE_FETCH_ALLOW": "127.0.0.1:http"}, "the port is no number"),
    ],
)
def test_a_mistake_names_the_setting_and_where_it_came_from(environ, told, tmp_path):
    """One line with the setting, its origin and what is wrong."""
    with pytest.raises(SettingsError, match=told):
        load_settings(environ=environ, folder=tmp_path)


@pytest.mark.parametrize("text", ["unknown = 1", "workers = ", "\udcff"])
def test_a_file_that_is_wrong_is_told(text, tmp_path):
    """A name that does not exist and a file that is no TOML are mistakes, not ignored."""
    (tmp_path / "newslake.toml").write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(SettingsError):
        load_settings(environ={}, folder=tmp_path)


def test_allowances_are_addresses_networks_and_ports(tmp_path):
    """The three forms of the documentation are read; blanks do not matter."""
    environ = {"NEWSLAKE_FETCH_ALLOW": "127.0.0.1, 127.0.1.0/24,127.0.0.3:8080"}

    settings = load_settings(environ=environ, folder=tmp_path)

    assert settings.fetch_allow == ("127.0.0.1", "127.0.1.0/24", "127.0.0.3:8080")


def test_the_contact_is_in_the_user_agent(tmp_path):
    """Servers see whom they can write to."""
    settings = load_settings({"contact": "https://example.org/crawl"}, environ={}, folder=tmp_path)

    assert settings.user_agent == "newslake/0.1 (+https://example.org/crawl)"
