"""Questions with answers, interviews, lists, guides in tabs."""

import random
from html import escape

from .kit import Kit, bio, layout
from .marks import no, yes
from .parts import blocks_of, first_words, joined, sections, sentences, strew
from .posts import Block, Post

QUESTIONS = [
    "How did all of this begin?",
    "What did you expect, and what came instead?",
    "Was there a moment when you wanted to stop?",
    "Who helped?",
    "What do people get wrong about it?",
    "And how does it look today?",
    "What would you do differently?",
    "Does it pay?",
    "Why does that matter to you?",
    "Can you give an example?",
    "What do your neighbours say?",
    "Where does the road lead from here?",
    "Is that fair?",
    "What surprised you most?",
    "And then?",
]


@layout
def agony_column(post: Post, k: Kit, rng: random.Random) -> str:
    """A question-and-answer column: the letter in bold or quoted, the answer, then earlier letters."""
    blocks = blocks_of(post)
    letter, answer = blocks[:1], blocks[1:] or blocks
    ask = f'<p class="q"><strong>Q. {escape(" ".join(letter[0].text.split()))}</strong></p>'
    sign = (
        '<p class="q-sign">'
        f"<em>{rng.choice(('Puzzled, by the sea', 'Worn out in the suburbs', 'Name and address supplied'))}</em></p>"
    )
    if rng.random() < 0.5:
        ask = (
            f'<blockquote class="letter"><p>{rng.choice(("Dear Aunt Vera,", "Dear column,"))}</p>'
            f"<p>{escape(' '.join(letter[0].text.split()))}</p></blockquote>"
        )
    pieces = strew(
        [b.html for b in answer],
        [
            (
                '<div class="write-in"><p>Got a riddle of your own? Write to the column at the usual address. Letters '
                "may be cut.</p></div>"
            )
        ],
        rng,
    )
    body = ask + sign + "<p class='a'><b>A.</b></p>" * (rng.random() < 0.3) + "\n".join(pieces)
    top = k.head("/columns/ask/{slug}", "The Weekly Larch", "en", rng.choice(("", "QAPage", "NewsArticle")))
    earlier = '<div class="earlier"><p><strong>{title}</strong></p><p>{text} <a>Read the answer</a></p></div>'
    comment = '<div class="reply"><p><b>{name}</b> {date}</p><p>{text}</p></div>'
    return f"""{top}
<body class="column comments-enabled"><div class="top"><a href="/">The Weekly Larch</a> <span>Columns</span> \
<a>Give the magazine</a></div>
<div class="wrap"><div class="col-main"><div class="columnist">{k.img(120)}<div class="columnist-name">\
{escape(post.author)}</div><div class="columnist-blurb">{k.para(24)}</div></div>
<h1>{escape(post.title)}</h1><div class="date-line">{k.date("en")}</div>
<div class="column-text">{yes(body)}</div><div class="share-line">Share: <a>Post</a> <a>Mail</a> <a>Copy link</a></div>
<h4>Earlier letters</h4>{k.teasers(3, earlier)}
<div id="disqus"><h4>Readers weigh in</h4>{k.comments(1, 8, comment)}</div></div>
<div class="col-side"><div class="w"><h4>Our columnists</h4>\
<ul>{"".join(f"<li>{k.name()}: {k.link()}</li>" for _ in range(4))}</ul></div></div></div>
<div class="bottom">The Weekly Larch · Subscribe · Back issues · Imprint</div></body></html>"""


