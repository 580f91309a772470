"""Pages of odd builds: AMP, web components, hashed classes, a module for every paragraph."""

import json
import random
import re
from html import escape

from .kit import Kit, layout
from .marks import no, yes
from .parts import HEADS, blocks_of, inner, simple, strew
from .posts import Block, Post


@layout
def amp_page(post: Post, k: Kit, rng: random.Random) -> str:
    """An AMP page: amp-img, sidebar, adverts, consent."""

    def amped(markup: str) -> str:
        markup = re.sub(
            r"<img\b([^>]*?)/?>", r'<amp-img layout="responsive" width="600" height="400"\1></amp-img>', markup
        )
        return re.sub(r'\sstyle="[^"]*"', "", markup)

    ad = (
        '<amp-ad width="300" height="250" type="doubleclick" data-slot="/1/x"><div placeholder></div>'
        "<div overflow>Advert</div></amp-ad>"
    )
    embed = (
        f'<amp-list src="/rel.json" class="amp-related"><div class="i-amphtml-fill">{k.links(3, "<div>{}</div>")}</div>'
        "</amp-list>"
    )
    body = "\n".join(strew([amped(b.html) for b in blocks_of(post)], [ad, embed, ad][: rng.randint(1, 3)], rng))
    inside = no(f'<h1 class="amp-wp-title">{escape(post.title)}</h1>')
    top = k.head(
        "/{slug}/",
        "Daily Tinker",
        "en",
        rng.choice(("BlogPosting", "NewsArticle")),
        False,
        (
            '<script async src="https://cdn.ampproject.org/v0.js"></script>'
            "<style amp-boilerplate>body{visibility:visible}</style><style amp-custom>.amp-wp-article{margin:0 auto}"
            "</style>"
        ),
        "amp",
    )
    amp_next_item = '<div class="amp-next-item"><a>{title}</a><p>{text}</p></div>'
    return f"""{top}
<body class="amp-single"><amp-analytics type="gtag"><script type="application/json">{{"vars": {{"id": \
"X-{rng.randrange(999)}"}}}}</script></amp-analytics>
<amp-sidebar id="menu" layout="nodisplay" side="left"><ul><li><a href="/">Front page</a></li><li><a>Gadgets</a></li>\
<li><a>How-to</a></li><li><a>Reviews</a></li></ul></amp-sidebar>
<header class="amp-wp-header"><div><button on="tap:menu.toggle">☰</button><a href="/">Daily Tinker</a></div></header>
<article class="amp-wp-article"><header class="amp-wp-article-header">{inside}<div class="amp-wp-meta amp-wp-byline">\
<amp-img src="/a.png" width="24" height="24" layout="fixed"></amp-img><span class="amp-wp-author">{escape(post.author)}\
</span></div><div class="amp-wp-meta amp-wp-posted-on"><time>{k.date("en")}</time></div></header>
<div class="amp-wp-article-content">{yes(body)}</div>
<footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">Filed under: <a>How-to</a></div>\
<amp-social-share type="twitter"></amp-social-share><div class="amp-wp-comments-link">\
<a>Leave a comment</a></div></footer></article>
<section class="amp-next"><h3>Read next</h3>{k.teasers(4, amp_next_item)}</section>
<amp-consent id="c" layout="nodisplay"><div id="consent-ui"><p>This page stores small files on your phone to count \
visits.</p><button on="tap:c.accept">Fine</button></div></amp-consent>
<footer class="amp-wp-footer"><div><h2>Daily Tinker</h2><a href="#top">Back to top</a>\
<a>View full site</a></div></footer></body></html>"""


