"""The AMP way: custom elements, all styles inline, carousels after the text, JSON-LD in the head."""

from newsroom.markup import esc, paragraphs_html, script_json
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    labels = view.labels
    node = {"@context": "http://schema.org", **f.json_ld(view)}
    body = paragraphs_html(view.paragraphs)
    slides = "".join(
        f'<div class="slide"><a href="{esc(t.url)}"><amp-img src="{view.image}" width="120" height="90"></amp-img>'
        f"<h4>{esc(t.headline)}</h4></a></div>"
        for t in view.related
    )
    by = f'<div class="amp-byline">{f.byline_text(view)}</div>' if view.byline else ""
    head = f.head(
        view,
        '<script async src="https://cdn.invalid/v0.js"></script>',
        "<style amp-custom>body{font:16px/1.5 serif;margin:0 auto;max-width:40em}.ad{min-height:250px}</style>",
        f'<script type="application/ld+json">{script_json(node)}</script>',
        og=False,
    )
    return f"""<!doctype html>
<html amp lang="{view.bank.language}" dir="{view.direction}">
{head}
<body>
<amp-sidebar id="sidebar" layout="nodisplay">{f.navigation(view)}</amp-sidebar>
<header class="amp-header"><button on="tap:sidebar.toggle">&#9776;</button>
<a href="/">{esc(view.outlet.name)}</a></header>
<amp-consent id="consent" layout="nodisplay">{f.cookie_banner(view)}</amp-consent>
<main><article class="amp-article">
<h1 class="amp-title">{esc(view.headline)}</h1>
<div class="amp-meta"><time datetime="{view.published}">{esc(view.published_text)}</time>{by}</div>
<figure class="amp-featured"><amp-img src="{view.image}" width="1200" height="675" layout="responsive"></amp-img>
<figcaption>{esc(labels["caption"])} {esc(labels["photo"])}: {esc(view.outlet.name)}</figcaption></figure>
<amp-ad class="ad" width="300" height="250" type="house"></amp-ad>
<div class="amp-article-content">
{body}
</div>
<amp-social-share type="email"></amp-social-share>
</article></main>
<amp-carousel class="amp-related" type="carousel" height="160"><h3>{esc(labels["related"])}</h3>{slides}</amp-carousel>
{f.newsletter(view)}
{f.footer(view)}
</body>
</html>
"""
