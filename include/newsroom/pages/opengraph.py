"""A commercial system: Open Graph and article:published_time only, "read also" boxes inside the body."""

from newsroom.markup import esc
from newsroom.pages import furniture as f
from newsroom.view import PageView

_BOX_AFTER = (2, 5)
"""Paragraphs after which the system puts a box with a teaser."""


def render(view: PageView) -> str:
    """The page."""
    extra = [f'<meta property="article:published_time" content="{view.published}">']
    if view.modified:
        extra.append(f'<meta property="article:modified_time" content="{view.modified}">')
    extra.append(f'<meta property="article:section" content="{esc(view.section)}">')
    extra += [f'<meta name="author" content="{esc(name)}">' for name in view.authors]
    blocks: list[str] = []
    for index, paragraph in enumerate(view.paragraphs):
        blocks.append(f'<p class="body-text">{esc(paragraph)}</p>')
        if index + 1 in _BOX_AFTER and view.related:
            teaser = view.related[index % len(view.related)]
            blocks.append(
                f'<div class="read-more-box related-inline"><span>{esc(view.labels["read_also"])}</span>'
                f'<a href="{esc(teaser.url)}">{esc(teaser.headline)}</a></div>'
            )
    body = "\n".join(blocks)
    return f"""<!DOCTYPE html>
<html lang="{view.bank.language}" dir="{view.direction}" prefix="og: https://ogp.me/ns#">
{f.head(view, *extra)}
<body>
{f.cookie_banner(view)}
<div class="page-wrap">
<div class="header"><div class="brand"><a href="/">{esc(view.outlet.name)}</a></div>{f.navigation(view)}</div>
<div class="row"><div class="col-main">
{f.breadcrumbs(view)}
<div class="article-header"><h1 class="article-title">{esc(view.headline)}</h1>
<div class="article-info"><span class="author-name">{f.byline_text(view)}</span>
<span class="date">{esc(view.published_text)}</span></div>
</div>
{f.share_bar(view)}
{f.figure(view)}
<div class="article-body" id="article-body">
{body}
</div>
{f.newsletter(view)}
{f.comments(view)}
</div>
<div class="col-side">{f.most_read(view)}{f.related(view, tag="div")}</div></div>
{f.footer(view)}
</div>
</body>
</html>
"""
