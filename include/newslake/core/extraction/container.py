"""Our own reading of a page: which box holds the story, and which of its blocks are the story."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from newslake.core.extraction.boilerplate import (
    CLOCK,
    CREDIT,
    ELSEWHERE,
    EXTERNAL,
    FURNITURE,
    INVITING,
    MAILING,
    READ_MORE,
    SOFT,
    STANDFIRST,
)
from newslake.core.extraction.walk import HEADINGS, Block, Box, Printed
from newslake.core.text import key_of

MAJORITY = 0.6
"""Of the prose: the box that holds as much of its parent's is gone into."""

HINTED = 0.5
"""Of the prose of the page: a box named like a story's that holds as much of it is the story's."""

_STATED = "itemprop-articleBody"

STATED = 0.2
"""The same for one that microdata calls the article's body: pages that go on with the next story hold several."""

PARDON = 0.55
"""Of the prose of the page: what holds as much is no furniture, whatever its name."""

MAX_PARDONS = 20
"""Names that are taken back at most: each costs a look at the whole page (a guess)."""

MAX_LISTED = 25
"""Blocks in a list of other stories inside a story; longer ones are the story (a guess)."""

_LISTING = frozenset(("ul", "ol", "div", "section", "table", "dl", "article", "li"))

STOPS = frozenset(".!?…。！？।۔”\"’'»):;")
"""How sentences end."""

_ITEMS = frozenset(("li", "dd", "dt", "td", "th", "tr"))


@dataclass(slots=True)
class Story:
    """
    Our reading.

    Attributes:
        paragraphs: As printed.
        prosaic: Of each whether it is plain prose: no heading, item, standfirst or short line.
        listed: Share of its characters in list items and table cells, and of its blocks that are headings.
        links: Share of its characters in links.
        share: Of the prose of the whole page, furniture and all, how much it holds.
    """

    paragraphs: list[str]
    prosaic: list[bool]
    listed: float
    headed: float
    links: float
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
    sums = _pardon(page, good, raw)
    if not sums[-1]:
        return Story([], [], 0.0, 0.0, 0.0, 0.0)
    box = _choose(page, sums)
    box = _first_story(page, box, sums, headline)
    kept = _clean(blocks, page, box, headline)
    opening = _opening(page, box, kept, headline, standfirsts)
    printed = [*opening, *kept]
    if headline and printed and is_said(printed[0].text, headline, key_of(headline)):
        del printed[0]
    characters = sum(len(block.text) for block in kept) or 1
    return Story(
        [block.text for block in printed],
        [block not in opening and _is_plain(block) for block in printed],
        sum(len(block.text) for block in kept if block.tag in _ITEMS) / characters,
        sum(block.tag in HEADINGS for block in kept) / (len(kept) or 1),
        sum(block.links for block in kept) / characters,
        sum(block.good for block in printed) / raw[-1],
    )


def _is_plain(block: Block) -> bool:
    outer = block.box.parent
    quoted = block.tag == "blockquote" or (outer is not None and outer.tag == "blockquote")
    return not quoted and block.tag not in _ITEMS and block.tag not in HEADINGS and len(block.text) >= 30


def is_said(text: str, headline: str | None, key: str) -> bool:
    """Whether a block says the headline and nothing else; ``key`` is the headline's."""
    return headline is not None and len(text) < 2 * len(headline) + 20 and key_of(text) == key


def _pardon(page: Printed, good: Sequence[int], raw: Sequence[int]) -> list[int]:
    """
    The prose up to each block, that in furniture left out.

    Names that together hold most of a page's prose are no furniture, whatever they say: "paywalled", "lightbox". So
    names are taken back, the one with most prose first, until half of the prose counts.
    """
    held: dict[str, int] = {}
    for box in page.boxes:
        if (prose := raw[box.end] - raw[box.start]) and box.out == SOFT:
            if _is_prose(page.blocks[box.start : box.end]):
                box.pardon()
            else:
                held[box.names] = held.get(box.names, 0) + prose
    for names in sorted(held, key=lambda names: -held[names])[:MAX_PARDONS]:
        sums = _counted(page, good, raw)
        if held[names] <= PARDON * raw[-1] and sums[-1] >= 0.5 * raw[-1]:
            return sums
        for box in page.boxes:
            if box.out == SOFT and box.names == names:
                box.pardon()
    sums = _counted(page, good, raw)
    if sums[-1] < 0.1 * raw[-1]:  # all of it stands in what is never a story: then its names lie
        for box in page.boxes:
            if box.tag != "aside":
                box.pardon()
        sums = _counted(page, good, raw)
    return sums


def _is_prose(blocks: Sequence[Block], least: int = 3) -> bool:
    """Whether there are paragraphs in it as stories have them: three, hardly linked."""
    return (
        sum(block.tag == "p" and block.good >= 80 and block.links < 0.1 * len(block.text) for block in blocks) >= least
    )


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
            and other.depth == box.depth
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


def _clean(blocks: Sequence[Block], page: Printed, box: Box, headline: str | None) -> list[Block]:
    dropped: set[int] = set()
    characters = list(accumulate((len(block.text) for block in blocks), initial=0))
    links = list(accumulate((block.links for block in blocks), initial=0))
    good = list(accumulate((block.good for block in blocks), initial=0))
    for each in page.boxes:
        if each.start == each.end or each is box or each.start < box.start or each.end > box.end:
            continue
        if each.out or (links[each.end] > links[each.start] and _is_link_box(each, characters, links, good)):
            dropped.update(range(each.start, each.end))
    kept: list[Block] = []
    away = 0
    for place in range(box.start, box.end):
        block = blocks[place]
        if block.tag in HEADINGS and ELSEWHERE.match(block.text):
            away = max(away, _end_of_section(block, box, place))
        if place < away or place in dropped or is_boilerplate(block):
            continue
        kept.append(block)
    return _without_tail(_without_top(kept, headline))


