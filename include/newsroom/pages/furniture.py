"""What surrounds an article on every real page: menus, boxes, banners, comments. None of it is the article."""

from newsroom.markup import esc
from newsroom.view import PageView


def head(view: PageView, *extra: str, og: bool = True) -> str:
    """The <head>: charset where this outlet declares it, title with the site's name, canonical link, feeds."""
    outlet = view.outlet
    lines = [f'<meta charset="{outlet.charset}">'] if outlet.charset_in != "http" else []
    lines += [
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{esc(view.title)}</title>",
        f'<meta name="description" content="{esc(view.description)}">',
        f'<link rel="canonical" href="{esc(view.url)}">',
        f'<link rel="stylesheet" href="{view.base}/assets/site.css">',
    ]
    lines += [
        f'<link rel="alternate" type="{feed_type(feed.kind)}" title="{esc(outlet.name)}" href="{feed.path}">'
        for feed in outlet.feeds
        if feed.kind != "sitemap"
    ]
    if og:
        lines += [
            '<meta property="og:type" content="article">',
            f'<meta property="og:title" content="{esc(view.headline)}">',
            f'<meta property="og:url" content="{esc(view.url)}">',
            f'<meta property="og:site_name" content="{esc(outlet.name)}">',
            f'<meta property="og:image" content="{view.image}">',
        ]
    return "<head>\n" + "\n".join([*lines, *extra]) + "\n</head>"


def feed_type(kind: str) -> str:
    """The media type under which a page announces a feed."""
    if kind == "jsonfeed":
        return "application/feed+json"
    if kind == "rdf":
        return "application/rdf+xml"
    return "application/atom+xml" if kind.startswith("atom") else "application/rss+xml"


def navigation(view: PageView) -> str:
    """The menu with the sections of the site."""
    items = "".join(
        f'<li class="menu-item"><a href="/section/{topic.id}">{esc(topic.section)}</a></li>'
        for topic in view.bank.topics
    )
    labels = view.labels
    return (
        f'<nav class="main-nav" aria-label="{esc(labels["menu"])}"><ul>'
        f'<li class="menu-item"><a href="/">{esc(labels["home"])}</a></li>{items}</ul>'
        f'<a class="btn-subscribe" href="/subscribe">{esc(labels["subscribe"])}</a></nav>'
    )


def breadcrumbs(view: PageView) -> str:
    """Where in the site the reader is."""
    return (
        f'<div class="breadcrumb"><a href="/">{esc(view.labels["home"])}</a> &rsaquo; '
        f'<a href="/section/{view.section_id}">{esc(view.section)}</a></div>'
    )


def share_bar(view: PageView) -> str:
    """Buttons nobody presses."""
    links = "".join(
        f'<a class="share-{name.lower()}" href="#" rel="nofollow">{name}</a>'
        for name in ("Facebook", "WhatsApp", "Telegram", "E-Mail")
    )
    return f'<div class="share-bar social-share"><span>{esc(view.labels["share"])}</span>{links}</div>'


def cookie_banner(view: PageView) -> str:
    """The text that covers every European page."""
    labels = view.labels
    return (
        f'<div id="cookie-consent" class="cookie-banner" role="dialog"><p>{esc(labels["cookie_text"])}</p>'
        f"<button>{esc(labels['cookie_accept'])}</button><button>{esc(labels['cookie_settings'])}</button></div>"
    )


def newsletter(view: PageView) -> str:
    """A box that asks for an address."""
    labels = view.labels
    return (
        f'<aside class="newsletter-signup"><h3>{esc(labels["newsletter_title"])}</h3>'
        f'<p>{esc(labels["newsletter_text"])}</p><form action="/newsletter" method="post">'
        f'<input type="email" name="email"><button type="submit">{esc(labels["newsletter_button"])}</button>'
        "</form></aside>"
    )


def related(view: PageView, *, tag: str = "aside") -> str:
    """Teasers of older articles."""
    items = "".join(f'<li><a href="{esc(t.url)}">{esc(t.headline)}</a></li>' for t in view.related)
    return f'<{tag} class="related-articles teaser-list"><h3>{esc(view.labels["related"])}</h3><ul>{items}</ul></{tag}>'


def most_read(view: PageView) -> str:
    """The sidebar."""
    items = "".join(f'<li><a href="{esc(t.url)}">{esc(t.headline)}</a></li>' for t in view.related[::-1])
    return f'<div class="sidebar widget most-read"><h4>{esc(view.labels["most_read"])}</h4><ol>{items}</ol></div>'


def comments(view: PageView) -> str:
    """What two readers had to say."""
    labels = view.labels
    return (
        f'<section id="comments" class="comments-area"><h3>{esc(labels["comments"])} (2)</h3>'
        f'<div class="comment"><b>reader_4711</b><p>{esc(labels["comment_1"])}</p></div>'
        f'<div class="comment"><b>kanal7</b><p>{esc(labels["comment_2"])}</p></div></section>'
    )


def footer(view: PageView) -> str:
    """Legal links and the copyright line."""
    labels = view.labels
    links = "".join(f'<a href="/{key}">{esc(labels[key])}</a> ' for key in ("about", "contact", "imprint", "privacy"))
    return (
        f'<footer class="site-footer"><div class="footer-links">{links}</div>'
        f"<p>&copy; 2026 {esc(view.outlet.name)}. {esc(labels['rights'])}</p></footer>"
    )


def byline_text(view: PageView) -> str:
    """The byline with its preposition; empty when nobody is named."""
    return esc(view.labels["by"].format(view.byline)) if view.byline else ""


def figure(view: PageView) -> str:
    """The lead picture with its caption and credit."""
    caption = esc(view.labels["caption"])
    credit = f"{esc(view.labels['photo'])}: {esc(view.outlet.name)}"
    return (
        f'<figure class="lead-image"><img src="{view.image}" alt="" width="1200" height="675">'
        f'<figcaption>{caption} <span class="credit">{credit}</span></figcaption></figure>'
    )


def json_ld(view: PageView) -> dict[str, object]:
    """The NewsArticle node that most content systems write."""
    node: dict[str, object] = {
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": view.url},
        "url": view.url,
        "headline": view.headline,
        "description": view.description,
        "inLanguage": view.bank.language,
        "articleSection": view.section,
        "image": [view.image],
        "datePublished": view.published,
        "dateModified": view.modified or view.published,
        "publisher": {"@type": "Organization", "name": view.outlet.name, "url": view.base + "/"},
    }
    if view.authors:
        node["author"] = [{"@type": "Person", "name": name} for name in view.authors]
    elif view.byline:
        node["author"] = {"@type": "Organization", "name": view.byline}
    return node
