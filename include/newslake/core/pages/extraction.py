"""A page, read: decoded once, parsed once, then asked for its structured data, its metadata and its text."""

from newslake.core.agencies import Registry, shipped
from newslake.core.pages.access import read_access, without_prompts
from newslake.core.pages.body.choose import VERSION, read_body, selected_body
from newslake.core.pages.body.markup import article_html
from newslake.core.pages.decode import to_utf8
from newslake.core.pages.kinds import page_kind
from newslake.core.pages.printed.links import Site
from newslake.core.pages.printed.walk import read_printed
from newslake.core.pages.selectors import drop_removed, read_selected, selected_paragraphs, unmatched
from newslake.core.pages.stated import metadata
from newslake.core.pages.stated.authors import find_bylines, named_authors, read_authors, read_byline
from newslake.core.pages.stated.beside_headline import bylines_beside, lines_beside
from newslake.core.pages.stated.dates import is_told, read_dates, with_lines
from newslake.core.pages.stated.headline import lower_headings, overruled, title_of, vote_headline
from newslake.core.pages.stated.structured import read_structured
from newslake.core.pages.tree import drop_comments, drop_unread, drop_wordless, parse_html, serialised
from newslake.core.text.languages import normalise_tag
from newslake.model import Basis, Extract, RawDate, Selectors

__all__ = ["extract"]


def extract(
    html: bytes,
    url: str,
    *,
    http_charset: str | None = None,
    selectors: Selectors | None = None,
    registry: Registry | None = None,
    arbitrate: bool = True,
) -> Extract:
    """
    What a page says.

    Args:
        html: The decoded (not compressed) body of the answer.
        url: Its address after redirects; links are made absolute against it.
        http_charset: From Content-Type, None when not stated.
        selectors: Of the source; what they find goes before all rules, and what they do not is in ``witnesses``.
        registry: The news agencies, to tell them from people; by default the shipped ones.
        arbitrate: False for the fast path alone, which benchmarks measure.

    Returns:
        Facts as the page states them; dates raw; ``article_body`` None when no article text was found.

    Raises:
        Nothing: bytes of any kind give an Extract, an empty one when there is no page in them.
    """
    page = to_utf8(html, http_charset)
    tree = parse_html(page)
    if tree is None:
        return Extract(extractor=VERSION)
    asked, agencies = selectors or Selectors(), registry or shipped()
    drop_removed(tree, asked)
    selected = read_selected(tree, asked)
    stated, title = read_structured(tree, url), title_of(tree)
    vote = vote_headline(title, stated, () if stated.titles else lower_headings(tree, title))
    if selected.headline:
        vote = overruled(vote, selected.headline)
    declared, declared_by = metadata.declared_language(tree, stated)
    language = normalise_tag(declared)
    # What only machines read has been read.
    drop_wordless(tree)
    drop_comments(tree)
    bylines = find_bylines(tree)
    authors, signed = read_authors(bylines, stated, agencies)
    if selected.authors:
        authors, signed = named_authors(selected.authors, stated, agencies), "selector"
    byline = read_byline(bylines)
    dates = read_dates(tree, stated, vote.headline)
    if selected.published:
        dates = (RawDate(basis=Basis.SELECTOR, role="published", raw=selected.published), *dates)
    drop_unread(tree)
    markup = serialised(tree)
    printed = read_printed(markup, Site.of(url, stated.link("canonical")))
    lines = () if authors and is_told(dates) else lines_beside(printed, vote.headline)
    dates = with_lines(dates, lines)
    if not authors and (names := next(bylines_beside(lines), None)):
        authors, signed = named_authors((names,), stated, agencies), "byline"
    article_body = next((value for value in stated.objects("articleBody") if isinstance(value, str)), None)
    paragraphs = selected_paragraphs(tree, asked, vote.headline)
    if paragraphs:
        read = selected_body(paragraphs, article_body)
    else:
        read = read_body(
            markup,
            printed,
            url,
            headline=vote.headline,
            standfirsts=metadata.descriptions(stated),
            article_body=article_body,
            arbitrate=arbitrate,
        )
    kind = page_kind(stated, printed, read.paragraphs, title=title, headline=vote.headline, markup=page)
    kept = without_prompts(read.paragraphs)
    body = "\n\n".join(kept) or None
    access = read_access(stated, metadata.read_free(stated), printed, body or "", read.witness)
    description, described_by = metadata.read_description(stated)
    section, filed_by = metadata.read_section(stated)
    keywords, tagged_by = metadata.read_keywords(stated)
    witnesses = {
        "headline": "+".join(vote.witnesses),
        "authors": signed if authors else None,
        "in_language": declared_by if language else None,
        "description": described_by if description else None,
        "article_section": filed_by if section else None,
        "keywords": tagged_by if keywords else None,
        "is_accessible_for_free": access.basis,
        "selectors": f"no match: {missed}" if (missed := unmatched(asked, selected, paragraphs)) else None,
    }
    return Extract(
        headline=vote.headline,
        alternative_headline=vote.alternative,
        article_body=body,
        article_html=article_html(kept, printed, url),
        description=description,
        authors=authors,
        byline=byline,
        dates=dates,
        article_section=section,
        keywords=keywords,
        declared_language=language,
        publisher=metadata.publisher_of(stated),
        canonical_url=stated.link("canonical"),
        amp_url=stated.link("amphtml"),
        is_accessible_for_free=access.is_free,
        associations=metadata.read_images(stated),
        robots=metadata.read_robots(stated),
        extractor=read.extractor,
        extraction_confidence=read.confidence,
        body_complete=access.complete if body else None,
        kind=kind,
        witnesses=tuple((column, who) for column, who in witnesses.items() if who),
    )
