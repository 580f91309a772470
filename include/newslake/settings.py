"""
Every setting, read once at the entry point into one frozen record.

An option wins over the environment (``NEWSLAKE_*``), the environment over ``newslake.toml`` in the working
folder, that over the default. Library code takes plain arguments; only stages, DAGs and the command line see this.
"""

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from newslake.errors import SettingsError

PREFIX = "NEWSLAKE_"


class Settings(BaseModel):
    """What newslake runs with. The descriptions are what ``newslake config`` prints."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lake: Path = Field(Path("lake"), description="folder of the lake")
    sources: str = Field("newsroom", description="a catalogue file, a folder of them, or the name of one shipped")
    contact: str | None = Field(None, description="URL or address in the User-Agent; needed before a public crawl")
    fetch_allow: tuple[str, ...] = Field((), description="private addresses that are fetched all the same")
    fetch_timeout_s: float = Field(30, gt=0, description="total deadline of one fetch, redirects included, seconds")
    fetch_max_bytes: int = Field(20_000_000, gt=0, description="decoded bytes of one response")
    host_delay_s: float = Field(1, ge=0, description="least seconds between two requests to a host")
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, gt=0, description="extraction processes")
    wire_backstop_s: float = Field(
        300, ge=0, description="how long a dropped file that cannot be read is tried again, seconds"
    )
    schedule: str = Field(
        "@daily",
        description="schedule of the Airflow DAG ingest_feeds: cron, preset or 'none'; only from the environment",
    )
    wires_schedule: str = Field("*/5 * * * *", description="schedule of the Airflow DAG ingest_wires, in the same way")

    @field_validator("fetch_allow", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("fetch_allow")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for item in value:
            host, _, port = item.partition(":") if item.count(":") == 1 else (item, "", "")
            if port and not port.isdigit():
                raise ValueError(f"'{item}': the port is no number")
            try:
                ipaddress.ip_network(host, strict=False)
            except ValueError as e:
                raise ValueError(f"'{item}' is no address or network, such as 127.0.0.1 or 127.0.1.0/24") from e
        return value

    @field_validator("lake")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def user_agent(self) -> str:
        """What we call ourselves towards servers: the product token, and who to write to."""
        return f"newslake/0.1 (+{self.contact})" if self.contact else "newslake/0.1"


def load_settings(
    options: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """
    Read the settings of this process.

    Args:
        options: Values given on the command line; None values do not count.
        environ: The environment, os.environ by default.
        folder: Where ``newslake.toml`` is looked for, the working folder by default.

    Raises:
        SettingsError: A value does not fit; the text names the setting and where it came from.
    """
    return explain_settings(options, environ=environ, folder=folder)[0]


def explain_settings(
    options: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> tuple[Settings, dict[str, str]]:
    """The settings as ``load_settings`` reads them, and for each where its value came from."""
    environ = os.environ if environ is None else environ
    file = (folder or Path.cwd()) / "newslake.toml"
    values: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    given: list[tuple[str, Mapping[str, object]]] = [
        (str(file), _from_file(file)),
        ("environment", _from_environment(environ)),
        ("option", options or {}),
    ]
    for origin, layer in given:
        for name, value in layer.items():
            if value is not None:
                values[name] = value
                origins[name] = origin if origin != "environment" else f"{PREFIX}{name.upper()}"
    try:
        return Settings.model_validate(values), origins
    except ValidationError as e:
        first = e.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(
            f"setting '{name}' ({origins.get(name, 'default')}): {first['msg']}; 'newslake config' lists what there is"
        ) from e


def _from_file(file: Path) -> dict[str, object]:
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SettingsError(f"{file}: not readable as TOML: {e}") from e


_NOT_BUILT = ("NEWSLAKE_CATALOG_URL", "NEWSLAKE_DATA_URL")


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    for name in _NOT_BUILT:
        if environ.get(name):
            raise SettingsError(
                f"{name}: a catalogue or data elsewhere is not built yet; unset it, and use NEWSLAKE_LAKE"
            )
    known = ((name, f"{PREFIX}{name.upper()}") for name in Settings.model_fields)
    return {name: environ[key] for name, key in known if environ.get(key)}
