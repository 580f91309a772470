"""Builds the world: every outlet's articles of five days, from a seed and nothing else."""

import json
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from newsroom import outlets as catalogue
from newsroom.dates import DAYS
from newsroom.press import AgencyDesk, OutletDesk
from newsroom.records import Agency, Article, Outlet, Story
from newsroom.truth import truth_rows
from newsroom.wires.desk import FAR_EMBARGO, write_wires
from newsroom.wires.records import WireStory
from newsroom.wires.truth import state_rows
from newsroom.wires.truth import truth_rows as wire_truth_rows

FEED_WINDOW = 60
"""Entries a feed holds unless five days need more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """
    Five days of news, all at once; what is visible on which day is decided by whoever asks.

    Attributes:
        feed_window: How many entries a feed holds; by default all of the five days.

        wire_stories: What the agencies deliver; the articles of the sites know nothing of them.
    """

    seed: int
    feed_window: int
    outlets: tuple[Outlet, ...]
    agencies: tuple[Agency, ...]
    stories: tuple[Story, ...]
    articles: tuple[Article, ...]
    wire_stories: tuple[WireStory, ...]

    @classmethod
    def build(
        cls,
        *,
        seed: int = 1,
        articles: int = 400,
        feed_window: int | None = None,
        embargo_ends: datetime = FAR_EMBARGO,
    ) -> "World":
        """
        The same world for the same arguments, on any machine.

        Args:
            articles: Readable articles in all; ten addresses that must be refused come on top
                (three behind robots.txt, four dead links, one that is gone, two captions).
            feed_window: None keeps everything in the feeds; a small number lets entries scroll out.
            embargo_ends: Aware: when the embargoes of the wires end that are still running; one more is long over.
        """
        written: list[Article] = []
        stories: list[Story] = []
        headlines: set[str] = set()
        # Agencies first: the others can only carry what was already sent.
        in_order = sorted(catalogue.OUTLETS, key=lambda outlet: (outlet.kind != "agency", outlet.id))
        for index, outlet in enumerate(in_order):
            share = articles // len(in_order) + (index < articles % len(in_order))
            rng = Random(f"{seed}/{outlet.id}")
            if outlet.kind == "agency":
                agency = next(agency for agency in catalogue.AGENCIES if agency.outlet_id == outlet.id)
                agency_desk = AgencyDesk(outlet, rng, headlines, agency)
                written += agency_desk.write(share)
                stories += agency_desk.stories
            else:
                written += OutletDesk(outlet, rng, headlines, tuple(stories)).write(share)
        most = max((sum(a.outlet_id == outlet.id for a in written) for outlet in in_order), default=0)
        return cls(
            seed=seed,
            feed_window=feed_window or max(FEED_WINDOW, most),
            outlets=catalogue.OUTLETS,
            agencies=catalogue.AGENCIES,
            stories=tuple(stories),
            articles=tuple(sorted(written, key=lambda a: (a.outlet_id, a.published, a.number))),
            wire_stories=write_wires(seed, embargo_ends=embargo_ends),
        )

    def truth(self, day: int = DAYS) -> list[dict[str, Any]]:
        """What existed by the end of a simulated day: a row per article and revision; see ``newsroom.truth``."""
        return truth_rows(self.outlets, self.articles, day)

    def truth_jsonl(self, day: int = DAYS) -> str:
        """``truth`` as JSON lines."""
        return _json_lines(self.truth(day))

    def wire_truth(self, day: int = DAYS) -> list[dict[str, Any]]:
        """What the agencies had sent by the end of a simulated day: a row a version; see ``newsroom.wires.truth``."""
        return wire_truth_rows(self.wire_stories, day)

    def wire_states(self, now: datetime, day: int = DAYS) -> list[dict[str, Any]]:
        """What may be seen of each story at an instant, of what had been sent; see ``newsroom.wires.truth``."""
        return state_rows(self.wire_stories, day, now)

    def wire_truth_jsonl(self, day: int = DAYS) -> str:
        """``wire_truth`` as JSON lines."""
        return _json_lines(self.wire_truth(day))


def _json_lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