@layout
def interview(post: Post, k: Kit, rng: random.Random) -> str:
    """An interview: questions as bold lines or as dt/dd pairs, speaker names."""
    blocks = blocks_of(post)
    intro, rest = blocks[:1], blocks[1:] or blocks
    size = rng.choice((1, 2, 2, 3))
    groups = [rest[at : at + size] for at in range(0, len(rest), size)]
    asked = rng.sample(QUESTIONS * (1 + len(groups) // len(QUESTIONS)), len(groups))
    style = rng.choice(("bold", "dl", "names", "qa"))
    house = "Lantern"
    rows = []
    for question, group in zip(asked, groups, strict=True):
        if style == "bold":
            rows.append(f"<p><strong>{question}</strong></p>{joined(group)}")
        elif style == "dl":
            rows.append(f"<dt>{question}</dt><dd>{joined(group)}</dd>")
        elif style == "names":
            rows.append(f'<p class="frage"><b>{house}:</b> {question}</p>{joined(group)}')
        else:
            rows.append(
                f'<div class="qa"><div class="qa__q">{question}</div><div class="qa__a">{joined(group)}</div></div>'
            )
    talk = (
        "<dl class='interview'>" + "\n".join(rows) + "</dl>"
        if style == "dl"
        else "\n".join(strew(rows, [f'<div class="zwischenruf"><a>{k.title()}</a></div>'], rng))
    )
    profile = f'<div class="steckbrief"><h3>The person</h3><p>{k.para(40)}</p></div>'
    body = f"<div class='vorspann'>{joined(intro)}</div>" + no(profile) + talk
    top = k.head("/gespraech/{slug}", "Lantern Magazine", rng.choice(("en", "de")), rng.choice(("Article", "")))
    m_item = '<div class="m"><p class="m-quote">{title}</p><p>{text}</p></div>'
    return f"""{top}
<body class="format-interview"><div id="top"><a href="/">Lantern</a> <a>Issue {rng.randint(2, 80)}</a> \
<a>Buy this issue</a></div>
<section class="opener">{k.img(1500)}<h1>“{escape(post.title)}”</h1>\
<p>Interview: {escape(post.author)} · Photos: {k.name()} · {k.date("en")}</p></section>
<section class="text-columns">{yes(body)}</section>
<section class="abo"><h2>Three issues to try</h2><p>{k.para(20)}</p><a class="btn">Order</a></section>
<section class="more"><h2>Other conversations</h2>{k.teasers(4, m_item)}</section>
<div id="foot"><a>Masthead</a> <a>Data protection</a> <a>Media kit</a></div></body></html>"""


@layout
def fifty_things(post: Post, k: Kit, rng: random.Random) -> str:
    """A long list of tiny items (a title and a sentence or two), as ol, dl, or numbered divs."""
    said = sentences([post, *k.others[:4]])[: rng.randint(30, 80)]
    k.others = k.others[4:] or k.others
    k.spare = [
        t for o in k.others for b in o.blocks if b.tag == "p" and len(t := " ".join(b.text.split())) < 600
    ] or k.spare
    style, at = rng.choice(("ol", "dl", "div", "p")), 0
    items: list[str] = []
    while at < len(said):
        take = rng.choice((1, 1, 2))
        text, n = escape(" ".join(said[at : at + take])), len(items) + 1
        title = escape(first_words(said[at], rng))
        at += take
        items.append(
            {
                "ol": f"<li><b>{title}</b><br>{text}</li>",
                "dl": f"<dt>{title}</dt><dd>{text}</dd>",
                "div": (
                    f'<div class="thing"><div class="thing-no">{n}</div><div class="thing-body"><h3>{title}</h3>'
                    f"<p>{text}</p></div></div>"
                ),
                "p": f"<p><strong>{n}. {title}.</strong> {text}</p>",
            }[style]
        )
    listed = "\n".join(items)
    if style == "ol":
        listed = f'<ol class="things">{listed}</ol>'
    elif style == "dl":
        listed = f"<dl>{listed}</dl>"
    else:
        listed = "\n".join(strew(items, ['<div class="ad-label">Advertisement</div>'] * rng.randint(0, 3), rng))
    lead = (
        blocks_of(post)[0].html
        if rng.random() < 0.5
        else "<p>We asked around, and this is what came back. In no order at all.</p>"
    )
    top = k.head("/lists/{slug}", "Pocketful", "en", rng.choice(("ItemList", "Article", "")))
    endless_card = '<div class="endless-card"><h3>{link}</h3><p>{text}</p></div>'
    return f"""{top}
<body class="listicle"><div class="bar"><a href="/">Pocketful</a><a>Lists</a><a>Quizzes</a><a>Shop</a></div>
<div class="layout"><div class="listicle-main"><h1 class="listicle-title">{escape(post.title)}: {len(items)} things\
</h1><div class="listicle-by"><a>{escape(post.author)}</a> <span>{k.date("en")}</span> \
<span>{rng.randint(2, 60)}K shares</span></div>
{yes(f'<div class="listicle-intro">{lead}</div><div class="listicle-body">{listed}</div>')}
<div class="react-bar"><span>How do you feel about this?</span><button>😂</button><button>😮</button>\
<button>🙄</button></div></div>
<div class="listicle-rail"><h3>Trending lists</h3>{k.teasers(6, '<div class="trend">{img}{link}</div>')}</div></div>
<div class="endless"><h2>Keep scrolling</h2>{k.teasers(4, endless_card)}</div>
<div class="foot">Pocketful · About · Advertise · Do not sell my data</div></body></html>"""


@layout
def article_items(post: Post, k: Kit, rng: random.Random) -> str:
    """A 'best of' list whose every item is an article element with a linked h3, a picture, a price and a button."""
    lead, parts = sections(post, rng, 15)

    def item(n: int, head: str, blocks: list[Block]) -> str:
        link = rng.random() < 0.8
        name = f'<a href="/go/{n}">{escape(head)}</a>' if link else escape(head)
        shop = (
            no(
                f'<div class="buy"><span class="price">{rng.randint(9, 300)}.99</span>'
                '<a class="buy-btn" rel="sponsored">Check price at Bolo</a></div>'
            )
            if rng.random() < 0.7
            else ""
        )
        pic = (
            no(f'<div class="item-pic">{k.img(500)}<span class="credit">Credit: maker</span></div>')
            if rng.random() < 0.8
            else ""
        )
        return (
            f'<article class="list-item" id="item-{n}"><h3 class="list-item__title">{name}</h3>{pic}'
            f'<div class="list-item__text">{joined(blocks)}</div>{shop}</article>'
        )

    glance = (
        "<div class='at-a-glance'><h2>At a glance</h2><ul>"
        + "".join(
            f'<li><a href="#item-{n}">{escape(h)}</a> <a class="buy-btn">See offer</a></li>'
            for n, (h, _) in enumerate(parts)
        )
        + "</ul></div>"
    )
    body = "\n".join(
        strew([item(n, h, bs) for n, (h, bs) in enumerate(parts)], ['<div class="mid-ad">Sponsored</div>'], rng)
    )
    list_item = (
        '<article class="list-item list-item--teaser"><h3 class="list-item__title">{link}</h3><p>{text}</p></article>'
    )
    others = k.teasers(5, list_item)
    top = k.head("/best/{slug}", "Kitbag Reviews", "en", rng.choice(("ItemList,BreadcrumbList", "Article", "")))
    return f"""{top}
<body class="bestof no-sidebar"><header><a href="/">Kitbag Reviews</a><nav><a>Best of</a><a>Reviews</a>\
<a>Deals</a></nav></header>
<p class="disclosure">We test on our own and may earn a share when you buy by a link. <a>How that works</a></p>
<main><h1>{escape(post.title)}</h1><p class="by">Tested by {escape(post.author)}; updated {k.date("en")}</p>
{yes(f'<div class="intro">{lead}</div>')}{glance if rng.random() < 0.6 else ""}<div class="list">{yes(body)}</div>
<div class="author-box"><h4>{escape(post.author)}</h4><p>{bio(k)}</p></div>
<section><h2>More lists</h2>{others}</section></main><footer><p>Kitbag Reviews · Ethics · Contact · Cookie choices</p>\
</footer></body></html>"""


@layout
def tabs_accordion(post: Post, k: Kit, rng: random.Random) -> str:
    """A guide split into tabs, cards or folded panels; half of it hidden until clicked."""
    lead, parts = sections(post, rng)
    kind = rng.choice(("tabs", "details", "bootstrap"))
    if kind == "tabs":
        bar = no(
            '<ul role="tablist" class="tab-bar">'
            + "".join(f'<li role="tab" aria-controls="t{n}">{escape(h)}</li>' for n, (h, _) in enumerate(parts))
            + "</ul>"
        )
        body = (
            f'<div class="tabs">{bar}'
            + "\n".join(
                (
                    f'<div role="tabpanel" id="t{n}" class="tab-panel"{" hidden" if n else ""}><h3>{escape(h)}</h3>'
                    f"{joined(bs)}</div>"
                )
                for n, (h, bs) in enumerate(parts)
            )
            + "</div>"
        )
    elif kind == "details":
        body = "\n".join(
            (
                f'<details{" open" if not n else ""}><summary>\n{escape(h)}\n</summary><div class="fold">'
                f"{joined(bs)}</div></details>\n"
            )
            for n, (h, bs) in enumerate(parts)
        )
    else:
        body = (
            '<div class="accordion" id="acc">'
            + "\n".join(
                (
                    '<div class="card"><div class="card-header"><h2 class="mb-0">'
                    f'<button class="btn btn-link collapsed" type="button" data-toggle="collapse">{escape(h)}</button>'
                    f'</h2></div><div class="collapse{" show" if not n else ""}"><div class="card-body">'
                    f"{joined(bs)}</div></div></div>"
                )
                for n, (h, bs) in enumerate(parts)
            )
            + "</div>"
        )
    top = k.head(
        "/guide/{slug}", "Settle In", "en", rng.choice(("HowTo", "FAQPage", "Article", "")), rng.random() < 0.7
    )
    comment = (
        '<div class="card"><div class="card-header">{name} asked on {date}</div><div class="card-body">'
        "<p>{text}</p></div></div>"
    )
    return f"""{top}
<body class="guide-page"><header class="navbar"><a href="/">Settle In</a><a>Guides</a><a>Checklists</a>\
<a>Tools</a></header>
<div class="jumbotron"><div class="container"><h1 class="display-4">{escape(post.title)}</h1>\
<p class="text-muted">Checked by {escape(post.author)} on {k.date("en")}</p></div></div>
<div class="container"><div class="row"><div class="col-lg-8">{yes(f'<div class="guide-intro">{lead}</div>' + body)}
<div class="card helpful"><div class="card-body"><p>Was this guide any good?</p><button>Yes</button>\
<button>Not really</button></div></div></div>
<div class="col-lg-4"><div class="card"><div class="card-header">Other guides</div><div class="list-group">\
{k.links(7, '<div class="list-group-item">{}</div>')}</div></div><div class="card promo"><div class="card-body">\
<h5>Moving van this weekend?</h5><p>{k.para(18)}</p><a class="btn">Compare prices</a></div></div></div></div>
<div class="row"><h2>Questions from readers</h2>{k.comments(0, 3, comment)}</div></div>
<footer class="footer"><span>Settle In earns a fee from some of the firms it names.</span></footer></body></html>"""
