"""News, institutions and shops: explainers, advice, guidance, recipes, stories of a museum."""

import random
import re
from html import escape

from .kit import Kit, bio, layout
from .marks import no, yes
from .parts import blocks_of, joined, sections, sentences, strew
from .posts import Post, text_of

FOODS = [
    "plain flour",
    "caster sugar",
    "unsalted butter",
    "red onions",
    "chopped tomatoes",
    "olive oil",
    "fresh parsley",
    "vegetable stock",
    "ground cumin",
    "chickpeas",
    "smoked paprika",
    "lemon juice",
    "crème fraîche",
    "basmati rice",
]


@layout
def news_explainer(post: Post, k: Kit, rng: random.Random) -> str:
    """A news site's guide section: breaking bar, ticker, live widget, most read, partner content."""
    lead, parts = sections(post, rng)
    live = (
        f'<div class="live-widget" data-live="1"><span class="live-dot">LIVE</span><h3>{k.title()}</h3>'
        "<ul>"
        f"{''.join(f'<li><time>{rng.randint(7, 22)}:{rng.randint(10, 59)}</time> {k.para(16)}</li>' for _ in range(4))}"
        "</ul><a>Follow every update</a></div>"
    )
    inline = f'<aside class="in-article-promo"><span>More on this story</span>{k.link()}</aside>'
    pieces = [
        f'<p class="standfirst">{text_of(lead).replace(chr(10), " ")}</p>'
        if not lead.count("<p") > 1 and not re.search("[&<]", text_of(lead))
        else lead
    ]
    for head, blocks in parts:
        pieces += [
            f'<h2 class="crosshead">{escape(head)}</h2>',
            *[f'<div class="article-body-text">{b.html}</div>' for b in blocks],
        ]
    body = "\n".join(strew(pieces, [inline, live] if rng.random() < 0.6 else [inline], rng))
    most = f'<section class="most-read"><h2>Most read right now</h2><ol>{k.links(8)}</ol></section>'
    top = k.head(
        "/explainers/{slug}-" + str(rng.randrange(10**7)),
        "The Harbour Courier",
        "en",
        rng.choice(("NewsArticle,BreadcrumbList", "NewsArticle", "WebPage")),
    )
    pc_card = '<div class="pc-card">{img}<h3>{link}</h3><p>{text}</p><span>Paid for by Lumo</span></div>'
    card = '<article class="card"><h3>{link}</h3><p>{text}</p><time>{date}</time></article>'
    return f"""{top}
<body class="template-explainer has-live with-rail"><div class="breaking-bar" role="alert">\
<strong>Breaking</strong> {k.link()}</div>
<div class="ticker"><span>Latest</span><ul>{k.links(6)}</ul></div>
<header class="masthead"><a href="/">The Harbour Courier</a><nav><a>City</a><a>Country</a><a>World</a><a>Money</a>\
<a>Sport</a><a>Guides</a><a>Puzzles</a></nav><a class="subscribe">Subscribe from 1 a week</a></header>
<main class="page"><div class="rail rail--left">{most if rng.random() < 0.5 else ""}</div>
<article class="explainer"><header><span class="label">Explainer</span><h1>{escape(post.title)}</h1>\
<p class="byline">By <a>{escape(post.author)}</a>, Guides desk</p>\
<p class="stamp">Updated {k.date("en")}, 07:1{rng.randint(0, 9)}</p><div class="tools"><button>Save</button>\
<button>Gift this article</button><button>Listen ({rng.randint(2, 9)} min)</button></div></header>
<figure>{k.img(1200)}<figcaption>{k.para(14)} Picture: {k.name()}</figcaption></figure>
<div class="explainer__content">{yes(body)}<p class="corrections">Spotted something wrong? Tell the readers' desk.</p>\
<div class="topics"><span>Topics</span><a>Guides</a><a>Consumer</a></div></div></article>
<section class="partner-content"><h2>From our partners</h2>{k.teasers(4, pc_card)}</section>
<aside class="rail rail--right">{most}<div class="newsletter-signup"><h3>The Morning Tide</h3><p>{k.para(22)}</p>\
<button>Send it to me</button></div></aside>
<section class="more-from"><h2>More from Guides</h2>{k.teasers(6, card)}</section></main>
<footer><p>The Harbour Courier keeps to its editors' code. Complaints are answered within a week.</p><ul><li>Terms</li>\
<li>Privacy choices</li><li>Jobs</li></ul></footer></body></html>"""


