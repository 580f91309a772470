"""Pages read: golden pairs in tests/core/pages/golden, one rule each, and what holds for any bytes at all."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslake.core.pages import extract
from newslake.core.pages.decode import codec_of, decode, mend_references, to_utf8, without_controls
from newslake.core.pages.limits import LONG_TAG, MAX_ATTRIBUTES, tamed
from newslake.core.pages.printed.walk import MAX_TAGS, read_printed
from newslake.core.pages.stated.dates import url_day
from newslake.core.pages.tree import drop_unread, drop_wordless, parse_html, serialised
from newslake.core.text.languages import reconcile_language
from newslake.model import Extract, Selectors

PAGES = Path(__file__).parent / "golden"
GOLDEN = sorted(PAGES.glob("*.html"))
URL = "https://www.ellery-courier.example/news/storm"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_page(path):
    """Each page gives what the file beside it expects; that file says what it shows."""
    golden = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    read = extract(
        path.read_bytes(),
        golden["url"],
        http_charset=golden["http_charset"],
        selectors=Selectors(**golden.get("selectors", {})),
    )

    told = json.loads(json.dumps(asdict(read)))
    language, basis, _ = reconcile_language(read.declared_language, None, (), read.article_body or "")
    told |= {"in_language": language, "in_language_basis": basis}
    assert {name: told[name] for name in golden["expect"]} == golden["expect"], golden["shows"]


def test_golden_pages_come_in_pairs():
    """No page without its expectation, and no expectation without its page."""
    assert {path.stem for path in GOLDEN} == {path.stem for path in PAGES.glob("*.json")}
    assert GOLDEN


def texts_of(read: Extract) -> list[str]:
    """Every text in an extract, however deep."""
    found, stack = [], [asdict(read)]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list | tuple):
            stack += value
    return found


def assert_valid_unicode(read: Extract) -> None:
    for text in texts_of(read):
        text.encode()  # lone surrogates raise
        assert "\0" not in text
        assert text.strip()


PIECES = st.sampled_from(
    [
        *(b"<html>", b"<head>", b"<body>", b"<p>", b"</p>", b"<h1>", b"</h1>", b"<article>", b"<!--", b"-->", b"<br>"),
        *(b'<script type="application/ld+json">', b"</script>", b'{"@type":"NewsArticle",', b'"datePublished":', b"}"),
        *(b'"author":{"@id":"#a","name":["\\ud800", 1, null]},', b'"@graph":[', b"]", b'"headline":"\\ud800\\u0000",'),
        *(
            b'<meta property="og:title" content="',
            b'<link rel=canonical href="http://[',
            b'">',
            b"<time datetime=2025>",
        ),
        *(
            b"&#0;",
            b"&#xD800;",
            b"&#xFFFFFFF;",
            b"&#146;",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\x00",
            b"\xed\xa0\x80",
            b"\xe9",
        ),
        *(b"<table><tr><td>", b"<ul><li>", b"<svg>", b"<![CDATA[", b"<?xml version='1.0' encoding='utf-16'?>"),
        *(b'<meta charset="utf-7">', b'<meta charset="base64">', b'<html lang="\xc3\xa9_\x00">'),
        *("Ein ganzer Satz über nichts. ".encode(), b"Words, many words, and yet more words. " * 8),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PIECES | st.binary(max_size=20), max_size=40).map(b"".join),
    st.sampled_from([None, "utf-8", "latin1", "x", "rot13"]),
)
def test_never_raises(data, charset):
    """Any bytes at all give an extract of valid Unicode, with no empty text where None is meant."""
    read = extract(data, URL, http_charset=charset)

    assert_valid_unicode(read)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_url_will_do(url):
    """The address may be anything: links that cannot be made absolute are left out."""
    read = extract(PAGES.joinpath("links-and-rights.html").read_bytes(), url)

    assert_valid_unicode(read)


WORDS = st.sampled_from(
    (
        *(
            "harbour",
            "council",
            "water",
            "report",
            "minister",
            "price",
            "school",
            "people",
            "river",
            "market",
            "engine",
        ),
        *(
            "bridge",
            "letter",
            "garden",
            "summer",
            "winter",
            "village",
            "teacher",
            "money",
            "train",
            "question",
            "paper",
        ),
    )
)
SENTENCE = st.lists(WORDS, min_size=18, max_size=40).map(lambda words: " ".join(words).capitalize() + ".")


@settings(max_examples=40, deadline=None)
@given(st.lists(SENTENCE, min_size=3, max_size=8, unique=True))
def test_each_paragraph_once_and_in_order(paragraphs):
    """The body of a page made from known paragraphs holds each of them once, and nothing else."""
    markup = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><body><nav><a href=/>Home</a></nav><article><h1>A headline</h1>{markup}</article></body></html>"

    read = extract(page.encode(), URL)

    assert read.article_body == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "hostile",
    [
        b"<div>" * 5_000 + b"deep" + b"</div>" * 5_000,
        b"<b>" * 3_000 + b"<p>deep" * 300,
        b'<script type="application/ld+json">' + b'{"@graph":[' * 3_000 + b"</script>",
        b'<script type="application/ld+json">' + b"[" * 3_000 + b"]" * 3_000 + b"</script>",
        b'<script type="application/ld+json">{"@type":"NewsArticle","author":'
        + b"[" * 900
        + b"]" * 900
        + b"}</script>",
        b"<h1>" + b"<span>x" * 3_000,
        b"<p>" + b"&#x41;" * 20_000,
        b'<meta property="og:title" content="' + b"- | " * 3_000 + b'">',
    ],
    ids=["divs", "bold", "graph", "open-lists", "authors", "spans", "references", "title"],
)
def test_deep_pages(hostile):
    """Nesting and repetition without end neither raise nor recurse."""
    read = extract(b"<html><head></head><body><p>Words.</p>" + hostile + b"</body></html>", URL)

    assert_valid_unicode(read)


def test_tables_and_line_breaks():
    """Cells of a row are divided by a tab, a line break stays a single one."""
    filler = "<p>" + "Enough words to make an article of this page, said the editor of the paper. " * 4 + "</p>"
    table = "<table><tr><th>Town</th><th>Votes</th></tr><tr><td>Ellery</td><td>1,204</td></tr></table>"
    story = f"{filler}{table}<p>First line<br>second line</p>{filler}"
    page = f"<html><body><article><h1>Result</h1>{story}</article></body></html>"

    body = extract(page.encode(), URL).article_body

    assert "\n\nTown\tVotes\n\nEllery\t1,204\n\n" in body
    assert "\n\nFirst line\nsecond line\n\n" in body


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("\ufeffHäfen".encode(), "latin1", "Häfen"),
        ("Häfen".encode("utf-16"), None, "Häfen"),
        ("<p>Hafen</p>".encode("utf-16-le"), None, "<p>Hafen</p>"),
        ("<p>Hafen</p>".encode("utf-16-be"), None, "<p>Hafen</p>"),
        ("Häfen".encode("cp1252"), "utf-8", "Häfen"),
        ("“Häfen”".encode("cp1252"), "iso-8859-1", "“Häfen”"),
        ("東京の港".encode("shift_jis"), "Shift_JIS", "東京の港"),
        ("北京的港口".encode("gb18030"), "gb2312", "北京的港口"),
        ("東京".encode("iso2022_jp"), "iso-2022-jp", "東京"),
        ("ทะเล".encode("tis_620"), "tis-620", "ทะเล"),
        (b'<meta charset="windows-1253">' + "Λιμάνι".encode("cp1253"), None, '<meta charset="windows-1253">Λιμάνι'),
        (b"a\x00b\x07c\x1b", None, "abc"),
        (b"", None, ""),
    ],
)
def test_decoding(data, charset, text):
    """Byte order mark, UTF-8, HTTP, meta: the first that fits."""
    assert decode(data, charset) == text


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from((None, "utf-8", "latin-1", "utf-16", "hz")))
def test_pages_in_utf8(data, charset):
    """What the parser gets is the text of the page, controls apart, and never a NUL."""
    page = to_utf8(data, charset)

    assert without_controls(page.decode()) == without_controls(decode(data, charset))
    assert b"\0" not in page


@pytest.mark.parametrize(
    ("markup", "mended"),
    [
        (b"it&#146;s &#0;a &#xD800;storm &#8217; &#x1F4A8; &amp;", "it’s a storm &#8217; &#x1F4A8; &amp;".encode()),
        (b"&#; &#x; &#99999999999 &# plain", b"&#; &#x; 99 &# plain"),
        (b"nothing to mend &#38; &#169;", b"nothing to mend &#38; &#169;"),
    ],
)
def test_references(markup, mended):
    """References that are no characters go or become what Windows meant; all others stay as they are."""
    assert mend_references(markup) == mended


def test_tags_with_attributes_without_end():
    """Such a tag loses them, wherever it stands; a long script or text between two tags stays."""
    long = b'"a,b" ' * LONG_TAG
    markup = (
        b"<script>" + long + b"</script><p " + b"a " * LONG_TAG + b">Text</p><i>" + long + b"</i><b " + b"x " * LONG_TAG
    )

    assert tamed(markup) == b"<script>" + long + b"</script><p>Text</p><i>" + long + b"</i><b"
    assert tamed(b"<p " + b"a " * (MAX_ATTRIBUTES // 2) + b">") == b"<p " + b"a " * (MAX_ATTRIBUTES // 2) + b">"


def test_detector_is_the_last_resort():
    """A legacy page that declares nothing is read all the same."""
    text = "Порт закрыт во вторник после шторма, сообщила утром администрация порта. " * 5

    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize("label", ["utf-7", "base64", "rot13", "idna", "", None, "no such", "punycode", "\x00", "hex"])
def test_labels_that_are_no_charset(label):
    """Python knows codecs that no page is written in."""
    assert codec_of(label) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2025/07/10/story", "2025-07-10"),
        ("https://x.example/news/2025-07-10/story", "2025-07-10"),
        ("https://x.example/a/story-20250710.html", "2025-07-10"),
        ("https://x.example/story/3000000218734/x", None),
        ("https://x.example/2025/13/10/story", None),
        ("https://x.example/?d=2025/07/10", None),
        ("http://[", None),
    ],
)
def test_day_in_an_address(url, day):
    """/2025/07/10/ and 20250710 are days, longer numbers and parameters are not."""
    assert url_day(url) == day


@pytest.mark.parametrize(
    ("header", "dates", "authors"),
    [
        (
            "<p>By Ann Lee and Bo Chen, March 2, 2026</p>",
            ["By Ann Lee and Bo Chen, March 2, 2026"],
            ["Ann Lee", "Bo Chen"],
        ),
        ("<p>Publié le 2 mars 2026 par Anne Lis</p>", ["Publié le 2 mars 2026 par Anne Lis"], ["Anne Lis"]),
        ("<div>Geschrieben von: Anna · 2. März 2026 · 7 Minuten</div>", ["2. März 2026", "7 Minuten"], ["Anna"]),
        ("<div>Last updated</div><div>2 March 2026</div>", ["2 March 2026"], []),
        ("<p>By the sea, where the cranes fell in 2026, nobody was hurt.</p>", [], []),
        ("<p><a href=/older>« The storm of 2 March 1962</a></p>", [], []),
        (
            "<span class='vcard'><span class='fn'>Ann Lee</span></span> 2 March 2026",
            ["Ann Lee 2 March 2026"],
            ["Ann Lee"],
        ),
    ],
)
def test_lines_beside_the_headline(header, dates, authors):
    """Where no machine is told them, date and names are in the short lines beside the headline; not in sentences."""
    text = "<p>The harbour of Port Ellery was closed after the storm tore two cranes from their rails.</p>" * 4
    teaser = "<div class=teaser><h3><a href=/x>Another story</a></h3><span class=date>1 January 2020</span></div>"
    page = f"<body><div><h1>The storm</h1>{header}</div><div>{text}</div>{teaser}"

    read = extract(page.encode(), URL)

    assert [date.raw for date in read.dates] == (dates or ["1 January 2020"])
    assert [author.name for author in read.authors] == authors


def test_a_date_beside_the_headline_is_read_line_by_line():
    """Where nothing names the date, short lines round the headline are heard, an update told from a publication."""
    page = """<html lang="de"><body><table><tr><td>
    <font size="2">Verkehr - 2. März 2026<br>Aktualisiert: 3. März 2026</font>
    <h1>Das Nachtbusnetz liegt auf Eis</h1>
    <p>Rund 14.500 Fahrgäste müssen sich einen anderen Weg suchen.</p></td></tr></table></body></html>"""

    dates = extract(page.encode(), "http://127.0.1.5/artikel.php?id=1").dates

    assert [(date.basis, date.role, date.raw) for date in dates] == [
        ("visible", "published", "2. März 2026"),
        ("visible", "modified", "Aktualisiert: 3. März 2026"),
    ]


@pytest.mark.parametrize("html", [b"<body></body>", b"<body><!-- --></body>", b"<p></p>", b"<frameset></frameset>"])
def test_pages_without_anything(html, caplog):
    """There is no text, and no reader that fails over it."""
    assert extract(html, URL).article_body is None
    assert "trafilatura failed" not in caplog.text


def printed(markup: bytes) -> list[str]:
    """The blocks of a page."""
    tree = parse_html(markup)
    assert tree is not None
    drop_wordless(tree)
    drop_unread(tree)
    return [block.text for block in read_printed(serialised(tree)).blocks]


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        (b'<p class="a"" id=b>One</p><p title="a > b" =x>Two</p>', ["One", "Two"]),
        (b"<p a<b=1>One &lt;p&gt; &amp;amp;</p><x<y>Two</x<y>", ["One <p> &amp;", "Two"]),
        (b"<p>One<!-- > <p>no</p> --> more</p><!----><p>Two</p>", ["One more", "Two"]),
        (
            b"<!--[if IE]><body><p>no<![endif]--><html <!--<![endif]--><body>One<p <!--x>Two</p><!-- -- > -->",
            ["One", "Two"],
        ),
        (b"<div>One<xmp><b>no</xmp><noembed></div>no</noembed>Two</div><p>Three", ["OneTwo", "Three"]),
        (b"<p>One<img alt=no><br>more<br><br>Two<hr>Three<wbr>3", ["One\nmore", "Two", "Three3"]),
        (b"<figure><figure>no</figure>no</figure><p hidden>no</p><p style='display:none'>no<p>One", ["One"]),
        (b"<table><tr><td>a<td>b<tr><td><p>One<td class=x>Two", ["a\tb", "One", "Two"]),
        (b"<p>One<span class='tag sr-only'>no <b>no</b></span> more</p>", ["One more"]),
        (b"<frameset><frame src=x></frameset>", []),
    ],
)
def test_blocks_of_odd_markup(markup, blocks):
    """Quotes in names of attributes, angle brackets in tags, comments and raw text neither end nor begin anything."""
    assert printed(markup) == blocks


def test_tags_without_end():
    """The walk ends after so many tags, and nothing of what follows is printed."""
    walked = read_printed("<p>One</p>" + "<b></b>" * MAX_TAGS + "<p>Two</p>")

    assert walked.truncated
    assert [block.text for block in walked.blocks] == ["One"]


def test_the_prose_of_a_page_needs_no_other_reading():
    """A page whose prose is the story alone is believed; with as much prose beside it another reading is asked."""
    story = [
        f"Paragraph {number} of the story tells what the council said of the harbour on day {number}."
        for number in range(9)
    ]
    other = [
        f"Reader {number} writes at length what he thinks of it, and of all the other readers." for number in range(9)
    ]
    page = "<h1>Harbour plan</h1><article>{}</article><div class=related>{}</div>"

    def read(comments: list[str]) -> Extract:
        html = page.format(*("".join(f"<p>{text}</p>" for text in texts) for texts in (story, comments)))
        return extract(html.encode(), URL)

    assert read([]).extractor == "newslake 2: nearly all prose of the page"
    assert read([]).extraction_confidence == 1.0
    assert "agreed" in read(other).extractor
    assert read([]).article_body == read(other).article_body == "\n\n".join(story)


def test_comments_within_comments_are_taken_out_once():
    """What a theme names twice, in each other, goes with the outer element; what follows is read."""
    story = "<p>The harbour of Port Ellery was closed after the storm tore two cranes from their rails.</p>" * 4
    nested = "<div id=comments><ol class=comment-list>" * 30 + "<li>A reader's word</li>" + "</ol></div>" * 30
    page = f"<body><article><h1>The storm</h1>{story}</article>{nested * 20}<p>{'The end of it. ' * 5}</p>"

    read = extract(page.encode(), URL)

    assert read.article_body.count("Port Ellery") == 4
    assert "reader" not in read.article_body


def test_the_arbiter_decides_where_two_readings_differ():
    """A story in a box that is named for furniture is not in our reading; the two others agree that it is one."""
    said = "Paragraph {} tells at length what the council said of the harbour on that day."
    story = "".join(f"<p>{said.format(number)}</p>" for number in range(9))
    terms = "".join(
        f"<p>Term {number} of this page is printed below it, and nobody reads it.</p>" for number in range(2)
    )

    read = extract(f"<body><h1>Plan</h1><div class=recirc>{story}</div><div>{terms}</div>".encode(), URL)

    assert read.extractor.startswith("newslake 2: trafilatura")
    assert read.article_body.startswith(said.format(0))


def test_selectors_that_find_nothing():
    """The page is read as it would be without them, and the witnesses name those that found nothing."""
    html = (PAGES / "body-standfirst-kept.html").read_bytes()
    asked = Selectors(body=".gone", headline="h1", authors=".gone", published="p[", remove=(".gone",))

    plain, read = extract(html, URL), extract(html, URL, selectors=asked)

    assert read.article_body == plain.article_body
    assert (read.extractor, read.authors, read.dates) == (plain.extractor, plain.authors, plain.dates)
    assert dict(read.witnesses)["selectors"] == "no match: body+authors+published"
    assert dict(read.witnesses)["headline"] == "selector"


@given(
    st.lists(st.sampled_from(("*", "p", "div, p", "body", "html", "p, p", "div div", ":not(a)", "[", "")), max_size=4)
)
@settings(deadline=None)
def test_any_selectors_will_do(selectors):
    """Whatever is removed, and in each other: reading never raises."""
    body = next(iter(selectors), None)
    html = b"<body><div><div><p>One<p>Two</div></div><div><p>Three"

    assert_valid_unicode(extract(html, URL, selectors=Selectors(body=body, headline=body, remove=tuple(selectors))))
