"""The picture of the day: a headline, a picture, one line of caption. A page, but no article."""

from newsroom.markup import esc, paragraphs_html
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    caption = paragraphs_html(view.paragraphs)
    published = f'<meta property="article:published_time" content="{view.published}">'
    return f"""<!DOCTYPE html>
<html lang="{view.bank.language}" dir="{view.direction}">
{f.head(view, published)}
<body class="photo-of-the-day">
<header class="site-header"><a class="logo" href="/">{esc(view.outlet.name)}</a>
{f.navigation(view)}</header>
<h1 class="article-title">{esc(view.headline)}</h1>
<div class="article-info"><span class="date">{esc(view.published_text)}</span></div>
<main><article class="photo"><img src="{view.image}" alt="" width="1600" height="1067">
{caption}
</article></main>
{f.share_bar(view)}
{f.related(view, tag="div")}
{f.footer(view)}
{f.cookie_banner(view)}
</body>
</html>
"""