@layout
def custom_elements(post: Post, k: Kit, rng: random.Random) -> str:
    """Web components: slots, declarative shadow roots, text in made-up elements."""

    def piece(b: Block) -> str:
        if simple(b):
            return (
                f"<x-paragraph>\n{inner(b)}\n</x-paragraph>"
                if prefix == "x"
                else f"<{prefix}-text><p>{inner(b)}</p></{prefix}-text>"
            )
        return f'<{prefix}-richtext kind="{b.tag}">{b.html}</{prefix}-richtext>'

    prefix = rng.choice(("x", "hub", "ds"))
    bits = [
        (
            f'<{prefix}-teaser href="/x"><span slot="headline">{k.title()}</span><span slot="copy">{k.para(22)}</span>'
            f"</{prefix}-teaser>"
        ),
        f'<{prefix}-signup><h3 slot="title">Stay in the loop</h3><p slot="text">{k.para(18)}</p></{prefix}-signup>',
    ]
    body = "\n".join(strew([piece(b) for b in blocks_of(post)], bits[: rng.randint(0, 2)], rng))
    top = k.head(
        "/journal/{slug}",
        "Loomhouse",
        "en",
        rng.choice(("", "Article", "TechArticle")),
        more='<script type="module" src="/components.js"></script>',
    )
    comment = f'<{prefix}-comment author="{{name}}"><span slot="who">{{name}}</span><p>{{text}}</p></{prefix}-comment>'
    return f"""{top}
<body><{prefix}-app><{prefix}-topbar><template shadowrootmode="open"><style>:host{{display:block}}</style>\
<slot></slot></template><a href="/" slot="logo">Loomhouse</a><{prefix}-menu><a>Studio</a><a>Journal</a>\
<a>Prices</a></{prefix}-menu></{prefix}-topbar>
<{prefix}-layout variant="sidebar"><{prefix}-sidebar slot="aside"><{prefix}-card><h3>Popular in the journal</h3>\
<ul>{k.links(5)}</ul></{prefix}-card><{prefix}-card><p>{k.para(40)}</p></{prefix}-card></{prefix}-sidebar>
<{prefix}-article id="a{rng.randrange(999)}"><template shadowrootmode="open"><header><slot name="title"></slot>\
<slot name="byline"></slot></header><slot></slot></template>
<h1 slot="title">{escape(post.title)}</h1><{prefix}-byline slot="byline"><span>{escape(post.author)}</span> \
<relative-time datetime="{post.published.isoformat()}">{k.date("en")}</relative-time></{prefix}-byline>
{yes(body)}
<{prefix}-share label="Pass it on"></{prefix}-share></{prefix}-article>
<{prefix}-comments count="3">{k.comments(0, 5, comment)}</{prefix}-comments></{prefix}-layout>
<{prefix}-footer><a>Legal</a><a>Contact</a><p>Made by four people and a dog.</p></{prefix}-footer></{prefix}-app>\
</body></html>"""


@layout
def react_divs(post: Post, k: Kit, rng: random.Random) -> str:
    """A React page: divs only, hashed classes, data-testid, state in a script."""

    def css() -> str:
        return f"css-{rng.randrange(16**6):06x}"

    para, head, wrap = css(), css(), css()

    def piece(b: Block) -> str:
        if simple(b):
            return (
                f'<div class="{para}" data-testid="{rng.choice(("paragraph", "paragraph", "text-block"))}">'
                f"{inner(b)}</div>"
            )
        if b.tag in HEADS:
            return f'<div class="{head}" role="heading" aria-level="2">{inner(b)}</div>'
        return f'<div class="{wrap}">{b.html}</div>'

    bits = [
        f'<div class="{css()}" data-testid="inline-recirc"><div>Keep reading</div>{k.links(2, "<div>{}</div>")}</div>',
        f'<div class="{css()}" data-testid="ad-slot"><div>Advertisement</div></div>',
    ]
    body = "".join(strew([piece(b) for b in blocks_of(post)], bits[: rng.randint(0, 2)], rng))
    state = json.dumps(
        {
            "props": {
                "pageProps": {
                    "id": rng.randrange(10**6),
                    "title": post.title,
                    "related": [o.title for o in k.others[:5]],
                }
            }
        },
        ensure_ascii=False,
    ).replace("</", "<\\/")
    deep = rng.randint(1, 4)
    opened = "".join(f'<div class="{css()}">' for _ in range(deep))
    top = k.head("/p/{slug}-" + f"{rng.randrange(16**8):x}", "Margin", "en", rng.choice(("", "Article")))
    comment = '<div data-testid="response"><div>{name}</div><div>{date}</div><div><p>{text}</p></div></div>'
    card = '<div data-testid="card"><div>{link}</div><div>{text}</div><div>{date}</div></div>'
    return f"""{top}
<body><div id="__next"><div class="{css()}"><div class="{css()}" data-testid="nav-bar"><a href="/">\
<div>Margin</div></a><div role="button">Write</div><div role="button">Sign in</div></div>
<div class="{css()}" data-testid="paywall-banner"><div>You have 2 free stories left this month. \
<a>Become a member</a></div></div>
<div class="{css()}"><div class="{css()}"><div data-testid="story-title" class="{css()}" role="heading" aria-level="1">\
{escape(post.title)}</div>
<div class="{css()}" data-testid="author-row"><div>{escape(post.author)}</div><div role="button">Follow</div>\
<div>{rng.randint(2, 20)} min read</div><div>{k.date("en")}</div></div>
<div class="{css()}" data-testid="actions"><div role="button">Clap {rng.randint(1, 900)}</div>\
<div role="button">Respond</div><div role="button">Listen</div></div>
{opened}<div data-testid="story-body">{yes(body)}</div>{"</div>" * deep}
<div class="{css()}" data-testid="tags"><a>Life</a><a>Work</a><a>Making</a></div>
<div class="{css()}" data-testid="author-card"><div>Written by {escape(post.author)}</div>\
<div>{rng.randint(1, 90)}K followers</div><div>{k.para(30)}</div></div>
<div class="{css()}" data-testid="responses"><div>Responses</div>{k.comments(0, 5, comment)}</div></div>
<div class="{css()}" data-testid="recommended"><div>More from Margin</div>{k.teasers(6, card)}</div></div>
<div class="{css()}"><a>Help</a><a>Status</a><a>Terms</a></div></div></div>\
<script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>"""


