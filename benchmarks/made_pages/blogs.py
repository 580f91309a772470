"""Blogs of several countries, as their platforms and themes print them."""

import random
from html import escape

from .kit import Kit, layout
from .marks import no, yes
from .parts import HEADS, blocks_of, inner, joined, sections, simple, strew
from .posts import Post


@layout
def wordpress_de(post: Post, k: Kit, rng: random.Random) -> str:
    """German WordPress theme, sidebar before the content, comments."""
    t = escape(post.title)
    bits = [
        f'<div class="werbung-hinweis">Anzeige</div><div class="mehr-dazu"><strong>Lies auch:</strong> {k.link()}</div>'
    ]
    if rng.random() < 0.5:
        bits.append(
            f'<div class="newsletter-box"><h4>Post von uns?</h4><p>{k.para(18)}</p><form>'
            '<input placeholder="Deine E-Mail"><button>Eintragen</button></form></div>'
        )
    body = "\n".join(strew([b.html for b in blocks_of(post)], bits, rng))
    top = k.head("/{slug}/", "Waldrand & Werkbank", "de", rng.choice(("", "BlogPosting", "WebPage,BreadcrumbList")))
    comment = (
        '<li class="comment" id="comment-{n}"><div class="comment-author vcard"><b class="fn">{name}</b> sagt:</div>'
        '<div class="comment-metadata">{date} um 18:04 Uhr</div><div class="comment-content"><p>{text}</p></div>'
        '<a class="comment-reply-link">Antworten</a></li>'
    )
    return f"""{top}
<body class="post-template-default single single-post postid-{rng.randrange(9999)} has-sidebar no-comments-off \
sidebar-left">
<div id="page" class="hfeed site">
<header id="masthead" class="site-header"><p class="site-title"><a href="/">Waldrand &amp; Werkbank</a></p>\
<p class="site-description">Aufgeschrieben zwischen Garten und Garage</p>
<nav id="site-navigation"><button class="menu-toggle">Menü</button><ul class="menu"><li><a href="/">Startseite</a></li>\
<li><a href="/ueber/">Über mich</a></li><li><a href="/impressum/">Impressum</a></li><li>\
<a href="/datenschutz/">Datenschutz</a></li></ul></nav></header>
<div id="content" class="site-content">
<aside id="secondary" class="widget-area"><section class="widget widget_search"><form role="search"><label>Suche nach: \
<input type="search"></label></form></section>
<section class="widget widget_recent_entries"><h2 class="widget-title">Neueste Beiträge</h2>\
<ul>{k.links(5)}</ul></section>
<section class="widget widget_text"><h2 class="widget-title">Wer hier schreibt</h2><div class="textwidget">\
<p>{k.para(45)}</p></div></section>
<section class="widget widget_recent_comments"><h2 class="widget-title">Zuletzt kommentiert</h2>\
<ul>{"".join(f"<li>{k.name()} bei {k.link()}</li>" for _ in range(4))}</ul></section></aside>
<div id="primary" class="content-area with-sidebar"><main id="main" class="site-main">
<article id="post-{rng.randrange(9999)}" class="post type-post status-publish format-standard hentry">
<header class="entry-header"><h1 class="entry-title">{t}</h1><div class="entry-meta">Veröffentlicht am \
<time datetime="{post.published.isoformat()}">{k.date("de")}</time> von <a rel="author" href="/author/x/">\
{escape(post.author)}</a> – {rng.randint(2, 14)} Minuten Lesezeit</div></header>
<div class="entry-content">{yes(body)}
<div class="sharedaddy"><h3>Teilen mit:</h3><ul><li><a href="#">Facebook</a></li><li><a href="#">Mastodon</a></li><li>\
<a href="#">E-Mail</a></li></ul></div></div>
<footer class="entry-footer">Kategorie: <a href="/k/1">Allgemein</a> | Schlagwörter: <a href="/t/2">Alltag</a>, \
<a href="/t/3">Selbermachen</a></footer></article>
<nav class="post-navigation"><div class="nav-previous">Vorheriger Beitrag: {k.link()}</div>\
<div class="nav-next">Nächster Beitrag: {k.link()}</div></nav>
<div id="comments" class="comments-area"><h2>Gedanken zu „{t}“</h2><ol class="comment-list">\
{k.comments(1, 7, comment, "de")}</ol>
<div id="respond"><h3>Schreibe einen Kommentar</h3><p>Deine E-Mail-Adresse bleibt geheim. Felder mit * müssen \
ausgefüllt werden.</p></div></div>
</main></div></div>
<footer id="colophon"><p>Läuft mit WordPress. Alle Bilder, wenn nicht anders vermerkt, vom Autor.</p></footer></div>
<div id="cookie-law-info-bar">Wir setzen Cookies ein, damit die Seite läuft. <a>Einverstanden</a> \
<a>Nur notwendige</a></div></body></html>"""


