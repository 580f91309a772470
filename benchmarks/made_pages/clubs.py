"""Clubs, towns and small firms, with the content systems and site builders that they use."""

import random
import re
from html import escape

from .kit import Kit, layout
from .marks import yes
from .parts import HEADS, blocks_of, inner, joined, simple, strew
from .posts import Block, Post


@layout
def garden_club(post: Post, k: Kit, rng: random.Random) -> str:
    """A club's handwritten site of the frames era: tables, center, font, a counter."""
    paras = []
    for block in blocks_of(post):
        if block.tag in HEADS:
            paras.append(f'<center><font size="+1" color="#336600"><b>{inner(block)}</b></font></center>\n')
        elif simple(block):
            paras.append(
                f'<P ALIGN="{rng.choice(("left", "justify"))}"><font face="Comic Sans MS, Verdana" size="2">'
                f"{inner(block)}</font>\n"
            )
        else:
            paras.append(block.html)
    menu = "".join(
        f'<tr><td bgcolor="#ccffcc"><font size="1"><a href="{w.lower()}.htm">{w}</a></font></td></tr>'
        for w in ("Home", "Meetings", "Plant-Sale", "Gallery", "Guestbook", "Links")
    )
    side = (
        f'<td width="140" valign="top" bgcolor="#e0f0e0"><table border="1" cellpadding="3">{menu}</table><p>'
        '<font size="1"><b>Next meeting</b><br>First Tuesday, 7.30 in the church hall. Bring a mug!<br><br>'
        f"<marquee>{k.title()}</marquee></font></td>"
    )
    news = (
        (
            '<td width="160" valign="top"><font size="1"><b>Club news</b>'
            f"<hr>{'<hr>'.join(k.para(25) for _ in range(3))}</font></td>"
        )
        if rng.random() < 0.5
        else ""
    )
    slug = re.sub(r"\W+", "", post.title.lower())[:12] or "tips"
    head = f"""<html>
<head><title>{escape(post.title)}</title>
<meta name="GENERATOR" content="Some Page Maker 4.0"><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<link rel="canonical" href="http://www.{k.word}-gardeners.example/{slug}.htm"></head>
"""
    doctype = '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n' if rng.random() < 0.5 else ""
    return f"""{doctype}{head}<body bgcolor="#ffffee" text="#003300" link="#006600" background="leaf.gif">
<center><img src="banner.gif" alt="The Weir Lane Gardeners" width="468" height="60"><br><font size="5" color="green">\
{escape(post.title)}</font><br><font size="1">written by {escape(post.author)}, {k.date("en")}</font></center>\
<hr width="80%">
<table width="760" border="0" align="center" cellspacing="8"><tr>{side}<td valign="top">
{yes("".join(paras))}
<p><center><a href="#top"><img src="up.gif" border="0" alt="top"></a> <font size="1">\
<a href="index.htm">Back to the tips page</a> | <a href="mailto:web@x.invalid">Write to the webmaster</a></font>\
</center></td>{news}</tr></table>
<hr><center><font size="1">You are visitor no. <b>00{rng.randrange(10**5)}</b> since 1999. Best seen at 800x600.\
<br>This site belongs to the Garden Web Ring [ <a>Prev</a> | <a>Random</a> | <a>Next</a> ]</font></center></body>\
</html>"""


