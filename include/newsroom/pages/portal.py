"""A portal of nested divs and short class names, with a JSON-LD block at the very end of the body."""

from newsroom.markup import esc, paragraphs_html, script_json
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    labels = view.labels
    node = {"@context": "https://schema.org", **f.json_ld(view)}
    body = paragraphs_html(view.paragraphs)
    hot = "".join(f'<li><a href="{esc(t.url)}" target="_blank">{esc(t.headline)}</a></li>' for t in view.related)
    by = f'<span class="editor">{f.byline_text(view)}</span>' if view.byline else ""
    return f"""<!DOCTYPE html>
<html lang="{view.bank.language}" dir="{view.direction}">
{f.head(view)}
<body>
<div class="topnav"><div class="w1000 clearfix">{f.navigation(view)}</div></div>
<div class="w1000 clearfix path">{f.breadcrumbs(view)}</div>
<div class="w1000 clearfix">
<div class="left-col fl">
<h1 class="main-title">{esc(view.headline)}</h1>
<div class="date-source"><span class="date">{esc(view.published_text)}</span>
<span class="source">{esc(view.outlet.name)}</span> {by}</div>
{f.share_bar(view)}
<div class="article-content" id="article_content">
<div class="img_wrapper"><img src="{view.image}" alt=""><span class="img_descr">{esc(labels["caption"])}</span></div>
{body}
</div>
<div class="keywords">{esc(labels["tags"])}: <a href="/section/{view.section_id}">{esc(view.section)}</a></div>
{f.comments(view)}
</div>
<div class="right-col fr"><div class="hot-list"><h3>{esc(labels["most_read"])}</h3><ul>{hot}</ul></div>
{f.newsletter(view)}</div>
</div>
{f.footer(view)}
{f.cookie_banner(view)}
<script type="application/ld+json">{script_json(node)}</script>
</body>
</html>
"""
