"""Delivery into a drop folder: which files a simulated day brings, and how they come to lie there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsroom.wires import iptc_7901, newsml_g2, ninjs, nitf
from newsroom.wires.agencies import MERIDIAN
from newsroom.wires.names import file_names
from newsroom.wires.records import Format, HasWireStories, Role, WireAgency, WireFile, WireStory, WireVersion

PICTURES_BASE = f"http://{MERIDIAN.address}:8765"
"""Where the pictures of Meridian's stories are while the newsroom is on the air at its usual port."""

PIECES = 5
"""In which the slow file is written."""

_CUT = 0.6
"""How much of the broken file was sent before the line went dead."""

_Render = Callable[..., bytes]
_RENDERERS: dict[Format, _Render] = {
    "newsml_g2": newsml_g2.render,
    "nitf": nitf.render,
    "ninjs": ninjs.render,
    "iptc_7901": iptc_7901.render,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A moment in which the folder has changed: the file, and whether all of it is there."""

    file: WireFile
    path: Path
    is_complete: bool


def render(agency: WireAgency, story: WireStory, version: WireVersion, *, base: str = PICTURES_BASE) -> bytes:
    """A version in the format of its story, any but that of the cursor; ``base`` is that of the pictures' server."""
    return _RENDERERS[story.format](agency, story, version, base=base)


def drop_files(world: HasWireStories, *, day: int | None = None, base: str = PICTURES_BASE) -> Iterator[WireFile]:
    """
    The files of a simulated day (1..5), or of all five, in the order in which they go out.

    A day's slow file comes last: whoever stops in the middle of it has all the others.
    """
    sent = [
        (story, version)
        for story in world.wire_stories
        for version in story.versions
        if story.agency_id == MERIDIAN.id and day in (None, version.day)
    ]
    for story, version in sorted(sent, key=lambda one: (one[1].day, one[0].plot == "slow", one[1].sent, one[0].turn)):
        yield from _files(story, version, base)


def _files(story: WireStory, version: WireVersion, base: str) -> Iterator[WireFile]:
    data = render(MERIDIAN, story, version, base=base)
    roles: dict[str, Role] = {"slow": "slow", "broken": "broken"}
    role = roles.get(story.plot, "whole")
    if role == "broken":
        data = data[: int(len(data) * _CUT)]
    for name in file_names(story, version):
        yield WireFile(name=name, data=data, role=role, story=story, version=version)
        role = "resent"


def dropping(
    world: HasWireStories, folder: Path, *, day: int | None = None, base: str = PICTURES_BASE
) -> Iterator[Progress]:
    """
    Write the files one by one, at the caller's pace: a step for each file, and one for each piece of the slow one.

    Every file appears whole, renamed from a hidden temporary name. The slow one grows under its final name: between
    its steps it is there and cut off. Nothing is written unless the steps are taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    yield from _writing(drop_files(world, day=day, base=base), folder)


def _writing(files: Iterable[WireFile], folder: Path) -> Iterator[Progress]:
    for file in files:
        path = folder / file.name
        if file.role == "slow":
            size = -(-len(file.data) // PIECES)
            for start in range(0, len(file.data), size):
                with path.open("ab" if start else "wb") as growing:
                    growing.write(file.data[start : start + size])
                yield Progress(file=file, path=path, is_complete=start + size >= len(file.data))
        else:
            unfinished = folder / f".{file.name}.part"
            unfinished.write_bytes(file.data)
            unfinished.replace(path)
            yield Progress(file=file, path=path, is_complete=True)


def drop(world: HasWireStories, folder: Path, *, day: int | None = None, base: str = PICTURES_BASE) -> tuple[Path, ...]:
    """
    Write the files of a simulated day (1..5), or of all five, into a folder, which is made where there is none.

    Args:
        base: Of the server that has the pictures, "http://127.0.1.16:8765".

    Returns:
        The files, in the order in which they came; see ``dropping`` for one that can be stopped on the way.
    """
    return tuple(progress.path for progress in dropping(world, folder, day=day, base=base) if progress.is_complete)