@layout
def joomla_club(post: Post, k: Kit, rng: random.Random) -> str:
    """A club on Joomla: item-page, modules left and right, pager, hits."""
    body = "\n".join(b.html for b in blocks_of(post))
    left = (
        '<div id="aside-left" class="span3"><div class="moduletable_menu"><h3>Menü</h3><ul class="nav menu">'
        "<li>Aktuelles</li><li>Termine</li><li>Vorstand</li><li>Mitglied werden</li></ul></div>"
        f'<div class="moduletable"><h3>Beliebte Beiträge</h3><ul class="mostread">{k.links(5)}</ul></div></div>'
    )
    right = (
        '<div id="aside" class="span3"><div class="well"><h3 class="page-header">Nächste Termine</h3><ul>'
        '<li>12.04. Arbeitseinsatz</li><li>03.05. Vereinsabend</li></ul></div><div class="custom">'
        f"<p>{k.para(35)}</p></div></div>"
    )
    info = (
        '<dl class="article-info muted"><dt class="article-info-term">Details</dt>'
        f'<dd class="createdby">Geschrieben von {escape(post.author)}</dd>'
        f'<dd class="published">Veröffentlicht: {k.date("de")}</dd><dd class="hits">Zugriffe: {rng.randint(10, 9999)}'
        "</dd></dl>"
    )
    below = rng.random() < 0.3
    top = k.head(
        "/index.php/aktuelles/" + str(rng.randint(10, 900)) + "-{slug}",
        "Paddelverein Altwasser",
        "de",
        "",
        False,
        '<meta name="generator" content="Joomla! - Open Source Content Management">',
    )
    return f"""{top}
<body class="site com_content view-article no-layout no-task itemid-{rng.randint(100, 300)}"><div class="body">\
<div class="container"><header class="header"><a class="brand" href="/">Paddelverein Altwasser e. V.</a></header>
<div class="row-fluid">{left}<main id="content" role="main" class="span6"><div id="system-message-container"></div>\
<ul class="breadcrumb"><li>Aktuelle Seite:</li><li>Startseite</li><li>Aktuelles</li></ul>
<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header">\
<h2 itemprop="headline">{escape(post.title)}</h2></div><div class="icons"><ul><li>Drucken</li>\
<li>E-Mail</li></ul></div>{"" if below else info}
<div class="pull-left item-image">{k.img(400)}</div><div itemprop="articleBody">{yes(body)}</div>{info if below else ""}
<ul class="pager pagenav"><li class="previous">Zurück: {k.link()}</li><li class="next">Weiter: {k.link()}</li></ul>\
</div></main>{right if rng.random() < 0.7 else ""}</div></div></div>
<footer class="footer"><div class="container"><p class="pull-right"><a>Nach oben</a></p>\
<p>© Paddelverein Altwasser e. V.</p></div></footer></body></html>"""


@layout
def typo3_contao(post: Post, k: Kit, rng: random.Random) -> str:
    """A town's site on Typo3 or Contao: every content element in its own frame, teasers in the same classes."""
    contao = rng.random() < 0.5

    def element(markup: str) -> str:
        if contao:
            return f'<div class="ce_text block">\n{markup}\n</div>'
        return (
            f'<div id="c{rng.randrange(10**4)}" class="frame frame-default frame-type-text frame-layout-0">'
            f'<div class="ce-bodytext">{markup}</div></div>'
        )

    blocks = blocks_of(post)
    size = rng.choice((1, 2, 3))
    pieces = [element(joined(blocks[at : at + size])) for at in range(0, len(blocks), size)]
    bits = [
        (
            f'<div class="{"ce_image block" if contao else "frame frame-default frame-type-image"}">'
            f'<figure class="image_container">{k.img()}<figcaption class="caption">{k.para(9)}</figcaption></figure>'
            "</div>"
        )
    ]
    body = "\n".join(strew(pieces, bits, rng))
    news = k.teasers(
        4,
        (
            f'<div class="{"layout_latest arc_3 block" if contao else "frame frame-type-news_pi1"}"><p class="info">'
            f'<time>{{date}}</time></p><h2>{{link}}</h2><div class="teaser"><p>{{text}}</p></div><p class="more">'
            "<a>Weiterlesen …</a></p></div>"
        ),
        "de",
    )
    column = (
        '<div id="left"><div class="inside"><nav class="mod_navigation block"><ul class="level_1"><li>Rathaus</li>'
        f"<li>Bürgerservice</li><li>Leben vor Ort</li><li>Tourismus</li></ul></nav>{news}</div></div>"
    )
    after = rng.random() < 0.4
    top = k.head(
        "/aktuelles/detail/{slug}",
        "Gemeinde Obertann",
        "de",
        rng.choice(("", "WebPage")),
        rng.random() < 0.4,
        f'<meta name="generator" content="{"Contao Open Source CMS" if contao else "TYPO3 CMS"}">',
    )
    return f"""{top}
<body id="top" class="{rng.choice(("with-sidebar", "layout-teaser", "col-3"))}"><div id="wrapper"><header id="header">\
<div class="inside"><a href="/">Gemeinde Obertann</a><div class="mod_search"><input placeholder="Suchbegriff"></div>\
<a>Leichte Sprache</a><a>Kontrast</a></div></header>
<div id="container">{"" if after else column}<main id="main"><div class="inside"><div class="mod_newsreader block">\
<div class="layout_full block" itemscope itemtype="http://schema.org/Article"><p class="info">\
<time>{k.date("de")}</time> von {escape(post.author)}</p><h1 itemprop="name">{escape(post.title)}</h1>
<!--TYPO3SEARCH_begin-->{yes(body)}<!--TYPO3SEARCH_end--></div><p class="back">\
<a href="javascript:history.go(-1)">Zurück zur Übersicht</a></p></div></div></main>{column if after else ""}</div>
<footer id="footer"><div class="inside"><p><strong>Öffnungszeiten</strong>\
<br>Montag bis Freitag 8 bis 12 Uhr, donnerstags auch 14 bis 18 Uhr</p><ul><li>Impressum</li><li>Datenschutz</li>\
<li>Barrierefreiheit</li></ul></div></footer></div></body></html>"""


