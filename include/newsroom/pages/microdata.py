"""A system of ten years ago that was careful about search engines: schema.org as microdata, no JSON-LD."""

from newsroom.markup import esc, paragraphs_html
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    body = paragraphs_html(view.paragraphs)
    kind = "Person" if view.authors else "Organization"
    people = view.authors or ((view.byline,) if view.byline else ())
    by = ", ".join(
        f'<span itemprop="author" itemscope itemtype="https://schema.org/{kind}">'
        f'<span itemprop="name">{esc(name)}</span></span>'
        for name in people
    )
    modified = (
        f'<meta itemprop="dateModified" content="{view.modified}"><span class="upd">{esc(view.labels["updated"])}: '
        f"{esc(view.modified_text)}</span>"
        if view.modified and view.modified_text
        else ""
    )
    return f"""<!DOCTYPE html>
<html lang="{view.bank.language}" dir="{view.direction}">
{f.head(view, og=False)}
<body>
<div id="top">{f.navigation(view)}
<form action="/search"><input name="q" placeholder="{esc(view.labels["search"])}"></form></div>
<div id="wrapper">
<div itemscope itemtype="https://schema.org/NewsArticle" class="article-container">
<link itemprop="mainEntityOfPage" href="{esc(view.url)}">
<meta itemprop="inLanguage" content="{view.bank.language}">
<span itemprop="articleSection" class="rubric"><a href="/section/{view.section_id}">{esc(view.section)}</a></span>
<h1 itemprop="headline">{esc(view.headline)}</h1>
<div class="info">
<time itemprop="datePublished" datetime="{view.published}" content="{view.published}">{esc(view.published_text)}</time>
{modified} {by}</div>
<div itemprop="image" itemscope itemtype="https://schema.org/ImageObject">
<img itemprop="url" src="{view.image}" alt=""></div>
<div itemprop="articleBody" class="text">
{body}
</div>
<span itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
<meta itemprop="name" content="{esc(view.outlet.name)}"></span>
</div>
{f.share_bar(view)}
{f.related(view, tag="div")}
{f.comments(view)}
</div>
{f.newsletter(view)}
{f.footer(view)}
{f.cookie_banner(view)}
</body>
</html>
"""