@layout
def platform_fr(post: Post, k: Kit, rng: random.Random) -> str:
    """French blog host: no article element, headline as a linked h2, share and 'repost' bars."""
    t = escape(post.title)
    pieces = [f'<div class="ob-section ob-section-html">{b.html}</div>' for b in blocks_of(post)]
    pieces = strew(
        pieces,
        [f'<div class="ob-section ob-section-images">{k.img()}<div class="ob-desc">Photo : {k.name()}</div></div>'],
        rng,
    )
    related = (
        f'<div class="ob-related"><h3>Vous aimerez aussi :</h3>{k.teasers(3, "<div class=ob-rel>{img}{link}</div>")}'
        "</div>"
    )
    top = k.head("/{slug}.html", "Les carnets du quai", "fr", "", rng.random() < 0.6)
    comment = (
        '<div class="comment"><span class="author">{name}</span> <span class="date">{date}</span><p>{text}</p>'
        "<a>Répondre</a></div>"
    )
    return f"""{top}
<body class="ob-theme-{rng.choice(("clair", "papier"))} ob-page-article social-wall-page">
<div class="ob-ribbon">Créer un blog <a href="#">Se connecter</a></div>
<div class="container"><div class="header"><h1 class="blog-title"><a href="/">Les carnets du quai</a></h1>\
<h2 class="blog-description">Notes, essais et bouts de ficelle</h2></div>
<div class="ob-pages"><a href="/">Accueil</a> <a href="/contact">Contact</a> <a href="/cat">Catégories</a></div>
<div class="main"><div class="article" id="ob-{rng.randrange(10**6)}">
<div class="article_top"><h2 class="title"><a href="{k.url}">{t}</a></h2><div class="infos">Publié le {k.date("fr")} \
par <span class="contributor">{escape(post.author)}</span></div></div>
<div class="contenuArticle">{yes("".join(pieces))}</div>
{related if rng.random() < 0.7 else ""}
<div class="shares">Partager cet article : <a>Facebook</a> <a>Twitter</a> <a>Pinterest</a> <a class="repost">Repost \
<b>{rng.randint(0, 9)}</b></a></div>
<div class="subscribe"><p>Pour être informé des derniers articles, inscrivez-vous :</p><input type="text">\
<button>S'abonner</button></div>
<div class="before_after"><a href="/a">« Article précédent</a> {k.link()}</div>
<div class="comments"><h3>Commenter cet article</h3>{k.comments(0, 6, comment, "fr")}</div></div></div>
<div class="sidebar"><div class="box"><div class="box-titre">Présentation</div><div class="box-content">\
<p>{k.para(35)}</p></div></div>
<div class="box"><div class="box-titre">Articles récents</div><ul>{k.links(6)}</ul></div>
<div class="box"><div class="box-titre">Archives</div><ul><li>mars 2024 (4)</li><li>février 2024 (7)</li>\
<li>janvier 2024 (2)</li></ul></div></div>
<div class="footer">Voir le profil de {escape(post.author)} – Signaler un abus – C.G.U. – Cookies et données \
personnelles</div></div></body></html>"""


