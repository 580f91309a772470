"""The two sample documents, served as pages of their publishers, come out of the corpus export byte for byte."""

from html import escape
from typing import Any

import pytest
import yaml

from tests.command import Command
from tests.corpus import CORPUS, MISSING
from tests.static_site import StaticWeb

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)

OUTLETS: dict[str, dict[str, Any]] = {
    "000_f84b8d246ddf0271.txt": {
        "host": "127.4.0.1",
        "source": {
            "id": "lao-daily",
            "name": "Lao Daily",
            "country": "LA",
            "languages": ["en"],
            "timezone": "Asia/Vientiane",
        },
        "head": '<meta property="article:published_time" content="2025-07-10T08:30:00+07:00">',
    },
    "004_ee46b5cb6b33a815.txt": {
        "host": "127.4.0.2",
        "source": {
            "id": "tass",
            "name": "TASS",
            "kind": "agency",
            "country": "RU",
            "languages": ["en"],
            "timezone": "Europe/Moscow",
        },
        "head": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Moscow and Vientiane",'
        ' "datePublished": "2025-11-20T00:40:00+03:00"}</script>',
    },
}


def page(head: str, paragraphs: list[str]) -> bytes:
    """A news page round the paragraphs, with what pages have round them."""
    text = "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>Moscow and Vientiane - Daily</title>{head}</head>
<body><header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>
<main><article><h1>Moscow and Vientiane</h1><div class="article-body">{text}</div></article>
<aside><h3>Read also</h3><a href="/2">Rice harvest begins in the south</a></aside></main>
<footer><p>All rights reserved.</p></footer></body></html>""".encode()


def test_the_sample_documents_come_out_byte_for_byte(tmp_path):
    """Served, crawled and exported, each document is the file it was; its day is the publisher's."""
    web = StaticWeb([outlet["host"] for outlet in OUTLETS.values()])
    sources = []
    for name, outlet in OUTLETS.items():
        text = (CORPUS / "documents" / name).read_text(encoding="utf-8")
        story, feed = web.url(outlet["host"], "/story"), web.url(outlet["host"], "/feed.xml")
        item = f"<item><title>Moscow and Vientiane</title><link>{story}</link></item>"
        paragraphs = text[len(" date 2025-07-10 ") :].split("\n\n")
        web.answers = {
            **web.answers,
            outlet["host"]: {
                "/story": (page(outlet["head"], paragraphs), "text/html"),
                "/feed.xml": (
                    f'<rss version="2.0"><channel><title>t</title>{item}</channel></rss>'.encode(),
                    "application/xml",
                ),
            },
        }
        sources.append({**outlet["source"], "homepage": web.url(outlet["host"], "/"), "feeds": [{"url": feed}]})
    catalogue = tmp_path / "catalogue.yaml"
    catalogue.write_text(yaml.safe_dump({"sources": sources}))
    command = Command(tmp_path / "lake", catalogue)
    with web:
        command.crawl()
    command.run("export", "corpus", "--out", str(tmp_path / "corpus"))

    written = {path.read_bytes(): path.parent.name for path in (tmp_path / "corpus").glob("*/*.txt")}
    assert written == {
        (CORPUS / "documents" / "000_f84b8d246ddf0271.txt").read_bytes(): "2025-07-10",
        (CORPUS / "documents" / "004_ee46b5cb6b33a815.txt").read_bytes(): "2025-11-20",
    }
