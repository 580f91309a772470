"""What happens to the stories of the wires: their plots, and which agency has which on which day."""

from dataclasses import dataclass
from typing import Literal

from newsroom.wires.agencies import CORAL, MERIDIAN
from newsroom.wires.records import Format, Kind, PubStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One version in a plot.

    Attributes:
        after: Minutes from the first version to this one.

        held: Minutes from writing it to sending it.

        embargo: "past" ended before the first simulated day, "future" ends when whoever builds the world says so.
    """

    kind: Kind | None = None
    after: int = 0
    held: int = 0
    pub_status: PubStatus = "usable"
    embargo: Literal["past", "future"] | None = None


_FIRST = Step()
_DAY = 24 * 60

PLOTS: dict[str, tuple[Step, ...]] = {
    "plain": (_FIRST,),
    "updates": (_FIRST, Step(kind="update", after=45), Step(kind="writethru", after=150)),
    "correction": (_FIRST, Step(kind="correction", after=_DAY)),
    "kill": (_FIRST, Step(kind="kill", after=95, pub_status="canceled")),
    # The trap: a version that was under way when the story was killed arrives after the kill.
    "late-after-kill": (
        _FIRST,
        Step(kind="update", after=30, held=120),
        Step(kind="kill", after=60, pub_status="canceled"),
    ),
    "embargo-over": (Step(embargo="past"),),
    "embargo-ahead": (Step(embargo="future"), Step(kind="update", after=40, embargo="future")),
    "withheld": (Step(pub_status="withheld"),),
    "released": (Step(pub_status="withheld"), Step(kind="update", after=80)),
    "out-of-order": (_FIRST, Step(kind="update", after=20, held=90), Step(kind="writethru", after=60)),
    "pictures": (_FIRST,),
    "picture": (_FIRST,),
    "resent": (_FIRST,),
    "slow": (_FIRST,),
    "broken": (_FIRST,),
}

SCHEDULES: dict[str, tuple[tuple[tuple[str, Format, str], ...], ...]] = {
    MERIDIAN.id: (
        (
            ("plain", "newsml_g2", "en"),
            ("updates", "newsml_g2", "en"),
            ("plain", "nitf", "fr"),
            ("embargo-over", "ninjs", "en"),
            ("pictures", "ninjs", "en"),
            ("plain", "iptc_7901", "en"),
            ("correction", "ninjs", "en"),
            ("plain", "ninjs", "de"),
        ),
        (
            ("kill", "nitf", "en"),
            ("plain", "newsml_g2", "de"),
            ("resent", "ninjs", "fr"),
            ("updates", "iptc_7901", "en"),
            ("embargo-ahead", "newsml_g2", "en"),
            ("plain", "nitf", "en"),
            ("picture", "newsml_g2", "en"),
            ("pictures", "nitf", "en"),
        ),
        (
            ("out-of-order", "nitf", "en"),
            ("withheld", "newsml_g2", "en"),
            ("slow", "newsml_g2", "en"),
            ("broken", "nitf", "en"),
            ("plain", "iptc_7901", "de"),
            ("plain", "ninjs", "en"),
            ("kill", "iptc_7901", "en"),
            ("pictures", "newsml_g2", "fr"),
        ),
        (
            ("late-after-kill", "newsml_g2", "en"),
            ("embargo-ahead", "nitf", "en"),
            ("released", "ninjs", "en"),
            ("correction", "newsml_g2", "fr"),
            ("plain", "nitf", "de"),
            ("picture", "ninjs", "en"),
            ("correction", "iptc_7901", "en"),
            ("kill", "ninjs", "en"),
        ),
        (
            ("plain", "newsml_g2", "en"),
            ("plain", "nitf", "en"),
            ("plain", "ninjs", "fr"),
            ("plain", "iptc_7901", "en"),
            ("resent", "nitf", "de"),
            ("updates", "nitf", "en"),
        ),
    ),
    CORAL.id: tuple(
        tuple((plot, "ap_media", language) for plot, language in day)
        for day in (
            (
                ("plain", "en"),
                ("updates", "en"),
                ("correction", "es"),
                ("embargo-over", "en"),
                ("pictures", "en"),
                ("plain", "es"),
            ),
            (("kill", "en"), ("embargo-ahead", "en"), ("picture", "en"), ("plain", "es"), ("plain", "en")),
            (("withheld", "en"), ("out-of-order", "en"), ("plain", "es"), ("plain", "en"), ("plain", "en")),
            (("late-after-kill", "en"), ("released", "en"), ("correction", "en"), ("plain", "es"), ("plain", "en")),
            (("updates", "es"), ("pictures", "es"), ("plain", "en"), ("plain", "en"), ("plain", "es")),
        )
    ),
}
"""By agency, then by simulated day: plot, format and language of each story."""