@layout
def blogger_es(post: Post, k: Kit, rng: random.Random) -> str:
    """Spanish blog of the Blogger kind: text between line breaks, archive and follower gadgets."""
    pieces = [f"{inner(b)}<br /><br />" if simple(b) else b.html for b in blocks_of(post)]
    body = "\n".join(pieces)
    snippet = (
        '<div class="item-content"><div class="item-title">{link}</div><div class="item-snippet">{text}</div></div>'
    )
    gadgets = f"""<div class="widget Followers"><h2 class="title">Seguidores</h2><p>Hazte seguidor de este rincón.</p>\
</div>
<div class="widget BlogArchive"><h2>Archivo del blog</h2><ul class="hierarchy"><li>▼ 2024 (31)<ul class="posts">\
{k.links(7)}</ul></li><li>► 2023 (58)</li></ul></div>
<div class="widget PopularPosts"><h2>Lo más leído</h2>{k.teasers(3, snippet)}</div>"""
    columns = f'<div class="column-right-outer"><div class="sidebar section" id="sidebar-right-1">{gadgets}</div></div>'
    comment = (
        '<dt class="comment-author"><a>{name}</a> dijo...</dt><dd class="comment-body"><p>{text}</p></dd>'
        '<dd class="comment-footer">{date}</dd>'
    )
    main = f"""<div class="column-center-outer"><div class="main section" id="main">\
<div class="widget Blog" id="Blog1"><div class="blog-posts hfeed">
<div class="date-outer"><h2 class="date-header"><span>{k.date("es")}</span></h2><div class="date-posts">\
<div class="post-outer"><div class="post hentry uncustomized-post-template" itemscope \
itemtype="http://schema.org/BlogPosting">
<h3 class="post-title entry-title" itemprop="name">{escape(post.title)}</h3><div class="post-header"></div>
<div class="post-body entry-content" id="post-body-{rng.randrange(10**9)}" itemprop="description articleBody">\
{yes(body)}<div style="clear: both;"></div></div>
<div class="post-footer"><div class="post-footer-line post-footer-line-1">Publicado por <span class="fn">\
{escape(post.author)}</span> en <abbr class="published">21:{rng.randint(10, 59)}</abbr> <a>Enviar por correo</a> \
<a>Escribe un blog</a> <a>Compartir en Facebook</a></div><div class="post-footer-line-2">Etiquetas: <a>cosas mías</a>, \
<a>lecturas</a></div></div></div>
<div class="comments" id="comments"><h4>{rng.randint(1, 9)} comentarios:</h4><dl id="comments-block">\
{k.comments(1, 6, comment, "es")}</dl><p class="comment-footer"><a>Publicar un comentario</a></p></div></div></div>\
</div></div>
<div class="blog-pager"><a>Entrada más reciente</a> <a>Entrada antigua</a> <a>Inicio</a></div></div></div></div>"""
    top = k.head("/2024/03/{slug}.html", "El cuaderno de la azotea", "es", "", rng.random() < 0.5, tag='dir="ltr"')
    return f"""{top}
<body class="loading variant-simplysimple"><div class="navbar section"><a href="#">Ir al contenido principal</a></div>
<div class="content-outer"><header><div class="header-outer"><h1 class="title"><a href="/">El cuaderno de la azotea</a>\
</h1><p class="description"><span>Apuntes sin prisa</span></p></div></header>
<div class="main-outer"><div class="columns fauxcolumns">{columns + main if rng.random() < 0.4 else main + columns}\
</div></div>
<footer><div class="footer-outer">Tema Sencillo. Con la tecnología de Blogger.</div></footer></div></body></html>"""


