"""Our own reading of a page: which box holds the story, and which of its blocks are the story."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from newslake.core.extraction.boilerplate import FURNITURE, READ_MORE, STANDFIRST
from newslake.core.extraction.walk import Block, Box, Printed
from newslake.core.text import key_of

MAJORITY = 0.6
"""Of the prose: the box that holds as much of its parent's is gone into."""

HINTED = 0.5
"""Of the prose of the page: a box named like a story's that holds as much of it is the story's."""

PARDON = 0.55
"""Of the prose of the page: what holds as much is no furniture, whatever its name."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("li", "dd", "dt", "td", "th", "tr"))


@dataclass(slots=True)
class Story:
    """
    Our reading.

    Attributes:
        paragraphs: As printed.
        listed: Share of its characters in list items and table cells, and of its blocks that are headings.
        links: Share of its characters in links.
        prose: Prose characters of the whole page, furniture left out.
    """

    paragraphs: list[str]
    listed: float
    headed: float
    links: float
    prose: int
    hinted: bool


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
        return Story([], 0.0, 0.0, 0.0, 0, False)
    box, hinted = _choose(page, sums)
    box = _first_story(page, box, sums, headline)
    kept = _clean(blocks, page, box, headline)
    opening = _opening(page, box, kept, headline, standfirsts)
    texts = [block.text for block in (*opening, *kept)]
    if headline and texts and is_said(texts[0], headline, key_of(headline)):
        del texts[0]
    characters = sum(len(block.text) for block in kept) or 1
    return Story(
        texts,
        sum(len(block.text) for block in kept if block.tag in _ITEMS) / characters,
        sum(block.tag in HEADINGS for block in kept) / (len(kept) or 1),
        sum(block.links for block in kept) / characters,
        sums[-1],
        hinted,
    )


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
        if box.out and (prose := raw[box.end] - raw[box.start]):
            held[box.names] = held.get(box.names, 0) + prose
    for names in sorted(held, key=lambda names: -held[names]):
        sums = _counted(page, good)
        if held[names] <= PARDON * raw[-1] and sums[-1] >= 0.5 * raw[-1]:
            return sums
        for box in page.boxes:
            if box.names == names:
                box.out = False
    return _counted(page, good)


def _counted(page: Printed, good: Sequence[int]) -> list[int]:
    counted = list(good)
    for box in page.boxes:
        if box.out:
            counted[box.start : box.end] = [0] * (box.end - box.start)
    return list(accumulate(counted, initial=0))


def _choose(page: Printed, sums: list[int]) -> tuple[Box, bool]:
    """The deepest box named like a story's that holds enough of the prose; else down to where the majority ends."""
    def held(box: Box) -> int:
        return sums[box.end] - sums[box.start]

    root = page.boxes[0]
    hinted = [box for box in page.boxes if box.hint and held(box) >= HINTED * sums[-1]]
    if hinted:
        most = max(map(held, hinted))
        root = max((box for box in hinted if held(box) >= 0.85 * most), key=lambda box: box.depth)
        return root, True
    children: dict[int, list[Box]] = {}
    for box in page.boxes[1:]:
        children.setdefault(id(box.parent), []).append(box)
    box = root
    while True:
        best = max(children.get(id(box), ()), key=held, default=None)
        if best is None or held(best) < MAJORITY * held(box) or best.tag in ("p", "li", "blockquote"):
            break
        box = best
    while box.tag in ("ul", "ol", "table", "tbody", "tr", "blockquote") and box.parent is not None:
        box = box.parent
    return box, False


def _first_story(page: Printed, box: Box, sums: list[int], headline: str | None) -> Box:
    """Where a page goes on with the next story, the one under the headline: its own article element."""
    whole = sums[box.end] - sums[box.start]
    stories = [
        each
        for each in page.boxes
        if each.tag == "article" and box.start <= each.start and each.end <= box.end and each is not box
        and sums[each.end] - sums[each.start] >= 0.12 * whole
    ]
    outer = [each for each in stories if not any(other is not each and other.start <= each.start and each.end <= other.end and other.depth < each.depth for other in stories)]
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
    dropped = set()
    for each in page.boxes:
        if each.start >= box.end or each.end <= box.start or each is box or each.start < box.start or each.end > box.end:
            continue
        if each.out or _is_link_box(each, blocks):
            dropped.update(range(each.start, each.end))
    kept: list[Block] = []
    for place in range(box.start, box.end):
        block = blocks[place]
        if place in dropped or is_boilerplate(block):
            continue
        kept.append(block)
    return _without_tail(_without_top(kept, headline))


