"""A layout of tables from 2001 that still works: no metadata, upper-case tags, a date only people can read."""

from newsroom.markup import esc
from newsroom.pages import furniture as f
from newsroom.view import PageView


def render(view: PageView) -> str:
    """The page."""
    labels = view.labels
    body = "\n".join(f"<P>{esc(paragraph)}</P>" for paragraph in view.paragraphs)
    menu = "<BR>".join(f'<A HREF="/section/{topic.id}">{esc(topic.section)}</A>' for topic in view.bank.topics)
    more = "".join(f'<LI><A HREF="{esc(t.url)}">{esc(t.headline)}</A>' for t in view.related)
    updated = f"<BR>{esc(labels['updated'])}: {esc(view.modified_text)}" if view.modified_text else ""
    by = f"<BR><I>{f.byline_text(view)}</I>" if view.byline else ""
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<HTML LANG="{view.bank.language}">
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={view.outlet.charset}">
<TITLE>{esc(view.title)}</TITLE>
<LINK REL="canonical" HREF="{esc(view.url)}">
</HEAD>
<BODY BGCOLOR="#FFFFFF" LINK="#003366">
<TABLE WIDTH="780" BORDER="0" CELLPADDING="4" ALIGN="center">
<TR><TD COLSPAN="3" BGCOLOR="#DDE6EE"><FONT SIZE="6"><B>{esc(view.outlet.name)}</B></FONT></TD></TR>
<TR VALIGN="top">
<TD WIDTH="130" CLASS="nav"><A HREF="/">{esc(labels["home"])}</A><BR>{menu}<BR><BR>
<A HREF="/subscribe">{esc(labels["subscribe"])}</A></TD>
<TD WIDTH="480" CLASS="content">
<FONT SIZE="2" COLOR="#666666">{esc(view.section)} - {esc(view.published_text)}{updated}</FONT>
<H1>{esc(view.headline)}</H1>{by}
<DIV CLASS="articleText">
{body}
</DIV>
<HR>
<FONT SIZE="2"><A HREF="javascript:print()">Print</A></FONT>
</TD>
<TD WIDTH="170" CLASS="sidebar" BGCOLOR="#F4F4F4"><B>{esc(labels["most_read"])}</B><UL>{more}</UL>
<B>{esc(labels["newsletter_title"])}</B><BR>{esc(labels["newsletter_text"])}</TD>
</TR>
<TR><TD COLSPAN="3" ALIGN="center" CLASS="footer"><FONT SIZE="1">
&copy; 2026 {esc(view.outlet.name)} - {esc(labels["rights"])} - <A HREF="/imprint">{esc(labels["imprint"])}</A> -
{esc(labels["cookie_text"])}</FONT></TD></TR>
</TABLE>
</BODY>
</HTML>
"""