@layout
def portal_it(post: Post, k: Kit, rng: random.Random) -> str:
    """Italian portal blog: advert slots between paragraphs, 'leggi anche' lines, headline inside the content box."""
    bits = [
        '<div class="adv-slot" id="div-gpt-ad-1"><span>Pubblicità</span></div>',
        f'<p class="leggi-anche"><b>Leggi anche:</b> {k.link()}</p>',
        '<div class="adv-slot"><span>Continua dopo la pubblicità</span></div>',
    ]
    body = "\n".join(strew([b.html for b in blocks_of(post)], rng.sample(bits, rng.randint(1, 3)), rng))
    head = no(
        f'<h1 class="titolo">{escape(post.title)}</h1><div class="firma">di <a>{escape(post.author)}</a> '
        f"<span>{k.date('it')}, ore 9:{rng.randint(10, 59)}</span></div>"
    )
    figure = no(
        f'<div class="foto-apertura">{k.img()}<small class="didascalia">Foto d\'archivio, {k.name()}</small></div>'
    )
    top = k.head("/blog/{slug}-{slug}/", "Pane & Pensieri", "it", rng.choice(("Article", "BlogPosting", "")))
    related = '<div class="corr">{img}<h4>{link}</h4><p>{text}</p></div>'
    comment = '<div class="commento"><strong>{name}</strong>, {date}<p>{text}</p></div>'
    return f"""{top}
<body class="single ad-free-layout tema-chiaro">
<div class="barra-top"><a href="/">Pane &amp; Pensieri</a> | <a>Accedi</a> | <a>Apri il tuo blog</a></div>
<ul class="menu-categorie"><li>Cucina</li><li>Casa</li><li>Viaggi</li><li>Persone</li></ul>
<div class="briciole"><a>Home</a> » <a>Idee</a> » {escape(post.title)}</div>
<div id="contenitore"><div id="colonna-sx">
<div class="contenuto-articolo">{head}{figure}{yes(body)}
<div class="condividi"><span>Condividi su</span> <a>WhatsApp</a> <a>Facebook</a> <a>Telegram</a></div>
<div class="box-autore"><h4>Chi sono</h4><p>{k.para(40)}</p></div></div>
<div class="correlati"><h3>Ti potrebbe interessare</h3>{k.teasers(4, related)}</div>
<div class="commenti"><h3>Cosa ne pensano i lettori</h3>{k.comments(0, 5, comment, "it")}</div></div>
<div id="colonna-dx"><div class="box"><h3>I più letti</h3><ol>{k.links(5)}</ol></div><div class="box nl">\
<h3>La nostra lettera del venerdì</h3><p>{k.para(20)}</p><button>Iscriviti</button></div></div></div>
<div id="piede">Informativa privacy - Preferenze cookie - Note legali - P. IVA 0{rng.randrange(10**9)}</div></body>\
</html>"""


@layout
def blog_pl(post: Post, k: Kit, rng: random.Random) -> str:
    """Polish lifestyle blog: sections of a wrapper, sticky bar, author box inside the article, related by picture."""
    lead, parts = sections(post, rng)
    tag = rng.choice(("h2", "h3"))
    body = f'<div class="wstep lead">{lead}</div>'
    toc = (
        '<div class="spis-tresci"><p>Spis treści</p><ul>'
        + "".join(f'<li><a href="#s{n}">{escape(h)}</a></li>' for n, (h, _) in enumerate(parts))
        + "</ul></div>"
    )
    if rng.random() < 0.6:
        body += no(toc)
    body += "".join(f'<{tag} id="s{n}">{escape(h)}</{tag}>{joined(bs)}' for n, (h, bs) in enumerate(parts))
    box = (
        f'<div class="o-autorze"><img src="/av.png" alt=""><div><b>{escape(post.author)}</b>'
        f"<p>{k.para(30)}</p></div></div>"
    )
    top = k.head("/wpis/{slug},{slug}.html", "Pod parasolem", "pl", rng.choice(("", "Article,Organization")))
    kafelek = '<a class="kafelek" href="/x">{img}<span>{title}</span></a>'
    comment = (
        '<div class="kom"><div class="kto">{name}</div><div class="kiedy">{date}</div><div class="co">'
        "<p>{text}</p></div><a>Odpowiedz</a></div>"
    )
    return f"""{top}
<body class="wpis has-newsletter"><div class="pasek-przyklejony"><a href="/">Pod parasolem</a>\
<div class="postep"></div><a>Szukaj</a></div>
<div class="strona"><div class="naglowek" style="background:url(/tlo.jpg)"><span class="kategoria">Porady</span>\
<h1>{escape(post.title)}</h1><p class="meta">Autor: {escape(post.author)} · {k.date("pl")} · {rng.randint(2, 15)} min \
czytania · <a href="#komentarze">{rng.randint(0, 80)} komentarzy</a></p></div>
<article class="tresc"><div class="tresc__wnetrze">{yes(body)}</div>{box}
<div class="udostepnij">Podoba Ci się? Podaj dalej: <a>FB</a><a>X</a><a>Wykop</a></div></article>
<section class="podobne"><h2>Zobacz także</h2><div class="kafelki">{k.teasers(3, kafelek)}</div></section>
<section id="komentarze"><h2>Komentarze</h2>{k.comments(0, 8, comment, "pl")}<form>\
<textarea placeholder="Twój komentarz"></textarea></form></section>
<aside><h3>Co tydzień w Twojej skrzynce</h3><p>{k.para(22)}</p><input type="email"><button>Zapisz się</button></aside>\
</div>
<footer><ul><li>Regulamin</li><li>Polityka prywatności</li><li>Współpraca</li></ul></footer></body></html>"""


