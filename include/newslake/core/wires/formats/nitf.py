"""NITF 2.x to 3.x, the news text format of the IPTC: one document, one story."""

from dataclasses import replace

from newslake.core.wires.corrections import correction_kind
from newslake.core.wires.fields import xml_root
from newslake.core.wires.formats import nitf_story
from newslake.errors import WireError
from newslake.model import Reason, WireItem


def parse(data: bytes, *, timezone: str | None = None) -> tuple[WireItem, ...]:
    """
    The stories of a document: one for each ``nitf`` in it.

    Raises:
        WireError: No NITF, or none that can be read.
    """
    root = xml_root(data)
    found = [root] if root.tag == "nitf" else list(root.iter("nitf"))
    if not found:
        raise WireError(Reason.NOT_A_WIRE, f"a <{str(root.tag)[:40]}>, not NITF")
    return tuple(
        replace(item, correction_kind=correction_kind(marks=nitf_story.marks(nitf)))
        for nitf in found
        for item in (nitf_story.read(nitf, timezone),)
    )