@layout
def site_builder(post: Post, k: Kit, rng: random.Random) -> str:
    """A site-builder page (Jimdo or Wix kind): modules or mesh containers with generated ids, no semantic tags."""
    wix = rng.random() < 0.5

    def ident() -> str:
        return f"comp-{rng.randrange(36**6):x}"

    def block(b: Block) -> str:
        if not wix:
            kind = "j-header" if b.tag in HEADS else "j-text"
            return f'<div id="cc-m-{rng.randrange(10**9)}" class="j-module n {kind}">{b.html}</div>'
        if simple(b):
            return (
                f'<div id="{ident()}" class="KcpHeO tz5f0K wixui-rich-text" data-testid="richTextElement">'
                '<p class="font_8 wixui-rich-text__text" style="line-height:1.7em">'
                f'<span class="color_15 wixui-rich-text__text">{inner(b)}</span></p></div>'
            )
        return f'<div id="{ident()}" class="KcpHeO wixui-rich-text" data-testid="richTextElement">{b.html}</div>'

    body = "\n".join(
        strew(
            [block(b) for b in blocks_of(post)],
            [
                f'<div class="{"j-module n j-hr" if not wix else "wixui-divider"}"><hr></div>',
                (
                    f'<div id="{ident()}" class="{"j-module n j-callToAction" if not wix else "wixui-button"}">'
                    "<a>Book a taster day</a></div>"
                ),
            ],
            rng,
        )
    )
    tile = (
        f'<div class="{"j-module n j-textWithImage" if not wix else "wixui-repeater__item"}">{{img}}<h3>{{title}}</h3>'
        f"<p>{{text}}</p></div>"
    )
    if wix:
        open_, close = (
            (
                '<div id="SITE_CONTAINER"><div id="site-root"><div id="masterPage" class="mesh-layout">'
                '<div id="SITE_HEADER"><div data-mesh-id="h">Pine Yard Studio <a>Home</a> <a>Classes</a> '
                '<a>Journal</a></div></div><div id="PAGES_CONTAINER"><div id="SITE_PAGES">'
                '<div data-mesh-id="Containerc1dmpinlineContent">'
            ),
            "</div></div></div></div></div></div>",
        )
    else:
        open_, close = (
            (
                '<div id="cc-inner" class="cc-content-parent"><div class="jtpl-header"><a href="/">Pine Yard Studio</a>'
                '</div><div class="jtpl-navigation"><ul class="cc-nav-level-0"><li>Home</li><li>Classes</li>'
                '<li>Journal</li></ul></div><div id="content_area"><div id="content_start"></div><div id="cc-matrix-1">'
            ),
            "</div></div></div>",
        )
    top = k.head(
        "/journal/{slug}",
        "Pine Yard Studio",
        rng.choice(("en", "de")),
        rng.choice(("", "WebSite")),
        more=f'<meta name="generator" content="{"Wix.com Website Builder" if wix else "Jimdo Creator"}">',
    )
    return f"""{top}
<body class="{"responsive device-desktop" if wix else "body cc-page j-m-gallery-styles"}">{open_}
<div id="{ident()}" class="{"wixui-rich-text" if wix else "j-module n j-header"}">\
<h{(lv := rng.choice((1, 2)))} class="font_2">{escape(post.title)}</h{lv}></div>
<div class="{"wixui-rich-text" if wix else "j-module n j-text"}"><p class="font_9">\
{k.date("en")} · {escape(post.author)}</p></div>
{yes(body)}
<div class="{"wixui-repeater" if wix else "j-module n j-hgrid"}"><h3>What else goes on here</h3>{k.teasers(3, tile)}\
</div>
<div class="{"wixui-form" if wix else "j-module n j-formnew"}"><form><p>Questions? Drop us a line.</p><input>\
<textarea></textarea><button>Send</button></form></div>{close}
<div class="{"SITE_FOOTER" if wix else "jtpl-footer"}"><p>{k.para(15)}</p><a>Imprint</a> <a>Sitemap</a> \
<a>Log in</a></div></body></html>"""
