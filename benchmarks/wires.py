"""
Wire items a CPU-second: NewsML-G2 and ninjs of 5 KB, beside a peer where it is installed, in one run.

    python benchmarks/wires.py              items made here, of an invented agency
    python benchmarks/wires.py --items 3000 that many of each format

The peer is ``newsmlg2`` (MIT), the one reader of NewsML-G2 on PyPI (benchmarks/requirements-peers-wires.in); without it
the comparison is left out, and said so. It opens no message, so both read the bare newsItem there; it reads the IPTC's
catalogue anew for each item that names it, so once more without the name; and it leaves the text as markup.
"""

import argparse
import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "include")]

from newslake.core.wires import parse_wire  # noqa: E402 - found through the path above

BYTES = 5_000
SENTENCE = "The ferries of Port Ames run again after a strike of nine days, the company that owns them said on Sunday. "

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-03-01T10:05:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:harbour.example:20260301:{number}" version="1" standard="NewsML-G2" standardversion="2.30"
 conformance="power" xml:lang="en">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"/>
<rightsInfo><copyrightHolder literal="Harbour"/><usageTerms>Editorial use only</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Harbour"/>
<versionCreated>2026-03-01T10:05:{second:02}Z</versionCreated><firstCreated>2026-03-01T10:00:00Z</firstCreated>
<pubStatus qcode="stat:usable"/><edNote>With pictures.</edNote></itemMeta>
<contentMeta><urgency>4</urgency><located qcode="city:x"><name>Port Ames</name></located>
<by>Ann Lee</by><slugline>Ferries-{number}</slugline><headline>Ferries run again {number}</headline>
{subjects}<dateline>PORT AMES, March 1 (Harbour) -</dateline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
{body}</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"""

ITEM = re.compile(rb"<newsItem.*</newsItem>", re.DOTALL)
SPACE = b'xmlns="http://iptc.org/std/nar/2006-10-01/" '
CATALOGUE = re.compile(rb"<catalogRef[^>]*/>")


def main() -> None:
    """Print the figures of one run."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--items", type=int, default=1_000, metavar="N", help="items of each format")
    number = options.parse_args().items
    documents = {"NewsML-G2": [_g2(one) for one in range(number)], "ninjs": [_ninjs(one) for one in range(number)]}
    for name, found in documents.items():
        seconds = _cpu(lambda data: parse_wire(data), found)
        size = sum(map(len, found)) / len(found)
        print(f"{name}: {len(found) / seconds:,.0f} items a CPU-second ({size:,.0f} bytes each)")
    if importlib.util.find_spec("NewsMLG2") is None:
        print("newsmlg2 is not installed: no comparison")
        return
    from NewsMLG2 import NewsMLG2Document

    items = filter(None, map(ITEM.search, documents["NewsML-G2"]))
    bare = [item[0].replace(b"<newsItem", b"<newsItem " + SPACE, 1) for item in items]
    bare = bare[: max(1, number // 10)]  # the peer takes its time
    without = [CATALOGUE.sub(b"", data) for data in bare]
    for name, found in {"with its catalogue": bare, "without": without}.items():
        own, peer = _cpu(lambda data: parse_wire(data), found), _cpu(lambda data: NewsMLG2Document(data), found)
        print(f"newsmlg2, {name}: {len(found) / peer:,.0f} items a CPU-second; ours is {peer / own:.1f} times as fast")


def _cpu(read: Callable[[bytes], object], documents: list[bytes]) -> float:
    """CPU seconds for all of them: the best of three rounds, which others on the machine disturb least."""
    rounds = []
    for _ in range(3):
        before = time.process_time()
        for data in documents:
            read(data)
        rounds.append(time.process_time() - before)
    return min(rounds)


def _paragraphs(number: int, size: int) -> str:
    text = SENTENCE * 3
    return "\n".join(f"<p>{number}: {text}</p>" for _ in range(max(1, size // (len(text) + 12))))


def _g2(number: int) -> bytes:
    subjects = "".join(
        f'<subject type="cpnat:abstract" qcode="medtop:{top:02}000000"><name>topic {top}</name></subject>'
        for top in range(1, 7)
    )
    rest = BYTES - len(G2) - len(subjects)
    parts = {"number": number, "second": number % 60, "subjects": subjects, "body": _paragraphs(number, rest)}
    return G2.format(**parts).encode()


def _ninjs(number: int) -> bytes:
    item = {
        "uri": f"urn:newsml:harbour.example:20260301:{number}",
        "standard": {"name": "ninjs", "version": "3.0"},
        "type": "text",
        "version": "1",
        "firstCreated": "2026-03-01T10:00:00Z",
        "versionCreated": f"2026-03-01T10:05:{number % 60:02}Z",
        "pubStatus": "usable",
        "urgency": 4,
        "language": "en",
        "headlines": [{"role": "main", "value": f"Ferries run again {number}"}],
        "by": "Ann Lee",
        "slugline": f"Ferries-{number}",
        "usageTerms": "Editorial use only",
        "subjects": [{"uri": f"http://cv.iptc.org/newscodes/mediatopic/{top:02}000000"} for top in range(1, 7)],
    }
    item["bodies"] = [{"contentType": "text/html", "value": _paragraphs(number, BYTES - len(json.dumps(item)))}]
    return json.dumps(item).encode()


if __name__ == "__main__":
    main()
