"""A blog system grown into a newspaper: JSON-LD with an @graph of page, site, organisation and article."""

from newsroom.markup import esc, paragraphs_html, script_json
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    labels = view.labels
    article = f.json_ld(view) | {"@id": f"{view.url}#article", "isPartOf": {"@id": view.url}}
    if view.authors:
        article["author"] = {"@id": f"{view.base}/#/person/1"}
    graph: list[dict[str, object]] = [
        article,
        {"@type": "WebPage", "@id": view.url, "name": view.title, "datePublished": view.published},
        {"@type": "WebSite", "@id": f"{view.base}/#website", "name": view.outlet.name, "url": view.base + "/"},
    ]
    if view.authors:
        graph.append({"@type": "Person", "@id": f"{view.base}/#/person/1", "name": view.authors[0]})
    graph_json = script_json({"@context": "https://schema.org", "@graph": graph})
    head = f.head(view, f'<script type="application/ld+json" class="seo-graph">{graph_json}</script>')
    half = len(view.paragraphs) // 2
    first, second = paragraphs_html(view.paragraphs[:half]), paragraphs_html(view.paragraphs[half:])
    by = f'<span class="byline"><span class="author vcard">{f.byline_text(view)}</span></span>' if view.byline else ""
    return f"""<!DOCTYPE html>
<html lang="{view.bank.language}" dir="{view.direction}">
{head}
<body class="post-template-default single single-post postid-{view.number}">
<div id="page" class="site">
<header id="masthead" class="site-header"><p class="site-title"><a href="/">{esc(view.outlet.name)}</a></p>
{f.navigation(view)}</header>
<div id="content" class="site-content"><div id="primary" class="content-area">
<article id="post-{view.number}" class="post type-post status-publish format-standard has-post-thumbnail hentry">
<header class="entry-header"><span class="cat-links"><a href="/section/{view.section_id}">{esc(view.section)}</a></span>
<h1 class="entry-title">{esc(view.headline)}</h1>
<div class="entry-meta"><time class="entry-date published" datetime="{view.published}">{esc(view.published_text)}</time>
{by}</div>
</header>
{f.figure(view)}
<div class="entry-content">
{first}
<div class="ad-slot" aria-hidden="true"><small>{esc(labels["advert"])}</small></div>
{second}
</div>
<footer class="entry-footer"><span class="tags-links">{esc(labels["tags"])}:
<a href="/tag/{view.section_id}" rel="tag">{esc(view.section)}</a></span></footer>
</article>
{f.share_bar(view)}
{f.related(view, tag="div")}
{f.comments(view)}
</div>
<div id="secondary" class="widget-area">{f.most_read(view)}
{f.newsletter(view)}</div></div>
{f.footer(view)}
</div>
{f.cookie_banner(view)}
</body>
</html>
"""
