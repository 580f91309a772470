"""Which blocks of the story's box are the story: without lists of links, labels and prompts, with its standfirst."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from newslake.core.pages.printed.blocks import HEADINGS, Block, Box, Printed, kin
from newslake.core.pages.printed.boilerplate import (
    ADDED,
    CLOCK,
    CREDIT,
    ELSEWHERE,
    EXTERNAL,
    FURNITURE,
    INVITING,
    MAILING,
    READ_MORE,
    STANDFIRST,
)
from newslake.core.text import key_of

MAX_LISTED = 25
"""Blocks in a list of other stories inside a story; longer ones are the story (a guess)."""

MAX_TEASER = 6
"""Blocks in a teaser: section, title, text, date, author, "read more"."""

TOLD = 400
"""Characters of prose above a first heading from which the story has begun (a guess)."""

_LISTING = frozenset(("ul", "ol", "div", "section", "table", "dl", "article", "li"))

STOPS = frozenset(".!?…。！？।۔”\"’'»):;")
"""How sentences end."""

ITEMS = frozenset(("li", "dd", "dt", "td", "th", "tr"))


def is_said(text: str, headline: str | None, key: str) -> bool:
    """Whether a block says the headline and nothing else; ``key`` is the headline's."""
    # Most blocks are shorter by far: letters that stand for several are few.
    return headline is not None and 0.5 * len(key) <= len(text) < 2 * len(headline) + 20 and key_of(text) == key


def clean(page: Printed, box: Box, said: Sequence[Block]) -> list[Block]:
    """
    The blocks of a box that are the story.

    Args:
        said: Those of the page that say its headline.
    """
    blocks = page.blocks
    dropped: set[int] = set()
    characters = list(accumulate((len(block.text) for block in blocks), initial=0))
    links = list(accumulate((block.links for block in blocks), initial=0))
    good = list(accumulate((block.good for block in blocks), initial=0))
    for each in page.boxes:
        if each.start == each.end or each is box or each.start < box.start or each.end > box.end:
            continue
        if each.out or (links[each.end] > links[each.start] and _is_link_box(each, characters, links, good)):
            dropped.update(range(each.start, each.end))
    for each in _teasers(page, box, good):
        dropped.update(range(each.start, each.end))
    kept: list[Block] = []
    away = 0
    for place in range(box.start, box.end):
        block = blocks[place]
        if block.tag in HEADINGS and ELSEWHERE.match(block.text):
            end = _end_of_section(block, box, place)
            following = blocks[place + 1 : max(end, place + 2)]
            if 4 * sum(other.links >= 0.5 * len(other.text) for other in following) >= len(following):
                away = max(away, end)
        if place < away or place in dropped or is_boilerplate(block):
            continue
        kept.append(block)
    return _without_tail(_without_top(kept, said))


def _teasers(page: Printed, story: Box, good: Sequence[int]) -> Iterator[Box]:
    """Boxes of one name beside each other, each a linked title and a short text: other stories of the site."""
    siblings: dict[tuple[int, str, str], list[Box]] = {}
    for box in page.boxes:
        if story.start <= box.start and box.end <= story.end and box is not story and box.end - box.start > 1:
            siblings.setdefault((id(box.parent), box.tag, kin(box.names)), []).append(box)
    whole = good[story.end] - good[story.start]
    for group in siblings.values():
        small = [box for box in group if box.end - box.start <= MAX_TEASER]
        teasers = [box for box in small if _is_teaser(page.blocks[box.start : box.end])]
        # Of a list whose items link to more some items are longer, and together they are most of the story.
        if (
            len(teasers) < max(2, 0.8 * len(group))
            or sum(good[box.end] - good[box.start] for box in teasers) >= 0.5 * whole
        ):
            continue
        for one, other in pairwise(teasers):
            if one.end == other.start:
                yield from (one, other)


def _is_teaser(blocks: Sequence[Block]) -> bool:
    return sum(len(block.text) for block in blocks) < 700 and any(
        block.links >= 0.8 * len(block.text) for block in blocks[:3]
    )


def _without_top(kept: list[Block], said: Sequence[Block]) -> list[Block]:
    """The blocks after the headline, less the labels that follow it: section, byline, date, reading time."""
    title = next((block for block in said if not block.links), None)
    place, told = -1, 0
    for at, block in enumerate(kept[:15]):
        told += block.good
        # With a text above it an h1 is a heading of the story.
        if block is title or (block.tag == "h1" and told < TOLD):
            place = at
            break
    first = next((at for at, block in enumerate(kept[:15]) if at > place and (block.good or block.tag in ITEMS)), None)
    if first is None:
        return kept
    start = first
    while start > place + 1 and _is_lead(kept[start - 1], kept[first]):
        start -= 1
    return kept[start:]


def _is_lead(block: Block, first: Block) -> bool:
    """A block before the first paragraph that is text and no label: a heading, a sentence, a paragraph beside it."""
    if (
        block.tag == "p"
        and len(block.text) >= 40
        and block.box.parent is first.box.parent
        and not CLOCK.search(block.text)
    ):
        return True
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
    if text.isdigit() and length < 4 and block.tag not in ITEMS:
        return True
    if not any(map(str.isalnum, text)) or FURNITURE.match(text) or EXTERNAL.match(text):
        return True
    ends = text[-1]
    if (
        not heading
        and length <= 250
        and (
            ((ends in ")]" or ends not in STOPS) and CREDIT.search(text))
            or (length < 60 and ends not in STOPS and CLOCK.search(text) and block.tag not in ITEMS)
        )
    ):
        return True
    if READ_MORE.match(text) and (block.links >= 0.3 * length or length < (40 if heading else 45)):
        return True
    if text[0] not in '"“„«':
        lower = text.lower()
        if ADDED.search(lower, 0, 250):
            return True
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
            or (last.tag not in ITEMS and len(last.text) < 60 and last.text[-1:] not in STOPS)
        )
        if last.tag in HEADINGS or label:
            kept.pop()
        else:
            break
    return kept or list(blocks)


def opening_of(
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
