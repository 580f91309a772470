"""Pages that hurt: the list of what hung, blew up or vanished elsewhere, and real pages mutated."""

import os
import random
import signal
from collections.abc import Iterator
from typing import Any

from newslake.core.articles.from_wire import WireReading, read_delivery

STORY = b"<p>The harbour was closed on Tuesday after the storm tore two cranes from their rails, it was said.</p>" * 4
HEAD = b"<html><head><title>T</title></head><body><article><h1>A headline of the day</h1>" + STORY


DEADLY = b"what no parser survives"


def read_delivery_or_die(data: bytes, *args: Any, **options: Any) -> WireReading:
    """Reads a wire file as workers do; one file kills the process it is read in."""
    if data == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_delivery(data, *args, **options)


def page(body: bytes) -> bytes:
    """A story with something in it."""
    return HEAD + body + b"</article></body></html>"


def pathological() -> Iterator[tuple[str, bytes]]:
    """Each with its name; made when asked for, they are megabytes."""
    yield "100k attributes", page(b"<div " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x</div>")
    yield "400k paragraphs", page(b"<p>word" * 400_000)
    yield "500k line breaks", page(b"a<br>" * 500_000)
    yield "300k links", page(b"<a href=/x>a link</a> " * 300_000)
    yield "200k rows", page(b"<table>" + b"<tr><td>a<td>b" * 200_000 + b"</table>")
    yield "8 MB attribute", page(b'<div class="' + b"x " * 4_000_000 + b'">x</div>')
    yield (
        "6 MB JSON-LD",
        page(
            b'<script type="application/ld+json">{"@type":"NewsArticle","a":['
            + b'{"b":[1,2,3]},' * 400_000
            + b"1]}</script>"
        ),
    )
    yield "50k JSON-LD blocks", page(b'<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 50_000)
    yield "100k nested divs", page(b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000)
    yield "200k nested spans", page(b"<p>" + b"<span>x" * 200_000)
    yield "50k open bold", page(b"<b><i>" * 50_000 + b"<p>deep" * 1_000)
    yield "30k classes", page(b"".join(b'<div class="c%d byline date">w</div>' % n for n in range(30_000)))
    yield (
        "10k named boxes",
        page(b"".join(b'<div class="promo n%d">%s</div>' % (n, STORY[:105]) for n in range(10_000))),
    )
    yield "20k nested tables", page(b"<table><tr><td>" * 20_000)
    yield "5 MB of <", page(b"<" * 5_000_000)
    yield "5 MB of NUL", b"\0" * 5_000_000 + page(b"")
    yield "1M references", page(b"&#x41;" * 1_000_000)
    yield "4 MB title", b"<html><head><title>" + b"a - b | " * 500_000 + b"</title></head><body>" + STORY


def mutated(html: bytes, chance: random.Random) -> bytes:
    """A page with one thing done to it: cut, bits flipped, tags doubled or dropped, nested deep, spliced."""
    how = chance.randrange(7)
    place = chance.randrange(max(1, len(html)))
    if how == 0:
        return html[:place]
    if how == 1:
        broken = bytearray(html)
        for _ in range(chance.choice((1, 10, 200))):
            if broken:
                broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        return bytes(broken)
    if how == 2:
        tag = chance.choice((b"<div", b"<p", b"<span", b"<article", b"<script", b"<table", b"<a "))
        return html.replace(tag, tag + b">" + tag, chance.choice((1, 50, 2_000)))
    if how == 3:
        return html.replace(chance.choice((b"</div>", b"</p>", b"</script>", b'"', b">")), b"", chance.choice((1, 50)))
    if how == 4:
        return html[:place] + chance.choice((b"<div>", b"<b>", b"<ul><li>")) * 3_000 + html[place:]
    if how == 5:
        return html[place:] + html[:place]
    return html[:place] + chance.randbytes(2_000) + html[place:]
