"""Help, release notes, courses, podcasts, wikis and press releases."""

import random
from html import escape

from .kit import Kit, layout
from .marks import no, yes
from .parts import blocks_of, inner, joined, sections, sentences, simple
from .posts import Post


@layout
def uni_help(post: Post, k: Kit, rng: random.Random) -> str:
    """A university's knowledge base: number, metadata, votes, related articles inside the main column."""
    body = "\n".join(b.html for b in blocks_of(post))
    note = (
        "<div class='aui-message aui-message-info confluence-information-macro'>"
        "<p>You need to be on the campus network or the VPN for this.</p></div>"
    )
    tree = (
        f'<div class="page-tree"><h2>Browse</h2><ul><li>Accounts<ul>{k.links(3)}</ul></li><li>Library'
        f"<ul>{k.links(3)}</ul></li><li>Research computing<ul>{k.links(2)}</ul></li></ul></div>"
    )
    top = k.head("/kb/article/{slug}", "IT Help | Weyford University", "en", "", False)
    return f"""{top}
<body class="kb-theme theme-default aui-layout"><div id="header"><a href="/">Weyford University</a> \
<span>Information Services</span><div class="quick"><a>Students</a> <a>Staff</a> <a>Service status: \
<b>all well</b></a> <a>Log a ticket</a></div></div>
<div class="alert-strip">Planned work: mail will be slow on Sunday between 6 and 8 am.</div>
<div id="wrap">{tree if rng.random() < 0.6 else ""}<div id="main"><div id="title-heading"><h1 id="title-text">\
<a href="{k.url}">{escape(post.title)}</a></h1></div>
<div class="page-metadata"><ul><li>Created by {escape(post.author)}, last changed on {k.date("en")}</li>\
<li>Article no. KB00{rng.randrange(10**5)}</li><li>{rng.randint(20, 9000)} views</li></ul></div>
<div id="main-content" class="wiki-content">{yes((note if rng.random() < 0.5 else "") + body)}</div>
<div class="labels"><span>Labels:</span> <a>how-to</a> <a>account</a> <a>kb-article</a></div>
<div class="kb-rating"><p>Did this answer your question?</p><button>👍 {rng.randint(0, 50)}</button>\
<button>👎 {rng.randint(0, 20)}</button></div>
<div class="contentbylabel"><h2>Related articles</h2>\
<ul>{"".join(f"<li>{k.link()}<div class=excerpt>{k.para(20)}</div></li>" for _ in range(4))}</ul></div>
<div class="still-stuck"><h3>Still stuck?</h3><p>Come to the Help Point in the library, ground floor, on weekdays from \
9 to 17, or ring 2020.</p></div></div></div>
<div id="footer">© Weyford University · Freedom of information · Modern slavery statement</div></body></html>"""