@layout
def bank_advice(post: Post, k: Kit, rng: random.Random) -> str:
    """An insurer's advice page: hero, text in teaser-like panels, product cards and a calculator between."""
    lead, parts = sections(post, rng)
    product = (
        '<div class="product-card"><h3>HomeGuard Plus</h3><ul><li>Cover from 4.90 a month</li>'
        '<li>Cancel any day</li></ul><a class="btn btn-primary">Get a quote</a></div>'
    )
    call = (
        '<div class="cta-band"><p>Would you rather talk to somebody? We are on the line from 8 to 20.</p>'
        '<a class="btn">Request a call back</a></div>'
    )
    pieces = [
        (
            f'<section class="content-panel content-panel--{rng.choice(("white", "grey"))}"><div class="container">'
            f'<div class="row"><div class="col-md-8"><h2 class="headline headline--m">{escape(h)}</h2>'
            f'<div class="copy">{joined(bs)}</div></div></div></div></section>'
        )
        for h, bs in parts
    ]
    body = (
        '<section class="content-panel intro"><div class="container"><div class="copy copy--lead">'
        f"{lead}</div></div></section>"
    ) + "\n".join(strew(pieces, [product, call], rng))
    title_in = rng.random() < 0.5
    hero = (
        f'<div class="hero-stage">{k.img(1600)}<div class="stage-text"><span>Guide</span>'
        f"{'<h1>' + escape(post.title) + '</h1>' if not title_in else '<p>Good to know</p>'}</div></div>"
    )
    top = k.head(
        "/private/advice/{slug}",
        "Norda Insurance",
        "en",
        rng.choice(("WebPage", "FAQPage", "Organization", "")),
        rng.random() < 0.5,
    )
    asked = "".join(
        (
            f"<div class=accordion-item><button>{k.title()}</button><div class=accordion-panel hidden>"
            f"<p>{k.para(35)}</p></div></div>"
        )
        for _ in range(3)
    )
    teaser = '<div class="teaser">{img}<h3>{title}</h3><p>{text}</p><a>Read on</a></div>'
    return f"""{top}
<body class="page advicepage promo-template"><div class="meta-nav"><a>Private</a><a>Business</a><a>Career</a>\
<a>Report a claim</a><a>Log in</a></div>
<div class="main-nav"><ul><li>Products<ul><li>Car</li><li>Home</li><li>Travel</li><li>Life</li></ul></li>\
<li>Service</li><li>Advice</li></ul></div>
<div id="main-content" class="parsys">\
{hero}{f'<div class="container"><h1>{escape(post.title)}</h1></div>' if title_in else ""}
{yes(body)}
<section class="accordion-section"><h2>Other customers also asked</h2>{asked}</section>
<section class="teaser-row"><h2>More advice</h2>{k.teasers(3, teaser)}</section>
<div class="contact-module"><h3>Your adviser nearby</h3><input placeholder="Postcode"><button>Find</button></div></div>
<div class="footer"><p class="legal">Norda Insurance is a mutual supervised by the financial authority. Past surpluses \
are no promise of future ones.</p><a>Imprint</a><a>Cookies</a><a>Accessibility</a></div>
<div class="consent-layer" role="dialog"><h2>Your privacy</h2><p>We would like to use cookies for statistics and for \
showing offers that suit you. You can change your mind at any time.</p><button>Accept all</button>\
<button>Settings</button></div></body></html>"""


