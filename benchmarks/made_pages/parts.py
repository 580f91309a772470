"""A post taken apart, for layouts that print it in pieces: blocks, titled sections, sentences."""

import random
import re
from collections.abc import Iterable, Sequence

from .marks import no
from .posts import Block, Post

HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
INVENTED = [
    "Start with what you have",
    "Why it is worth the trouble",
    "Mind the small print",
    "What it costs",
    "Common mistakes",
    "A word on tools",
    "Before you begin",
    "Take your time",
    "The short answer",
    "When to ask for help",
    "Our advice",
    "What others do",
    "Sharing and saving",
    "Further reading for later",
    "Related matters",
    "In the end",
]


def blocks_of(post: Post) -> list[Block]:
    """The post's blocks, without a first one that only repeats headline and byline."""
    blocks = [block for block in post.blocks if block.text.strip()]
    if len(blocks) > 2 and blocks[0].text.startswith(post.title):
        del blocks[0]
    return blocks


def inner(block: Block) -> str:
    """What a paragraph block holds, without the paragraph."""
    found = re.match(r"\s*<(\w+)[^>]*>(.*)</\1>\s*$", block.html, re.DOTALL)
    return found[2] if found else block.html


def simple(block: Block) -> bool:
    """A paragraph without blocks in it."""
    return block.tag == "p" and not re.search(r"<(p|div|ul|ol|table|h\d|pre|blockquote|center|figure)\b", inner(block))


def first_words(text: str, rng: random.Random) -> str:
    """A heading for a text that has none."""
    if rng.random() < 0.35:
        return rng.choice(INVENTED)
    words = re.sub(r"[^\w\s'’-]", " ", text).split()
    return " ".join(words[: rng.randint(3, 6)]).capitalize() or "More on this"


def sections(post: Post, rng: random.Random, most: int = 12) -> tuple[str, list[tuple[str, list[Block]]]]:
    """An introduction and titled sections: by the post's headings if it has them, else by invented ones."""
    blocks = blocks_of(post)
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        if block.tag in HEADS:
            parts.append((" ".join(block.text.split()), []))
        else:
            parts[-1][1].append(block)
    parts = parts[:1] + [part for part in parts[1:] if part[1]]
    if len(parts) < 4:
        rest = [block for block in blocks[1:] if block.tag not in HEADS]
        size = max(1, -(-len(rest) // most), rng.choice((1, 1, 2)) if len(rest) > 6 else 1)
        groups = [rest[at : at + size] for at in range(0, len(rest), size)]
        parts = [("", blocks[:1])] + [(first_words(group[0].text, rng), group) for group in groups]
    return joined(parts[0][1]), parts[1:]


def joined(blocks: Iterable[Block]) -> str:
    """The markup of blocks."""
    return "\n".join(block.html for block in blocks)


def sentences(sources: Iterable[Post]) -> list[str]:
    """Sentences of the posts' paragraphs, each once, neither very short nor very long."""
    found = []
    for post in sources:
        for block in post.blocks:
            if block.tag == "p":
                text = " ".join(block.text.split())
                found += [s for s in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ\"“])", text) if 5 <= len(s.split()) <= 45]
    return list(dict.fromkeys(found))


def strew(pieces: list[str], bits: Sequence[str], rng: random.Random) -> list[str]:
    """The pieces, with furniture put between them (never before the first, never after a heading)."""
    out = list(pieces)
    for bit in bits:
        places = [at for at in range(1, len(out) + 1) if not re.match(r"\s*<h\d", out[at - 1])]
        out.insert(rng.choice(places or [len(out)]), no(bit))
    return out
