"""The records of the wires: who sends, what a story was in each of its versions, and the files it went out in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Format = Literal["newsml_g2", "nitf", "ninjs", "iptc_7901", "ap_media"]
PubStatus = Literal["usable", "withheld", "canceled"]
Kind = Literal["update", "writethru", "correction", "kill"]
Role = Literal["whole", "resent", "slow", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WireAgency:
    """
    An invented agency that delivers to customers.

    Attributes:
        address: The loopback address of its server.

        signature: As its datelines print it, "GENEVA (Meridian)".

        domain: Of its names for stories; reserved by RFC 2606, so nobody's.
    """

    id: str
    name: str
    address: str
    country: str
    languages: tuple[str, ...]
    timezone: str
    signature: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WirePicture:
    """A picture with a story, or that is the story; ``path`` on the agency's server, width and height in pixels."""

    path: str
    caption: str
    credit: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WireVersion:
    """
    A story as it stood at one time.

    Attributes:
        number: 1 is the first.

        version_created: When the agency wrote it; whole minutes, which is all that IPTC 7901 states.

        sent: When it went out; versions go out of order where this is much later.

        day: Simulated day (1..5) of ``sent``.

        paragraphs: The first one opens with the dateline as printed. Empty for a picture.

        embargoed_until: The text may not be shown before.

        ed_note: To the editors, in English as agencies write it.
    """

    number: int
    version_created: datetime
    sent: datetime
    day: int
    headline: str
    paragraphs: tuple[str, ...]
    pub_status: PubStatus
    correction_kind: Kind | None
    embargoed_until: datetime | None
    ed_note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireStory:
    """
    A story of an agency with all its versions, in the order of their numbers.

    Attributes:
        uri: The agency's name of it; None in IPTC 7901, which has no place for one.

        turn: Its place among the agency's stories, from 1.

        plot: What happens to it: a key of ``newsroom.wires.plots.PLOTS``.

        byline: As printed, "By Ann Tarrant".

        dateline: As printed, "GENEVA (Meridian)"; None for a picture.

        urgency: 1 most to 9 least.

        subjects: IPTC media topics, eight digits.
    """

    id: str
    agency_id: str
    uri: str | None
    turn: int
    plot: str
    format: Format
    item_class: Literal["text", "picture"]
    in_language: str
    slugline: str
    byline: str | None
    place: str
    dateline: str | None
    description: str
    urgency: int
    subjects: tuple[str, ...]
    pictures: tuple[WirePicture, ...]
    first_created: datetime
    versions: tuple[WireVersion, ...]


class HasWireStories(Protocol):
    """What a delivery needs of the world: what the agencies send."""

    @property
    def wire_stories(self) -> tuple[WireStory, ...]:
        """Of all agencies, with all their versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFile:
    """
    A file as it lies in a drop folder.

    Attributes:
        role: "whole"; "resent" (the same bytes under another name); "slow" (written piece by piece under its final
            name); "broken" (cut off).
    """

    name: str
    data: bytes
    role: Role
    story: WireStory
    version: WireVersion
