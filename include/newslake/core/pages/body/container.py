"""Our own reading of a page: which box holds the story; ``cleaning`` tells which of its blocks are the story."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from newslake.core.pages.body.cleaning import ITEMS, clean, is_said, opening_of
from newslake.core.pages.printed.blocks import HEADINGS, Block, Box, Printed, kin
from newslake.core.pages.printed.boilerplate import COMMENTED, COMMENTS, HARD, SOFT
from newslake.core.text import key_of

MAJORITY = 0.6
"""Of the prose: the box that holds as much of its parent's is gone into."""

HINTED = 0.5
"""Of the prose of the page: a box named like a story's that holds as much of it is the story's."""

_STATED = "itemprop-articleBody"

_ANSWER = "itemprop-text"
"""What microdata calls a question and its answers, which stand at different depths."""

STATED = 0.2
"""The same for one that microdata calls the article's body: pages that go on with the next story hold several."""

PARDON = 0.55
"""Of the prose of the page: what holds as much is no furniture, whatever its name."""

HEADED = 0.15
"""Of the prose of the page: as much, with the headline above it, is a story (a guess)."""

MAX_PARDONS = 20
"""Names that are taken back at most: each costs a look at the whole page (a guess)."""


@dataclass(slots=True)
class Story:
    """
    Our reading.

    Attributes:
        paragraphs: As printed.
        prosaic: Of each whether it is plain prose: no heading, item, standfirst or short line.
        share: Of the prose of the whole page, furniture and all, how much it holds.
    """

    paragraphs: list[str]
    prosaic: list[bool]
    share: float


def read_story(page: Printed, headline: str | None, standfirsts: Sequence[str] = ()) -> Story:
    """
    The story of a page.

    Args:
        headline: Left out where it opens the text; tells the first of several stories.
        standfirsts: What meta elements say the page is about; a block that says the same above the story belongs to it.
    """
    blocks = page.blocks
    good = [block.good for block in blocks]
    raw = list(accumulate(good, initial=0))
    _condemn_comments(page)
    key = key_of(headline) if headline else ""
    said = [block for block in blocks if is_said(block.text, headline, key)]
    _pardon_headed(said, raw)
    sums = _pardon(page, good, raw)
    if not sums[-1]:
        return Story([], [], 0.0)
    box = _choose(page, sums)
    box = _first_story(page, box, sums, headline)
    kept = clean(page, box, said)
    opening = opening_of(page, box, kept, headline, standfirsts)
    printed = [*opening, *kept]
    if headline and printed and is_said(printed[0].text, headline, key):
        del printed[0]
    return Story(
        [block.text for block in printed],
        [block not in opening and _is_plain(block) for block in printed],
        sum(block.good for block in printed) / raw[-1],
    )


def _is_plain(block: Block) -> bool:
    outer = block.box.parent
    quoted = block.tag == "blockquote" or (outer is not None and outer.tag == "blockquote")
    return not quoted and block.tag not in ITEMS and block.tag not in HEADINGS and len(block.text) >= 30


def _condemn_comments(page: Printed) -> None:
    """What begins with a heading of comments is none of the story, whatever it is called."""
    for place, block in enumerate(page.blocks):
        section = block.box.parent
        if block.tag in HEADINGS and section is not None and section.start == place and COMMENTED.match(block.text):
            section.condemn()


def _pardon_headed(said: Sequence[Block], raw: Sequence[int]) -> None:
    """What holds the headline and some of the prose is no furniture: "comments-enabled", "with-sidebar"."""
    for block in islice((block for block in said if block.tag in HEADINGS), MAX_PARDONS):
        box: Box | None = block.box
        while box is not None:
            if box.out and raw[box.end] - raw[box.start] >= HEADED * raw[-1]:
                box.pardon()
            box = box.parent


def _pardon(page: Printed, good: Sequence[int], raw: Sequence[int]) -> list[int]:
    """
    The prose up to each block, that in furniture left out.

    Names that together hold most of a page's prose are no furniture, whatever they say: "paywalled", "lightbox". So
    names are taken back, the one with most prose first, until half of the prose counts.
    """
    held: dict[str, int] = {}
    for box in page.boxes:
        if (prose := raw[box.end] - raw[box.start]) and box.out == SOFT:
            blocks = page.blocks[box.start : box.end]
            if _is_prose(blocks) and not _is_teasers(blocks):
                box.pardon()
            else:
                held[kin(box.names)] = held.get(kin(box.names), 0) + prose
    for names in sorted(held, key=lambda names: -held[names])[:MAX_PARDONS]:
        sums = _counted(page, good, raw)
        if held[names] <= PARDON * raw[-1] and sums[-1] >= 0.5 * raw[-1]:
            return sums
        for box in page.boxes:
            # "slide__title" is a part of "slide".
            if box.out == SOFT and (kin(box.names) == names or box.names.startswith(tuple(names.split()))):
                box.pardon()
    sums = _counted(page, good, raw)
    if sums[-1] >= 0.1 * raw[-1]:
        return sums
    # Nearly all of it stands in what is never a story: then the outermost names lie, as in "with-sidebar".
    wrappers = [box for box in page.boxes if box.out == HARD and box.tag != "aside" and not COMMENTS.search(box.names)]
    for box in sorted(wrappers, key=lambda box: (raw[box.start] - raw[box.end], box.depth))[:MAX_PARDONS]:
        box.pardon()
        sums = _counted(page, good, raw)
        if sums[-1] >= 0.1 * raw[-1]:
            break
    return sums