@layout
def release_notes(post: Post, k: Kit, rng: random.Random) -> str:
    """A changelog: versions with dates and badges, a filter, a rail of versions."""
    blocks, parts, major = blocks_of(post), [], rng.randint(2, 9)
    size = max(1, len(blocks) // rng.randint(2, 5))
    for n, at in enumerate(range(0, len(blocks), size)):
        rows = []
        for b in blocks[at : at + size]:
            badge = rng.choice(("New", "Fixed", "Changed"))
            rows.append(
                f'<li><span class="badge badge-{badge.lower()}">{badge}</span> {inner(b)}</li>'
                if simple(b) and rng.random() < 0.8
                else f"<li>{b.html}</li>"
            )
        version = f"{major}.{9 - n if n < 9 else 0}.{n}"
        when = no(f'<time class="release-date">{k.day("en")}</time> <a class="permalink" href="#v{version}">#</a>')
        parts.append(
            (
                version,
                (
                    f'<section class="release" id="v{version}"><h2>Version {version}</h2>{when}<ul class="changes">'
                    f"{''.join(rows)}</ul>{no('<p><a>Download</a> <a>Compare on the forge</a></p>')}</section>"
                ),
            )
        )
    rail = (
        '<aside class="versions"><h4>Versions</h4><ul>'
        + "".join(f'<li><a href="#v{v}">{v}</a></li>' for v, _ in parts)
        + "</ul></aside>"
    )
    body = "\n".join(markup for _, markup in parts)
    top = k.head(
        "/changelog/{slug}",
        "Plumbline",
        "en",
        rng.choice(("", "TechArticle", "SoftwareApplication")),
        rng.random() < 0.5,
    )
    return f"""{top}
<body data-theme="light"><nav class="topnav"><a href="/">Plumbline</a><a>Docs</a><a>Changelog</a><a>Prices</a>\
<a>Sign in</a></nav><div class="docs-grid">{rail if rng.random() < 0.6 else ""}
<main class="changelog"><h1>{escape(post.title)}</h1><p class="sub">Subscribe: <a>RSS</a> \
<a>Mail</a> · Posted by {escape(post.author)}</p><div class="filters"><button>All</button><button>New</button>\
<button>Fixed</button></div>
{yes(body)}<div class="pagination"><a>Older releases</a></div></main>
<aside class="docs-right"><h4>From our blog</h4><ul>{k.links(4)}</ul><div class="hire">\
<p>{k.para(20)}</p></div></aside></div>
<footer>Plumbline Labs · Status: fine · <a>Security</a> · <a>Roadmap</a></footer></body></html>"""


@layout
def course_lesson(post: Post, k: Kit, rng: random.Random) -> str:
    """A course lesson: outline with all the lessons first, objectives, text, quiz and discussion."""
    lead, parts = sections(post, rng)
    goals = (
        "<div class='objectives'><h2>What you will learn</h2><ul>"
        + "".join(f"<li>{escape(h)}</li>" for h, _ in parts[:4])
        + "</ul></div>"
        if rng.random() < 0.6
        else ""
    )
    outline = "".join(
        f'<li class="module"><h3>Module {n}</h3><ol>{k.links(4, "<li>{} <span>5 min</span></li>")}</ol></li>'
        for n in range(1, 4)
    )
    body = f"{lead}{goals}" + "\n".join(
        f'<section class="lesson-section"><h2>{escape(h)}</h2>{joined(bs)}</section>' for h, bs in parts
    )
    quiz = (
        '<div class="quiz"><h2>Check yourself</h2><fieldset><legend>Which of these holds?</legend>'
        f"{''.join(f'<label><input type=radio name=q> {k.para(12)}</label>' for _ in range(4))}</fieldset>"
        "<button>Submit</button></div>"
    )
    top = k.head(
        "/learn/unit-" + str(rng.randint(1, 9)) + "/{slug}",
        "Openbench Academy",
        "en",
        rng.choice(("", "LearningResource", "Course")),
    )
    comment = '<div class="d-post"><h5>{name} <small>{date}</small></h5><p>{text}</p><a>Upvote</a></div>'
    return f"""{top}
<body class="lms lesson-view"><div class="lms-top"><a href="/">Openbench Academy</a><div class="progress">\
{rng.randint(3, 97)}% complete</div><a>My courses</a></div>
<div class="lms-shell"><div class="lms-outline"><h2>Course outline</h2><ul>{outline}</ul></div>
<div class="lms-stage"><div class="lesson-head"><span>Lesson {rng.randint(2, 30)}</span><h1>{escape(post.title)}</h1>\
<span>Teacher: {escape(post.author)}</span></div>
<div class="lesson-video"><video controls poster="/p.jpg"></video><button>Speed 1x</button>\
<button>Captions</button></div>
<div class="lesson-content">{yes(body)}</div>{quiz}
<div class="lesson-nav"><a>Previous: {k.title()}</a><button>Mark as done</button><a>Next: {k.title()}</a></div>
<div class="discussion"><h2>Discussion</h2>{k.comments(0, 6, comment)}</div></div></div></body></html>"""


@layout
def podcast_notes(post: Post, k: Kit, rng: random.Random) -> str:
    """An episode page: player with chapters, show notes, a transcript with speakers, subscription links."""
    blocks = blocks_of(post)
    half = max(1, len(blocks) // 2) if len(blocks) > 7 and rng.random() < 0.6 else len(blocks)
    notes = joined(blocks[:half])
    speakers = [post.author.split()[0], rng.choice(("Noor", "Elis", "Bram"))]
    talk = "".join(
        f'<div class="turn"><p class="speaker">{escape(speakers[n % 2])}:</p>{b.html}</div>'
        for n, b in enumerate(blocks[half:])
    )
    transcript = f'<div id="transcript" class="transcript"><h2>Transcript</h2>{talk}</div>' if talk else ""
    player = (
        f'<div class="player"><button>Play</button><span>00:00 / {rng.randint(20, 99)}:{rng.randint(10, 59)}</span>'
        '<ol class="chapters">'
        f"{''.join(f'<li data-start={n * 400}><a>{n * 6:02d}:12</a> {k.title()}</li>' for n in range(5))}</ol></div>"
    )
    top = k.head(
        "/episodes/" + str(rng.randint(1, 400)) + "-{slug}",
        "Slow Radio Hour",
        "en",
        rng.choice(("PodcastEpisode", "", "RadioEpisode")),
    )
    episode = '<div class="ep"><h4>{link}</h4><p>{text}</p><span>{date}</span></div>'
    return f"""{top}
<body class="episode-template"><header><a href="/">Slow Radio Hour</a><p>Two people, one kettle.</p></header>\
<div class="listen-on">Listen on <a>Apple</a> <a>Spotify</a> <a>RSS</a></div>
<div class="episode"><div class="episode-head"><span class="ep-no">Episode {rng.randint(1, 400)}</span>\
<h1>{escape(post.title)}</h1><span>{k.date("en")} · hosted by {escape(post.author)}</span></div>{player}
<div class="show-notes">{yes(notes + transcript)}</div>
<div class="support"><h3>Keep the kettle on</h3><p>{k.para(25)}</p><a>Chip in</a></div>
<div class="hosts"><h3>Your hosts</h3><div class="host">{k.img(90)}<p>{k.para(30)}</p></div></div></div>
<div class="more-episodes"><h3>More episodes</h3>{k.teasers(5, episode)}</div>
<footer>Recorded in a cupboard. <a>Press kit</a></footer></body></html>"""


@layout
def wiki_page(post: Post, k: Kit, rng: random.Random) -> str:
    """A wiki page: infobox, [edit] links, footnotes (part of the text), navigation in portlets."""
    lead, parts = sections(post, rng)
    edit = no('<span class="mw-editsection">[<a href="?action=edit">edit</a>]</span>')
    marks = 0
    rows = []
    for head, blocks in parts:
        rows.append(f'<h2><span class="mw-headline">{escape(head)}</span>{edit}</h2>')
        for b in blocks:
            if simple(b) and marks < 5 and rng.random() < 0.3:
                marks += 1
                rows.append(f'<p>{inner(b).rstrip()}<sup class="reference"><a href="#n{marks}">[{marks}]</a></sup></p>')
            else:
                rows.append(b.html)
    notes = "".join(
        (
            f'<li id="n{n + 1}"><a href="#r{n + 1}">↑</a> '
            f'<span class="reference-text">See the handbook, {rng.randint(2, 9)}th edition, page {rng.randint(3, 400)}.'
            "</span></li>"
        )
        for n in range(marks)
    )
    foot = f"<h2><span class='mw-headline'>Notes</span>{edit}</h2><ol class='references'>{notes}</ol>" if marks else ""
    box = (
        f'<table class="infobox"><tr><th colspan="2">{escape(post.title)}</th></tr><tr><td colspan="2">'
        f"{k.img(220)}</td></tr><tr><th>Added</th><td>{k.date('en')}</td></tr><tr><th>Keeper</th>"
        f"<td>{escape(post.author)}</td></tr><tr><th>Rating</th><td>{rng.randint(1, 5)} of 5</td></tr></table>"
    )
    hat = f'<div class="hatnote">For the older use of the name, see {k.link()}.</div>'
    toc = (
        '<div id="toc" class="toc"><h2>Contents</h2><ul>'
        + "".join(
            (
                f'<li class="toclevel-1"><a><span class="tocnumber">{n}</span> <span class="toctext">{escape(h)}</span>'
                "</a></li>"
            )
            for n, (h, _) in enumerate(parts, 1)
        )
        + "</ul></div>"
    )
    body = no(box + hat) + lead + no(toc) + "\n".join(rows) + foot
    portlets = (
        '<div id="mw-panel"><div class="portal"><h3>Navigation</h3><ul><li>Main page</li><li>Random page</li>'
        '<li>Recent changes</li></ul></div><div class="portal"><h3>Tools</h3><ul><li>What links here</li>'
        "<li>Printable version</li></ul></div></div>"
    )
    first = rng.random() < 0.5
    top = k.head("/wiki/{slug}", "Tinkers' Wiki", "en", rng.choice(("", "Article")), False)
    return f"""{top}
<body class="mediawiki ltr ns-0 skin-plain">{portlets if first else ""}<div id="content" class="mw-body">\
<div id="siteNotice">The yearly meeting is in May. <a>Come along!</a></div><h1 id="firstHeading">{escape(post.title)}\
</h1>
<div id="bodyContent"><div id="siteSub">From the Tinkers' Wiki</div><div id="mw-content-text" class="mw-content-ltr">\
<div class="mw-parser-output">{yes(body)}
<h2><span class="mw-headline">See also</span></h2><ul>{k.links(4)}</ul><table class="navbox"><tr>\
<th>Workshop pages</th></tr><tr><td>{" · ".join(k.link() for _ in range(6))}</td></tr></table></div></div>
<div id="catlinks">Categories: <a>Pages to tidy</a> | <a>How-to</a></div></div></div>{"" if first else portlets}
<div id="footer"><ul><li>This page was last changed on {k.day("en")}.</li>\
<li>Text may be used under a share-alike licence.</li></ul></div></body></html>"""


@layout
def press_release(post: Post, k: Kit, rng: random.Random) -> str:
    """A newsroom's release: dateline in the first paragraph, boilerplate 'About' and contacts after the text."""
    blocks = blocks_of(post)
    line = f'<span class="dateline">{rng.choice(("ROTTERDAM", "LEEDS", "GRAZ"))}, {k.date("en")} –</span> '
    first = f"<p>{line}{inner(blocks[0])}</p>" if simple(blocks[0]) else blocks[0].html
    body = first + "\n" + joined(blocks[1:])
    brief = sentences([post])[:3]
    points = (
        "<ul class='key-points'>" + "".join(f"<li>{escape(s)}</li>" for s in brief) + "</ul>"
        if rng.random() < 0.5 and len(brief) > 2
        else ""
    )
    top = k.head("/newsroom/{slug}", "Hallmark & Rye Newsroom", "en", rng.choice(("NewsArticle", "Organization", "")))
    return f"""{top}
<body class="newsroom pr-detail"><header><a href="/">Hallmark &amp; Rye</a><nav><a>Company</a><a>Investors</a>\
<a>Newsroom</a><a>Careers</a></nav></header>
<div class="pr"><div class="pr-kicker">Press release</div><h1>{escape(post.title)}</h1><div class="pr-date">\
{k.date("en")}</div><div class="pr-tools"><a>Print</a> <a>PDF</a> <a>Add to basket</a></div>
<div class="pr-body">{yes(points + body)}<p class="pr-end">– ends –</p></div>
<div class="pr-boiler"><h3>About Hallmark &amp; Rye</h3><p>{k.para(60)}</p></div>
<div class="pr-contact"><h3>Media contact</h3><p>{k.name()}<br>Press office<br>press@rye.invalid</p></div>\
<div class="pr-media"><h3>Pictures to download</h3>{k.img(300)}<p>High resolution, {rng.randint(1, 9)} MB</p></div>\
</div>
<div class="pr-more"><h2>Latest releases</h2>\
<ul>{"".join(f"<li><span>{k.day('en')}</span> {k.link()}</li>" for _ in range(6))}</ul></div>
<footer><p>Statements about the future carry risks, and things may turn out otherwise.</p></footer></body></html>"""