@layout
def modules_rte(post: Post, k: Kit, rng: random.Random) -> str:
    """A corporate CMS: every paragraph in its own text module, other modules between, no article element."""
    cls = rng.choice(
        (
            "module module--text",
            "c-block c-block--richtext",
            "paragraph paragraph--type--text paragraph--view-mode--default",
            "component text-component",
        )
    )
    rte = rng.choice(("rte", "field field--name-field-text field__item", "richtext", "cmp-text"))
    depth = rng.randint(0, 2)

    def module(markup: str, kind: str = cls) -> str:
        return (
            f'<div class="{kind}" data-module-id="{rng.randrange(10**5)}">'
            + "<div class='inner'>" * depth
            + f'<div class="{rte}">{markup}</div>'
            + "</div>" * depth
            + "</div>"
        )

    bits = [
        f'<div class="module module--image">{k.img()}<div class="module__caption">{k.para(10)}</div></div>',
        (
            f'<div class="module module--teaser"><div class="{rte}"><h3>{k.title()}</h3><p>{k.para(28)}</p>'
            "<a>Find out more</a></div></div>"
        ),
        (
            f'<div class="module module--newsletter"><div class="{rte}"><h3>Our letter, four times a year</h3>'
            f"<p>{k.para(20)}</p></div></div>"
        ),
        (
            f'<div class="module module--contact"><div class="{rte}"><p><b>{k.name()}</b><br>Head of Communications'
            f"<br>+00 555 {rng.randrange(10**4)}</p></div></div>"
        ),
    ]
    body = "\n".join(strew([module(b.html) for b in blocks_of(post)], rng.sample(bits, rng.randint(1, 3)), rng))
    top = k.head(
        "/insights/{slug}", "Kestrel Works", "en", rng.choice(("", "WebPage", "Organization")), rng.random() < 0.6
    )
    card = f'<div class="card"><div class="{rte}"><h3>{{link}}</h3><p>{{text}}</p></div></div>'
    return f"""{top}
<body class="page-insight has-newsletter"><div class="dialog-off-canvas-main-canvas">\
<header class="region region-header"><a href="/">Kestrel Works</a><ul class="menu"><li>Solutions</li>\
<li>Industries</li><li>Insights</li><li>About us</li><li>EN | DE</li></ul></header>
<div class="module module--stage"><div class="{rte}"><p class="overline">Insight</p><h1>{escape(post.title)}</h1>\
<p class="date">{k.date("en")} | {escape(post.author)}</p></div></div>
<div class="region region-content {rng.choice(("with-sidebar", "l-teaser-free", "related-wrapper"))}">{yes(body)}
<div class="module module--downloads"><div class="{rte}"><h3>Downloads</h3><ul><li>Fact sheet (PDF)</li>\
<li>Brochure (PDF)</li></ul></div></div>
<div class="module module--related"><h2>You may find this worth a look</h2>{k.teasers(3, card)}</div></div>
<footer class="region region-footer"><p>{k.para(30)}</p><ul><li>Imprint</li><li>Privacy</li>\
<li>Supplier code</li></ul></footer></div></body></html>"""