@layout
def gov_info(post: Post, k: Kit, rng: random.Random) -> str:
    """A government's information page: contents list, step navigation at the side, page feedback."""
    lead, parts = sections(post, rng)
    lead_html = f'<div class="lead-paragraph">{lead}</div>'
    body = (
        '<div class="ds-richtext">'
        f"{''.join(f'<h2 id=p{n}>{escape(h)}</h2>{joined(bs)}' for n, (h, bs) in enumerate(parts))}</div>"
    )
    if rng.random() < 0.5:
        body += (
            '<div class="ds-inset" role="note">If your circumstances change you must tell the office within 28 days.'
            "</div>\n"
        )
    contents = (
        '<nav class="ds-contents" aria-label="Contents"><h2>Contents</h2><ol>'
        + "".join(f'<li><a href="#p{n}">{escape(h)}</a></li>' for n, (h, _) in enumerate(parts))
        + "</ol></nav>"
    )
    steps = f'<div class="ds-step-nav"><h2>Step by step</h2><ol>{k.links(5, "<li><h3>Step</h3>{}</li>")}</ol></div>'
    top = k.head(
        "/guidance/{slug}",
        "Public Services Portal",
        "en",
        rng.choice(("", "Article", "GovernmentService")),
        rng.random() < 0.4,
        more='<meta name="dcterms.language" content="en">',
    )
    return f"""{top}
<body class="ds-template"><a class="skip" href="#content">Skip to main content</a><div class="ds-cookie-banner">\
<h2>Cookies on this portal</h2><p>Some cookies are needed. With your leave we set others to learn how the portal is \
used.</p><button>Accept</button><button>Reject</button></div>
<header role="banner"><a href="/">Public Services Portal</a><form role="search"><input name="q"></form></header>
<div class="ds-phase"><strong>BETA</strong> This is a new service. Your <a>feedback</a> helps to better it.</div>
<div class="ds-breadcrumbs"><ol><li>Home</li><li>Work and living</li><li>Guidance</li></ol></div>
<main id="content" role="main"><div class="grid-row"><div class="two-thirds"><span class="caption-xl">Guidance</span>\
<h1>{escape(post.title)}</h1>
<dl class="ds-metadata"><dt>From:</dt><dd>Office for Everyday Matters</dd><dt>Published</dt><dd>{k.date("en")}</dd>\
<dt>Last updated</dt><dd>{k.day("en")} — <a>See all updates</a></dd></dl>
{yes(lead_html)}{contents}{yes(body)}
<div class="ds-related"><h2>Related content</h2><ul>{k.links(4)}</ul></div></div>
<div class="one-third">{steps}<div class="ds-download"><h2>Documents</h2><p><a>Form PS-{rng.randint(10, 99)}\
</a> PDF, {rng.randint(80, 900)} KB, 4 pages</p></div></div></div></main>
<div class="ds-feedback"><h2>Is this page useful?</h2><button>Yes</button><button>No</button>\
<button>Report a problem with this page</button></div>
<footer role="contentinfo"><ul><li>Help</li><li>Accessibility statement</li><li>Sign language</li>\
<li>Easy read</li></ul><p>All content is free to reuse under the public licence, except where stated.</p></footer>\
</body></html>"""


@layout
def recipe_market(post: Post, k: Kit, rng: random.Random) -> str:
    """A supermarket's recipe: ingredients with basket buttons, method steps, tips, offers."""
    lead, parts = sections(post, rng, 9)
    rows = [
        (
            '<li class="ingredient" itemprop="recipeIngredient">'
            f"{rng.choice((1, 2, 50, 75, 200, 400))}{rng.choice((' tbsp', ' g', ' ml', ' tsp'))} {food}"
            f"{no(' <button>Add to basket</button>') if rng.random() < 0.5 else ''}</li>"
        )
        for food in rng.sample(FOODS, rng.randint(5, 10))
    ]
    steps = "".join(
        f'<li class="step">{no(f"<span class=step-no>Step {n}</span>") if len(parts) > 3 else ""}{joined(bs)}</li>'
        for n, (_, bs) in enumerate(parts[:-1] or parts, 1)
    )
    ingredients = f"<h2>Ingredients</h2><ul class='ingredients-list'>{''.join(rows)}</ul>"
    method = f"<h2>Method</h2><ol class='method-steps'>{steps}</ol>"
    tips = f"<div class='recipe-tip'><h3>Cook's tip</h3>{joined(parts[-1][1])}</div>" if len(parts) > 1 else ""
    buy = (
        f'<div class="shop-this"><strong>Shop this recipe</strong> {k.rng.randint(4, 12)} items, '
        f"about {rng.randint(5, 19)}.40 <button>Add all to trolley</button></div>"
    )
    facts = (
        f'<ul class="recipe-facts"><li>Prep {rng.randint(5, 40)} mins</li><li>Cook {rng.randint(5, 90)} mins</li>'
        f"<li>Serves {rng.randint(2, 8)}</li><li>{rng.randint(200, 900)} kcal</li></ul>"
    )
    top = k.head("/recipes/{slug}", "Greenbasket", "en", rng.choice(("Recipe", "Recipe,BreadcrumbList", "")))
    tile = '<div class="tile">{img}<a>{title}</a><span>Ready in 30 mins</span></div>'
    comment = '<div class="review"><span>★★★★★</span> <b>{name}</b> <i>{date}</i><p>{text}</p></div>'
    return f"""{top}
<body class="recipe-page"><header class="shop-header"><a href="/">Greenbasket</a>\
<input placeholder="Search for groceries"><a>Book a slot</a><a>Trolley (0)</a></header><nav class="aisles">\
<a>Fruit &amp; veg</a><a>Bakery</a><a>Frozen</a><a>Offers</a><a>Recipes</a></nav>
<div class="recipe" itemscope itemtype="https://schema.org/Recipe"><div class="recipe-top">{k.img(900)}<div>\
<h1 itemprop="name">{escape(post.title)}</h1><div class="rating">★★★★☆ <a>{rng.randint(3, 400)} ratings</a></div>\
{facts}<a>Print</a> <a>Save to cookbook</a></div></div>
<div class="recipe-description" itemprop="description">{yes(lead)}</div>
<div class="recipe-columns"><div class="col-ing">{yes(ingredients)}<div class="servings"><button>−</button> 4 servings \
<button>+</button></div>{buy}</div>
<div class="col-method">{yes(method + tips)}<table class="nutrition"><caption>Per serving</caption><tr><td>Fat</td>\
<td>{rng.randint(2, 40)}g</td></tr><tr><td>Salt</td><td>0.{rng.randint(1, 9)}g</td></tr></table></div></div></div>
<section class="carousel"><h2>You might also fancy</h2>{k.teasers(4, tile)}</section>
<section class="reviews"><h2>What cooks said</h2>{k.comments(0, 5, comment)}</section>
<footer><p>Prices and offers may differ in our corner shops. Drink with care.</p></footer></body></html>"""


