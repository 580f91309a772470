"""The story as markup: the words of the body, and nothing that loads, runs or styles."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from newslake.core.pages import extract
from newslake.core.pages.body.markup import INLINE_KEPT, OUTER_KEPT, article_html
from newslake.core.pages.printed.walk import read_printed
from newslake.core.pages.tree import parse_html, serialised
from tests.corpus import CORPUS, MISSING

URL = "https://www.ellery-courier.example/news/storm"
PORT = "https://www.ellery-courier.example/port"


def marked(markup: str, url: str = URL) -> str | None:
    """All that a page prints, as markup."""
    tree = parse_html(markup.encode("utf-8", "replace"))
    assert tree is not None
    printed = read_printed(serialised(tree))
    return article_html([block.text for block in printed.blocks], printed, url)


def assert_safe(markup: str, body: str) -> None:
    """Known elements, links of http(s) alone, and the words of the body, no more and no fewer."""
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    for node in root.iterdescendants():
        assert node.tag in INLINE_KEPT | OUTER_KEPT | {"p", "br"}
        assert set(node.attrib) <= ({"href"} if node.tag == "a" else set())
        assert node.get("href", "http://").startswith(("http://", "https://"))
    assert "".join("".join(root.itertext()).split()) == "".join(body.split())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<p>Cranes <b>fell</b> at <a href='/port#quay' onclick='x()'>the <i>port</i></a>.",
            f'<p>Cranes <b>fell</b> at <a href="{PORT}#quay">the <i>port</i></a>.</p>',
        ),
        (
            "<p>A <a href='javascript:x()'>bad</a> <a>empty</a> <a href='//cdn.example/x'>other</a> link",
            '<p>A bad empty <a href="https://cdn.example/x">other</a> link</p>',
        ),
        ("<p>One<br>two<img src=x><button>share</button><span class=sr-only>unseen</span>", "<p>One<br>two</p>"),
        (
            "<ul><li>One<li>Two<ol><li>inner</ol><p>more</ul>",
            "<ul><li>One</li><li>Two<ol><li>inner</li></ol>more</li></ul>",
        ),
        ("<blockquote><p>First<p>Second</blockquote>", "<blockquote><p>First</p><p>Second</p></blockquote>"),
        ("<p><br>A line <b>between</b> breaks<br><br>", "<p>A line <b>between</b> breaks</p>"),
        ("<h2 class=x><span>A heading</span></h2>", "<h2>A heading</h2>"),
        (
            "<table><tr><th>Town<th>Votes<tr><td class=x>Ellery<td>1 &lt; 2</table>",
            "<table><tr><td>Town</td><td>Votes</td></tr><tr><td>Ellery</td><td>1 &lt; 2</td></tr></table>",
        ),
        ("<table><tr><td><p>Laid out<p>in a table</table>", "<p>Laid out</p><p>in a table</p>"),
        ("<pre><code>if x:\n    go()\n</code></pre>", "<pre><code>if x:\n    go()\n</code></pre>"),
        ("<pre>one\n\n  two</pre>", "<pre>one\n\n  two</pre>"),
        ("<p>&lt;script&gt;x&lt;/script&gt; &amp;amp;", "<p>&lt;script&gt;x&lt;/script&gt; &amp;amp;</p>"),
        ("<b><p>Dangling</b> tags</i>", "<p><b>Dangling</b> tags</p>"),
    ],
)
def test_markup(page, expected):
    """Each paragraph as it is printed, in the list, table or quote round it."""
    assert marked(page) == expected


def test_paragraphs_of_another_reading():
    """What the page does not print in one block is a plain paragraph; what is printed twice is taken in turn."""
    tree = parse_html(b"<p>Same</p><p>Between</p><blockquote><p>Same</p></blockquote>")
    printed = read_printed(serialised(tree))

    told = article_html(["Same", "Not <there>\nat all", "Same"], printed, URL)

    assert told == "<p>Same</p><p>Not &lt;there&gt;<br>at all</p><blockquote><p>Same</p></blockquote>"
    assert article_html([], printed, URL) is None


TAGS = st.sampled_from(
    (
        *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<ul><li>", "<li>", "</ul>", "<ol>", "<pre>", "</pre>"),
        *("<table><tr><td>", "<td>", "<tr>", "</table>", "<h2>", "</h2>", "<blockquote>", "</blockquote>"),
        *("<a href='/x?y&z'>", "<a href=javascript:x()>", "<a href='http://[x'>", "</a>"),
        *("<div hidden>", "<span class=sr-only>", "</span>"),
        *("<script>", "</script>", "<button>", "</button>", "<!-- -->", "<svg>", "</div>", "<div>", "<img onerror=x>"),
        *("&lt;script&gt;", "&amp;lt;", "&nbsp;", "&#9;", "\n", "\t", " ", '"', "Words and more words. ", "é", "漢字"),
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TAGS | st.text(max_size=6), max_size=40).map("".join), st.text(max_size=20) | st.just(URL))
def test_any_markup_becomes_safe(page, url):
    """Whatever is nested in what: known tags, the printed words."""
    tree = parse_html(f"<body>{page}".encode("utf-8", "replace"))
    printed = read_printed(serialised(tree))
    paragraphs = [block.text for block in printed.blocks]

    told = article_html(paragraphs, printed, url)

    if told is not None:
        assert_safe(told, "\n".join(paragraphs))


@pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)
def test_real_pages():
    """The words of the body on every fifth real page, whichever reading gave them."""
    rows = [
        (json.loads(line), path.parent)
        for path in sorted((CORPUS / "pages").glob("*/manifest.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()[::5]
    ]
    for row, folder in rows:
        read = extract(gzip.decompress((folder / row["html"]).read_bytes()), row["url"])
        assert_safe(read.article_html, read.article_body)
        assert read.article_html.count("<a href") <= 400
    assert rows
