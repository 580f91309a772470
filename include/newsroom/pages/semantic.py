"""A modern house-made system: semantic elements and one JSON-LD NewsArticle."""

from newsroom.markup import esc, paragraphs_html, script_json
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    node = {"@context": "https://schema.org", **f.json_ld(view)}
    head = f.head(view, f'<script type="application/ld+json">{script_json(node)}</script>')
    body = paragraphs_html(view.paragraphs)
    by = f'<span class="byline">{f.byline_text(view)}</span> ' if view.byline else ""
    updated = f" ({esc(view.labels['updated'])} {esc(view.modified_text)})" if view.modified_text else ""
    return f"""<!DOCTYPE html>
<html lang="{view.bank.language}" dir="{view.direction}">
{head}
<body class="single">
<a class="skip-link" href="#main">{esc(view.labels["skip"])}</a>
<header class="site-header"><a class="logo" href="/">{esc(view.outlet.name)}</a>
{f.navigation(view)}</header>
<main id="main">
{f.breadcrumbs(view)}
<article class="story" id="a{view.number}">
<header><h1>{esc(view.headline)}</h1>
<div class="meta">{by}<time datetime="{view.published}">{esc(view.published_text)}</time>{updated}</div></header>
{f.share_bar(view)}
{f.figure(view)}
<div class="article-body">
{body}
</div>
</article>
{f.related(view)}
{f.newsletter(view)}
{f.comments(view)}
</main>
{f.footer(view)}
{f.cookie_banner(view)}
</body>
</html>
"""