def _is_prose(blocks: Sequence[Block], least: int = 3) -> bool:
    """Whether there are paragraphs in it as stories have them: three, hardly linked."""
    return (
        sum(block.tag == "p" and block.good >= 80 and block.links < 0.1 * len(block.text) for block in blocks) >= least
    )


def _is_teasers(blocks: Sequence[Block]) -> bool:
    """Whether every third block is a link, as the headline of a teaser is."""
    return 3 * sum(block.links >= 0.8 * len(block.text) for block in blocks) >= len(blocks)


def _counted(page: Printed, good: Sequence[int], raw: Sequence[int]) -> list[int]:
    counted = list(good)
    for box in page.boxes:
        if raw[box.end] > raw[box.start] and box.out:
            counted[box.start : box.end] = [0] * (box.end - box.start)
    return list(accumulate(counted, initial=0))


def _choose(page: Printed, sums: list[int]) -> Box:
    """The deepest box named like a story's that holds enough of the prose; else down to where the majority ends."""

    def held(box: Box) -> int:
        return sums[box.end] - sums[box.start]

    total = sums[-1]
    large = [box for box in page.boxes if sums[box.end] - sums[box.start] >= 0.04 * total and box.hint]
    for least, hinted in (
        (STATED, [box for box in large if _STATED in box.names]),
        (HINTED, large),
    ):
        groups: dict[int, tuple[Box, int]] = {}
        for box in hinted:
            whole = _with_its_likes(page, box, hinted)
            groups.setdefault(id(whole), (whole, held(whole)))
        most = max((prose for _, prose in groups.values()), default=0)
        if most >= least * total:
            # Of several stories on one page the first; of boxes in each other the innermost that loses nothing.
            first = next(whole for whole, prose in groups.values() if prose >= 0.5 * most)
            inner = [
                whole
                for whole, prose in groups.values()
                if first.start <= whole.start and whole.end <= first.end and prose >= 0.85 * held(first)
            ]
            return max(inner, key=lambda box: box.depth)
    children: dict[int, list[Box]] = {}
    for box in page.boxes[1:]:
        children.setdefault(id(box.parent), []).append(box)
    box = page.boxes[0]
    while True:
        best = max(children.get(id(box), ()), key=held, default=None)
        if best is None or held(best) < MAJORITY * held(box) or best.tag in ("p", "li", "blockquote"):
            break
        if held(best) < 0.9 * held(box) and any(
            _is_prose(page.blocks[other.start : other.end], 2)
            and other.tag not in ("article", "li")
            and not any(block.tag == "h1" for block in page.blocks[other.start : other.end])
            for other in children.get(id(box), ())
            if other is not best and not other.out
        ):
            break
        box = best
    while box.tag in ("ul", "ol", "table", "tbody", "tr", "blockquote") and box.parent is not None:
        box = box.parent
    return box


def _with_its_likes(page: Printed, box: Box, hinted: Sequence[Box]) -> Box:
    """The box that holds this one and those of the same name after it: a story in chunks; not the next story."""
    last = box
    for other in hinted:
        if (
            other is not box
            and (other.names == box.names or (_STATED in other.names and _STATED in box.names))
            and other.start >= last.end
            and (other.depth == box.depth or _ANSWER in box.names)
        ):
            if any(block.tag == "h1" for block in page.blocks[last.end : other.end]) or _story_of(
                other
            ) is not _story_of(box):
                break
            last = other
    whole: Box = box
    while whole.end < last.end and whole.parent is not None:
        whole = whole.parent
    return whole


def _story_of(box: Box) -> Box | None:
    outer: Box | None = box
    while outer is not None and outer.tag != "article":
        outer = outer.parent
    return outer


def _first_story(page: Printed, box: Box, sums: list[int], headline: str | None) -> Box:
    """Where a page goes on with the next story, the one under the headline: its own article element."""
    whole = sums[box.end] - sums[box.start]
    stories = [
        each
        for each in page.boxes
        if each.tag == "article"
        and box.start <= each.start
        and each.end <= box.end
        and each is not box
        and sums[each.end] - sums[each.start] >= 0.12 * whole
    ]
    outer = [
        each
        for each in stories
        if not any(
            other is not each and other.start <= each.start and each.end <= other.end and other.depth < each.depth
            for other in stories
        )
    ]
    if len(outer) < 2:
        return box
    if headline:
        key = key_of(headline)
        for each in outer:
            if any(block.tag == "h1" and key_of(block.text) == key for block in page.blocks[each.start : each.end]):
                return each
    headed = [each for each in outer if any(block.tag == "h1" for block in page.blocks[each.start : each.end])]
    return headed[0] if len(headed) > 1 else box
