"""A magazine's skeleton: kicker, subtitle, picture with caption and credit, an author box below the text."""

from newsroom.markup import esc, paragraphs_html, script_json
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    labels = view.labels
    node = {"@context": "https://schema.org", **f.json_ld(view)}
    head = f.head(
        view,
        f'<meta property="article:published_time" content="{view.published}">',
        f'<script type="application/ld+json">{script_json(node)}</script>',
    )
    body = paragraphs_html(view.paragraphs)
    box = ""
    if view.authors:
        box = (
            f'<aside class="author-box"><img src="{view.base}/img/author.gif" alt=""><h4>{esc(view.authors[0])}</h4>'
            f"<p>{esc(labels['author_box'].format(view.authors[0]))}</p></aside>"
        )
    updated = (
        f'<span class="updated">{esc(labels["updated"])} {esc(view.modified_text)}</span>' if view.modified_text else ""
    )
    return f"""<!DOCTYPE html>
<html lang="{view.bank.language}" dir="{view.direction}">
{head}
<body class="longread">
<header class="topbar"><a class="brand" href="/">{esc(view.outlet.name)}</a>{f.navigation(view)}</header>
<main class="container">
<article class="article article--standard">
<header class="article__header">
<p class="article__kicker">{esc(view.section)}</p>
<h1 class="article__title">{esc(view.headline)}</h1>
<p class="article__subtitle">{esc(view.subtitle)}</p>
<div class="article__byline">{f.byline_text(view)}
<time datetime="{view.published}">{esc(view.published_text)}</time> {updated}</div>
</header>
{f.figure(view)}
{f.share_bar(view)}
<div class="article__content">
{body}
</div>
{box}
</article>
{f.related(view, tag="section")}
{f.comments(view)}
</main>
{f.newsletter(view)}
{f.footer(view)}
{f.cookie_banner(view)}
</body>
</html>
"""
