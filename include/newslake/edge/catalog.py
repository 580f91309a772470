"""The catalogue: YAML files of sources. A mistake is told with file, line and field; nothing is half-loaded."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

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


def _is_css(selector: str) -> str:
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError as e:
        raise ValueError("is no CSS selector, such as div.story > p") from e
    return selector


Css = Annotated[str, AfterValidator(_is_css)]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Host = Annotated[str, Field(pattern=r"^[a-z0-9.:-]+$", description="lower case, without scheme and www.")]


class _Loader(yaml.CSafeLoader):
    """Reads booleans as YAML 1.2 does: true and false, so that the country NO is Norway."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (the class attribute of yaml's own)
        first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Feed(_Strict):
    url: Url
    ttl_minutes: int = Field(60, ge=1, le=100_000)


class _Domain(_Strict):
    """A host whose pages belong to the source; ``role`` says what it is for."""

    host: Host
    role: Literal["primary", "alias", "feed", "amp"] = "alias"


class _Wire(_Strict):
    """A drop folder (``path``: local, or any fsspec URL) or a cursor (``url``); ``provider`` where it is another's."""

    provider: Slug | None = None
    path: str | None = Field(None, min_length=1)
    url: Url | None = None
    format: model.WireFormat | None = None
    api_key_env: str | None = Field(None, pattern=r"^[A-Z][A-Z0-9_]*$", description="environment variable with the key")

    @model_validator(mode="after")
    def _comes_one_way(self) -> Self:
        if (self.path is None) == (self.url is None):
            raise ValueError("needs either a path (of a drop folder) or a url (of a cursor)")
        if self.url is not None and self.format not in (None, "ap_media"):
            raise ValueError("the format of a url is ap_media: no other cursor can be read")
        if self.path is not None and self.api_key_env:
            raise ValueError("api_key_env goes with a url")
        if self.path is not None and self.path.startswith(("http://", "https://")):
            raise ValueError("is the address of a cursor: call it url")
        if self.path is not None and re.match(r"[a-z][a-z0-9+]+:/(?!/)", self.path):
            raise ValueError("has one stroke behind its scheme where two belong")
        if self.url is not None and HttpUrl(self.url).username:
            raise ValueError("holds a user: put the key into an environment variable and name that in api_key_env")
        if self.url is not None and self.api_key_env and not self.url.startswith(("https://", "http://127.")):
            raise ValueError("would send its key in clear: it needs https")
        return self


class _Selectors(_Strict):
    """For the pages of a source that the rules read badly (see ``model.Selectors``)."""

    body: Css | None = None
    headline: Css | None = None
    authors: Css | None = None
    published: Css | None = None
    remove: tuple[Css, ...] = ()


class _Source(_Strict):
    id: Slug
    name: str = Field(min_length=1)
    native_name: str | None = Field(None, min_length=1)
    parent: Slug | None = None
    kind: Literal["publisher", "agency", "aggregator", "press_release", "broadcaster", "government"] = "publisher"
    homepage: Url | None = None
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$")
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")], ...] = ()
    timezone: Annotated[str, AfterValidator(_is_timezone)] | None = None
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    domains: tuple[Host | _Domain, ...] = ()
    tokens: tuple[Annotated[str, Field(min_length=2, max_length=40)], ...] = ()
    feeds: tuple[_Feed, ...] = ()
    host_delay_s: float | None = Field(None, gt=0, le=3600)
    wires: tuple[_Wire, ...] = ()
    selectors: _Selectors = _Selectors()
    verified: bool = True

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not self.feeds and not self.wires and not self.homepage and not self.domains:
            raise ValueError("needs feeds or wires, or a homepage or domains that its pages can be told by")
        return self


class _File(_Strict):
    sources: tuple[_Source, ...] = Field(min_length=1)