def _without_top(kept: list[Block], headline: str | None) -> list[Block]:
    """The blocks after the headline, less the labels that follow it: section, byline, date, reading time."""
    key = key_of(headline) if headline else ""
    place = next(
        (at for at, block in enumerate(kept[:15]) if block.tag == "h1" or is_said(block.text, headline, key)), -1
    )
    first = next((at for at, block in enumerate(kept[:15]) if at > place and (block.good or block.tag in _ITEMS)), None)
    if first is None:
        return kept
    start = first
    while start > place + 1 and _is_lead(kept[start - 1]):
        start -= 1
    return kept[start:]


def _is_lead(block: Block) -> bool:
    """A short block before the first paragraph that is text and no label: a heading, or a sentence."""
    return (block.tag in HEADINGS and block.tag != "h1") or (
        len(block.text) > 20 and block.text[-1:] in STOPS and not block.links
    )


def _end_of_section(heading: Block, story: Box, place: int) -> int:
    """Where the list under a heading ends: with the box round the heading; only the heading where that is the story."""
    section = heading.box.parent
    if section is None or section.start <= story.start or section.end - place > MAX_LISTED:
        return place + 1
    return section.end


def _is_link_box(box: Box, characters: Sequence[int], links: Sequence[int], good: Sequence[int]) -> bool:
    """A list of links: related stories, tags. The numbers are sums up to each block."""
    if box.tag not in _LISTING:
        return False
    printed, linked, prose = (sums[box.end] - sums[box.start] for sums in (characters, links, good))
    if box.tag in ("ul", "ol") and box.end - box.start > 1:
        return linked > 0.6 * printed
    return linked > 0.65 * printed and prose < 0.35 * printed


def is_boilerplate(block: Block) -> bool:
    """A line that is none of the story: furniture, "read more", a lone link."""
    text = block.text
    length = len(text)
    if length > 330:
        return False
    heading = block.tag in HEADINGS
    if not any(map(str.isalnum, text)) or FURNITURE.match(text) or EXTERNAL.match(text):
        return True
    ends = text[-1]
    if (
        not heading
        and length <= 250
        and (
            ((ends in ")]" or ends not in STOPS) and CREDIT.search(text))
            or (length < 60 and ends not in STOPS and CLOCK.search(text) and block.tag not in _ITEMS)
        )
    ):
        return True
    if READ_MORE.match(text) and (block.links >= 0.3 * length or length < (40 if heading else 45)):
        return True
    if text[0] not in '"“„«':
        lower = text.lower()
        if any(word in lower for word in MAILING) and (block.links >= 0.15 * length or INVITING.search(text)):
            return True
    if heading or length <= 20 or block.tag in ("td", "tr"):
        return False
    return block.links >= (0.9 if ends in STOPS else 0.7) * length


def _without_tail(blocks: list[Block]) -> list[Block]:
    """Without headings, labels and links behind the last paragraph: they announced what is left out."""
    kept = list(blocks)
    while kept:
        last = kept[-1]
        label = not last.good and (
            last.links >= 0.3 * len(last.text)
            or (last.tag not in _ITEMS and len(last.text) < 60 and last.text[-1:] not in STOPS)
        )
        if last.tag in HEADINGS or label:
            kept.pop()
        else:
            break
    return kept or list(blocks)


def _opening(
    page: Printed, box: Box, kept: list[Block], headline: str | None, standfirsts: Sequence[str]
) -> list[Block]:
    """The standfirst, where it stands between headline and story."""
    blocks = page.blocks
    first = box.start
    start, headed = max(0, first - 25), False
    key = key_of(headline) if headline else ""
    for place in range(first - 1, start - 1, -1):
        if blocks[place].tag == "h1" or is_said(blocks[place].text, headline, key):
            start, headed = place + 1, True
            break
    else:
        start = max(0, first - 12)
    described = [key_of(text[:200])[:80] for text in standfirsts if len(text) >= 30]
    present = {key_of(block.text[:200])[:80] for block in kept[:4]}
    found: list[Block] = []
    for block in blocks[start:first]:
        if len(block.text) < 30 or block.links > 0.5 * len(block.text):
            continue
        text_key = key_of(block.text[:200])[:80]
        if text_key in present or text_key == key[:80]:
            continue
        told = any(
            text_key == each or (len(text_key) >= 40 and (each.startswith(text_key) or text_key.startswith(each)))
            for each in described
        )
        outer: Box | None = block.box
        named = furniture = False
        while outer is not None:
            named = named or (block.box.depth - outer.depth <= 2 and bool(STANDFIRST.search(outer.names)))
            furniture = furniture or bool(outer.out)
            outer = outer.parent
        # Between headline and story a whole sentence that is neither caption nor date can be nothing else.
        placed = (
            headed and block.good >= 45 and not block.links and block.text[-1:] in STOPS and not is_boilerplate(block)
        )
        if told or ((named or placed) and not furniture):
            found.append(block)
            present.add(text_key)
    return found[:3]
