"""Under which names the versions of the stories lie in the drop folder."""

from newsroom.wires.records import Format, WireStory, WireVersion

SUFFIXES: dict[Format, str] = {"newsml_g2": "xml", "nitf": "xml", "ninjs": "json", "iptc_7901": "txt"}
"""Of the formats that are delivered as files; the cursor's is none."""


def file_names(story: WireStory, version: WireVersion) -> tuple[str, ...]:
    """Under which names a version lies in the folder: one, or two where it was sent twice. None for the cursor's."""
    if story.format not in SUFFIXES:
        return ()
    name = f"{version.sent:%Y%m%dT%H%M}-{story.id}-v{version.number}.{SUFFIXES[story.format]}"
    return (name, f"resent-{name}") if story.plot == "resent" else (name,)