@layout
def entry_ja(post: Post, k: Kit, rng: random.Random) -> str:
    """Japanese diary host: date block, in-text keyword links, table of contents, reader counters, modules."""
    heads = [b.text.replace("\n", " ") for b in blocks_of(post) if b.tag in HEADS]
    toc = (
        '<ul class="table-of-contents">'
        + "".join(f'<li><a href="#h{n}">{escape(h)}</a></li>' for n, h in enumerate(heads))
        + "</ul>"
        if len(heads) > 1
        else ""
    )
    body = no(toc) + "\n".join(b.html for b in blocks_of(post))
    category = (
        '<div class="categories categories-vertical"><a class="entry-category-link">日記</a>'
        '<a class="entry-category-link">道具</a></div>'
    )
    top = k.head(
        "/entry/2024/03/{slug}",
        "窓ぎわ日誌",
        "ja",
        rng.choice(("", "Article")),
        tag='data-admin-domain="//blog.invalid"',
    )
    comment = (
        '<li class="entry-comment"><p class="comment-user-name">{name}</p><div class="comment-content">'
        '<p>{text}</p></div><p class="comment-metadata">{date}</p></li>'
    )
    return f"""{top}
<body class="page-entry header-image-disable no-comments"><div id="globalheader-container"><span>読者になる</span></div>
<div id="container"><div id="container-inner"><div id="blog-title"><div id="title"><a href="/">窓ぎわ日誌</a></div>\
<h2 id="blog-description">つくったもの、読んだもの</h2></div>
<div id="content" class="hfeed"><div id="content-inner"><div id="wrapper"><div id="main"><div id="main-inner">
<{(el := rng.choice(("article", "div")))} class="entry hentry test-hentry date-first"><div class="entry-inner">
<div class="entry-header"><div class="date entry-date first"><time datetime="{post.published:%Y-%m-%d}">\
{post.published:%Y-%m-%d}</time></div><h1 class="entry-title"><a class="entry-title-link" href="{k.url}">\
{escape(post.title)}</a></h1>{category}</div>
<div class="entry-content">{yes(body)}</div>
<div class="entry-footer"><p class="entry-footer-section"><span class="author">{escape(post.author)}</span> \
<span class="entry-footer-time">{rng.randint(1, 400)}日前</span></p>\
<div class="social-buttons">ブックマーク ツイートする シェア</div>
<div class="customized-footer"><p>最後まで読んでくださり、ありがとうございます。よければ読者登録をお願いします。</p>\
<div class="entry-footer-html"><b>関連する記事</b><ul class="related-entries">{k.links(4)}</ul></div></div>
<div class="comment-box"><ul class="comment">{k.comments(0, 4, comment, "ja")}</ul>\
<a class="leave-comment-title">コメントを書く</a></div></div></div></{el}>
<div class="pager pager-permalink"><span class="pager-prev">« {k.link()}</span><span class="pager-next">\
{k.link()} »</span></div></div></div></div>
<aside id="box2"><div class="hatena-module"><div class="hatena-module-title">プロフィール</div>\
<div class="hatena-module-body"><p>{k.para(30)}</p></div></div><div class="hatena-module">\
<div class="hatena-module-title">最新記事</div><ul>{k.links(5)}</ul></div><div class="hatena-module">\
<div class="hatena-module-title">月別アーカイブ</div><ul><li>2024 / 3</li><li>2024 / 2</li></ul></div></aside></div>\
</div></div></div>
<footer id="footer"><p>ブログをはじめる ・ 報告する</p></footer></body></html>"""