def _without_top(kept: list[Block], headline: str | None) -> list[Block]:
    """The blocks after the headline, less the labels that follow it: section, byline, date, reading time."""
    key = key_of(headline) if headline else ""
    place = next((at for at, block in enumerate(kept[:15]) if block.tag == "h1" or is_said(block.text, headline, key)), -1)
    first = next((at for at, block in enumerate(kept[:15]) if at > place and (block.good or block.tag in _ITEMS)), None)
    if first is None:
        return kept
    start = first
    while start > place + 1 and _is_lead(kept[start - 1]):
        start -= 1
    return kept[start:]


def _is_lead(block: Block) -> bool:
    """A short block before the first paragraph that is text and no label: a heading, or a sentence."""
    return block.tag in HEADINGS and block.tag != "h1" or (len(block.text) > 20 and block.text.rstrip("\"'”’»)")[-1:] in ".!?…。！？।۔" and not block.links)


def _is_link_box(box: Box, blocks: Sequence[Block]) -> bool:
    """A list of links: related stories, tags."""
    if box.tag not in ("ul", "ol", "div", "section", "table", "dl", "article", "li") or box.end == box.start:
        return False
    characters = links = prose = 0
    for block in blocks[box.start : box.end]:
        characters += len(block.text)
        links += block.links
        prose += block.good
    if box.tag in ("ul", "ol") and box.end - box.start > 1:
        return links > 0.6 * characters
    return links > 0.65 * characters and prose < 0.35 * characters


def is_boilerplate(block: Block) -> bool:
    """A line that is none of the story: furniture, "read more", a lone link."""
    text = block.text
    length = len(text)
    if length <= 250:
        if FURNITURE.match(text):
            return True
        if READ_MORE.match(text) and (block.links >= 0.3 * length or length < 45 and block.tag not in HEADINGS or block.tag in HEADINGS and length < 40):
            return True
        if block.links >= 0.9 * length and block.tag not in HEADINGS and length > 20 and block.tag not in ("td", "tr"):
            return True
        if not any(map(str.isalnum, text)):
            return True
    return False


def _without_tail(blocks: list[Block]) -> list[Block]:
    """Headings with nothing under them, lone labels and links behind the last paragraph: they announced what is left out."""
    kept = list(blocks)
    while kept:
        last = kept[-1]
        label = not last.good and (last.links >= 0.3 * len(last.text) or (last.tag not in _ITEMS and len(last.text) < 60 and last.text[-1:] not in ".!?…。！？।۔”\"’'»)"))
        if last.tag in HEADINGS or label:
            kept.pop()
        else:
            break
    return kept or list(blocks)


def _opening(page: Printed, box: Box, kept: list[Block], headline: str | None, standfirsts: Sequence[str]) -> list[Block]:
    """The standfirst, where it stands between headline and story."""
    blocks = page.blocks
    first = box.start
    start = max(0, first - 25)
    key = key_of(headline) if headline else ""
    for place in range(first - 1, start - 1, -1):
        if blocks[place].tag == "h1" or is_said(blocks[place].text, headline, key):
            start = place + 1
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
        told = any(text_key == each or (len(text_key) >= 40 and (each.startswith(text_key) or text_key.startswith(each))) for each in described)
        outer: Box | None = block.box
        named = furniture = False
        while outer is not None:
            named = named or (block.box.depth - outer.depth <= 2 and bool(STANDFIRST.search(outer.names)))
            furniture = furniture or outer.out
            outer = outer.parent
        if told or (named and not furniture):
            found.append(block)
            present.add(text_key)
    return found[:3]
