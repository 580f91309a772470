"""The catalogue: YAML files of sources. A mistake is told with file, line and field; nothing is half-loaded."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter, ValidationError

from newslake import model
from newslake.errors import SettingsError

SHIPPED = Path(__file__).resolve().parents[2] / "sources"
"""``include/sources``: newslake runs from its checkout, where the catalogue is data that people edit."""


def _is_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise ValueError("is no IANA time zone, such as Asia/Vientiane") from e
    return name


_HTTP_URL = TypeAdapter(HttpUrl)


def _is_url(text: str) -> str:
    _HTTP_URL.validate_python(text)
    return text


Url = Annotated[str, AfterValidator(_is_url)]


class _Loader(yaml.SafeLoader):
    """YAML 1.2 as far as it matters here: only true and false are booleans, NO is Norway."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Feed(_Strict):
    url: Url
    ttl_minutes: int = Field(60, ge=1, le=100_000)


class _Source(_Strict):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    kind: Literal["publisher", "agency", "aggregator", "press_release", "broadcaster", "government"] = "publisher"
    homepage: Url | None = None
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$")
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")], ...] = ()
    timezone: Annotated[str, AfterValidator(_is_timezone)] | None = None
    domains: tuple[str, ...] = ()
    feeds: tuple[_Feed, ...] = Field(min_length=1)
    wires: tuple[()] = ()  # the key is part of the form; receiving wires is not built yet
    verified: bool = True


class _File(_Strict):
    sources: tuple[_Source, ...] = Field(min_length=1)


def load_catalog(name: str) -> tuple[model.Source, ...]:
    """
    The sources of a catalogue.

    Args:
        name: A YAML file, a folder of them, or the name of one that newslake ships.

    Raises:
        SettingsError: A file is missing or has a mistake; the text names file, line and field.
    """
    sources: dict[str, model.Source] = {}
    for path in _files(name):
        for source in _read(path):
            if source.source_id in sources:
                raise SettingsError(f"{path}: source '{source.source_id}' is there twice; give one of them another id")
            sources[source.source_id] = source
    return tuple(sources.values())


def _files(name: str) -> list[Path]:
    given = Path(name).expanduser()
    for path in (given, SHIPPED / f"{name}.yaml"):
        if path.is_dir():
            found = sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
            if not found:
                raise SettingsError(f"{path}: no *.yaml in this folder")
            return found
        if path.is_file():
            return [path]
    shipped = ", ".join(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
    raise SettingsError(f"no catalogue '{name}': give a YAML file, a folder, or one that is shipped: {shipped}")


def _read(path: Path) -> Iterator[model.Source]:
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=_Loader)
        parsed = _File.model_validate(yaml.load(text, Loader=_Loader))  # noqa: S506 - a SafeLoader
    except ValidationError as e:
        mistake = e.errors()[0]
        field = ".".join(str(part) for part in mistake["loc"])
        raise SettingsError(f"{path}:{_line(root, mistake['loc'])}: {field}: {mistake['msg']}") from e
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise SettingsError(f"{path}: no YAML: {' '.join(str(e).split())}") from e
    for source in parsed.sources:
        yield _record(source)


def _line(node: Any, where: tuple[int | str, ...]) -> int:
    """The line of a field, or of the nearest thing round it that is there."""
    line: int = node.start_mark.line + 1 if node is not None else 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == part]
            if not found:
                return line
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def _record(source: _Source) -> model.Source:
    homes = (HttpUrl(source.homepage).host,) if source.homepage else ()
    return model.Source(
        source_id=source.id,
        name=source.name,
        kind=source.kind,
        homepage=source.homepage,
        country=source.country,
        languages=source.languages,
        timezone=source.timezone,
        domains=tuple(dict.fromkeys((host or "").removeprefix("www.") for host in (*homes, *source.domains))),
        feeds=tuple(
            model.Feed(
                feed_id=f"{source.id}/{hashlib.sha256(feed.url.encode()).hexdigest()[:8]}",
                source_id=source.id,
                url=feed.url,
                ttl_minutes=feed.ttl_minutes,
            )
            for feed in source.feeds
        ),
        verified=source.verified,
    )