@layout
def museum_blog(post: Post, k: Kit, rng: random.Random) -> str:
    """A museum's stories page: full-bleed figures, pull quotes that repeat the text, opening hours first."""
    blocks = blocks_of(post)
    pieces = [f'<div class="story-block story-block--text"><div class="measure">{b.html}</div></div>' for b in blocks]
    plain = sentences([post])
    bits = [
        (
            f'<div class="story-block story-block--object"><figure>{k.img(1400)}'
            f"<figcaption>Accession no. 19{rng.randint(10, 99)}.{rng.randint(1, 400)}. {k.para(12)}</figcaption>"
            "</figure></div>"
        )
        for _ in range(rng.randint(1, 3))
    ]
    if plain and rng.random() < 0.6:
        bits.append(f'<aside class="pullquote" aria-hidden="true"><p>{escape(rng.choice(plain))}</p></aside>')
    body = "".join(strew(pieces, bits, rng))
    top = k.head(
        "/stories/{slug}",
        "Tidewater Museum",
        "en",
        rng.choice(("Article,Organization", "BlogPosting", "")),
        more='<meta name="twitter:card" content="summary_large_image">',
    )
    shown = "<li>{img}<a>{title}</a><span>Gallery 12</span></li>"
    event = '<div class="event"><h3>{link}</h3><p>{text}</p><p>Until {date}</p></div>'
    return f"""{top}
<body class="stories-single theme-ink"><div class="visit-bar">Open today 10–17 · <a>Free entry, book ahead</a> · \
<a>Plan your visit</a></div>
<header class="global"><a class="logo" href="/">Tidewater Museum</a><nav><a>Visit</a><a>Exhibitions</a>\
<a>Collection</a><a>Learn</a><a>Shop</a><a>Join</a></nav></header>
<main><div class="story-hero">{k.img(1800)}<div class="story-hero__text"><p class="kicker">Behind the scenes</p>\
<h1>{escape(post.title)}</h1><p class="by">{escape(post.author)}, Curator · {k.date("en")}</p></div></div>
<div class="story {rng.choice(("story--no-related", "story--wide", ""))}">{yes(body)}
<div class="story-block story-block--contributor"><h2>About the author</h2><p>{bio(k)}</p></div></div>
<section class="objects"><h2>Objects in this story</h2><ul>{k.teasers(4, shown)}</ul></section>
<section class="whats-on"><h2>What's on</h2>{k.teasers(3, event)}</section>
<section class="shop-promo"><h2>From the shop</h2><div class="product">{k.img(300)}<p>Harbour map tea towel</p>\
<p>12.00</p><a>Buy</a></div></section></main>
<footer><div class="donate"><h2>Keep the lamps lit</h2><p>We are a charity. Every gift pays for the care of the boats.\
</p><a>Donate</a></div><p>Registered charity 30{rng.randrange(9999)}. Quayside, Tidewater.</p></footer></body></html>"""