def load_catalog(name: str) -> tuple[model.Source, ...]:
    """
    The sources of a catalogue.

    Args:
        name: The name of one that newslake ships, else a YAML file or a folder of them; ``./world`` is a folder of
            that name.

    Raises:
        SettingsError: A file is missing or has a mistake; the text names file, line and field.
    """
    sources: dict[str, model.Source] = {}
    for path in _files(name):
        for source in _read(path):
            if source.source_id in sources:
                raise SettingsError(f"{path}: source '{source.source_id}' is there twice; give one of them another id")
            sources[source.source_id] = source
    taken: dict[str, str] = {}
    for wire in (wire for source in sources.values() for wire in source.wires):
        if wire.location in taken:
            other = taken[wire.location]
            raise SettingsError(f"{name}: the wires of '{wire.provider}' and '{other}' are one place; leave one out")
        taken[wire.location] = wire.provider
    for source in sources.values():
        if source.parent and source.parent not in sources:
            raise SettingsError(f"{name}: source '{source.source_id}': its parent '{source.parent}' is not there")
    return tuple(sources.values())


def _files(name: str) -> list[Path]:
    bare = name == Path(name).stem  # neither a path nor a file's name
    places = [SHIPPED / f"{name}.yaml", SHIPPED / name] if bare else []
    for path in (*places, Path(name).expanduser()):
        if path.is_dir():
            found = sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
            if not found:
                raise SettingsError(f"{path}: no *.yaml in this folder")
            return found
        if path.is_file():
            return [path]
    shipped = ", ".join(sorted(path.stem for path in SHIPPED.iterdir()))
    raise SettingsError(f"no catalogue '{name}': give a YAML file, a folder, or one that is shipped: {shipped}")


def _read(path: Path) -> Iterator[model.Source]:
    try:
        text = path.read_text(encoding="utf-8")
        root, read = _parsed(text)
        parsed = _File.model_validate(read)
    except ValidationError as e:
        mistake = e.errors()[0]
        field = ".".join(str(part) for part in mistake["loc"])
        raise SettingsError(f"{path}:{_line(root, mistake['loc'])}: {field}: {mistake['msg']}") from e
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise SettingsError(f"{path}: no YAML: {' '.join(str(e).split())}") from e
    for source in parsed.sources:
        yield _record(source, path.parent)


def _parsed(text: str) -> tuple[yaml.Node | None, object]:
    """The tree with its line numbers, and what it says."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        return root, loader.construct_document(root) if root is not None else None
    finally:
        loader.dispose()


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


def _record(source: _Source, folder: Path) -> model.Source:
    homes = (HttpUrl(source.homepage).host,) if source.homepage else ()
    return model.Source(
        source_id=source.id,
        name=source.name,
        kind=source.kind,
        homepage=source.homepage,
        country=source.country,
        languages=source.languages,
        timezone=source.timezone,
        domains=tuple(dict.fromkeys((host or "").removeprefix("www.") for host in (*homes, *_hosts(source)))),
        feeds=tuple(
            model.Feed(
                feed_id=f"{source.id}/{hashlib.sha256(feed.url.encode()).hexdigest()[:8]}",
                source_id=source.id,
                url=feed.url,
                ttl_minutes=feed.ttl_minutes,
            )
            for feed in source.feeds
        ),
        wires=tuple(
            wire_of(
                wire.provider or source.id,
                wire.url or wire.path or "",
                base=folder.absolute(),
                format="ap_media" if wire.url else wire.format,
                api_key_env=wire.api_key_env,
            )
            for wire in source.wires
        ),
        native_name=source.native_name,
        parent=source.parent,
        date_order=source.date_order,
        tokens=source.tokens,
        host_delay_s=source.host_delay_s,
        selectors=model.Selectors(**source.selectors.model_dump()),
        verified=source.verified,
    )


def wire_of(
    provider: str,
    location: str,
    *,
    base: Path | None = None,
    format: str | None = None,  # noqa: A002 - as the catalogue calls it
    api_key_env: str | None = None,
) -> model.Wire:
    """The record of a wire; a path without a scheme is made absolute, from ``base`` or the working folder."""
    if "://" not in location:
        location = os.path.normpath((base or Path.cwd()) / Path(location).expanduser())
    return model.Wire(
        wire_id=f"{provider}/{hashlib.sha256(location.encode()).hexdigest()[:8]}",
        provider=provider,
        location=location,
        format=format,
        api_key_env=api_key_env,
    )


def _hosts(source: _Source) -> list[str]:
    """Its domains, a primary one first."""
    hosts = [domain if isinstance(domain, _Domain) else _Domain(host=domain) for domain in source.domains]
    return [domain.host for domain in sorted(hosts, key=lambda domain: domain.role != "primary")]
