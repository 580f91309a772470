"""Who wrote an article, when a news agency did: a ladder of evidence, and what is none."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newslake.core.agencies.registry import Agency, Registry, without_desk
from newslake.core.urls import host_of, registered_domain
from newslake.model import Author, Source


class Attribution(NamedTuple):
    """
    The agency and how we know.

    Attributes:
        agency: Its id in the registry; None when nothing credits one.
        evidence: credit, dateline, author, json_ld, byline, trailer, canonical, publisher; None without an agency.
    """

    agency: str | None
    evidence: str | None


class Signs(NamedTuple):
    """
    What an article says of where it comes from.

    Attributes:
        dateline_agency: Id, of the dateline.
        credit: Credit line of a wire item.
        stated_publisher: JSON-LD ``publisher`` or ``sourceOrganization``, a name.
        canonical_url: As the page states it.
    """

    dateline_agency: str | None = None
    credit: str | None = None
    authors: tuple[Author, ...] = ()
    stated_publisher: str | None = None
    byline: str | None = None
    body: str = ""
    canonical_url: str | None = None
    url: str = ""


_PARTS = re.compile(r"\s*(?:[,|/;()&•·]|\s[-–—]\s|\s(?:and|und|et|y|e|og|och|en|with|mit|avec|con|for|via)\s)\s*")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|от|oleh|source|quelle|fuente|fonte)\b[:\s]+", re.IGNORECASE)

_TAG = re.compile(r"(?:\((?:©\s?|c\)\s?)?(?P<brackets>[^()]{2,30})\)|/(?P<strokes>[^/\s][^/]{1,25})/)[.\s]*$")
_DASHED_TAG = re.compile(r"(?:[.!?”\"»]\s*)[-–—]{1,2}\s?(?P<tag>[^.\n]{2,25}?)\.?$")
_CREDIT_LINE = re.compile(
    r"^(?:\(?(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?|(?:source|sources|quelle|quellen|fuente|fonte|kilde|källa|bron|"
    r"источник|джерело|来源|來源|المصدر|via|by|from|with|avec|mit|con|com)(?:\s?[:：]\s*|\s+)|[-–—*]\s?)?"
    r"(?P<name>[^.。:：]{2,40}?)\s?(?:\d{4})?[.)\]]?$",
    re.IGNORECASE,
)

TRAILING_PARAGRAPHS = 2
"""The last paragraphs, where a credit may stand; what is above belongs to the story ("(AP)" in mid-body is none)."""

MAX_CREDIT_CHARS = 60
"""A credit on a line of its own is no longer than this."""


def attribute(signs: Signs, source: Source, registry: Registry) -> Attribution:
    """
    The agency that wrote an article, by the strongest evidence there is.

    In this order: the credit line of a wire; the dateline; an author that is an agency; JSON-LD that names another
    publisher; the byline ("By Ann Lee, Associated Press"); a tag at the end ("(Belga)", "/ritzau/", "Source: Xinhua");
    a canonical link to an agency's site; and last, that an agency publishes the page itself.

    On its own pages and wires an agency's name and tokens are its own, whoever else signs with them.

    No evidence: an agency named within the text ("told Reuters"), credits of pictures ("AP Photo/…"), and any mark
    that is the publisher's own name: "CNA" on Channel NewsAsia is not the Central News Agency.
    """
    registry = registry.with_sources((source,))
    own = _own_agency(source, registry)
    for evidence, agency in _witnesses(signs, registry):
        if agency and ((own and agency.agency_id == own.agency_id) or not _is_publishers(agency, source)):
            return Attribution(agency.agency_id, evidence)
        if evidence == "dateline" and signs.dateline_agency:
            return Attribution(signs.dateline_agency, evidence)
    return Attribution(own.agency_id, "publisher") if own else Attribution(None, None)


def _witnesses(signs: Signs, registry: Registry) -> Iterator[tuple[str, Agency | None]]:
    if signs.credit:
        yield "credit", _of_line(signs.credit, registry)
    if signs.dateline_agency:
        yield "dateline", None  # the registry has been asked already
    for author in signs.authors:
        yield "author", _of_name(author.name, registry)
        if author.organisation:
            yield "author", _of_name(author.organisation, registry)
    if signs.stated_publisher:
        yield "json_ld", registry.of_name(signs.stated_publisher)
    if signs.byline:
        yield "byline", _of_line(signs.byline, registry)
    for paragraph in reversed(signs.body.split("\n\n")[-TRAILING_PARAGRAPHS:]):
        yield "trailer", _of_trailer(paragraph.strip(), registry)
    elsewhere = host_of(signs.canonical_url or "")
    if elsewhere and registered_domain(elsewhere) != registered_domain(host_of(signs.url)):
        yield "canonical", registry.of_site(elsewhere)


def _own_agency(source: Source, registry: Registry) -> Agency | None:
    """The agency that the publisher itself is."""
    if source.kind not in ("agency", "press_release"):
        return None
    return registry.of_name(source.name)


def _is_publishers(agency: Agency, source: Source) -> bool:
    """Whether a mark is the publisher's own name: another agency that is called the same wrote nothing here."""
    marks = {name.casefold() for name in (source.name, source.native_name or "", *source.tokens) if name}
    return not marks.isdisjoint(mark.casefold() for mark in (*agency.tokens, *agency.names))


def _of_name(name: str, registry: Registry) -> Agency | None:
    """The agency of a name as it is, "Lao News Agency", or of one with a desk, "Reuters Staff"."""
    return registry.of_name(name) or registry.of_name(without_desk(name))


def _of_line(line: str, registry: Registry) -> Agency | None:
    """The agency among the parts of a byline or credit: "By Ann Lee and Bob Ray, Associated Press Writers"."""
    whole = _BY.sub("", line.strip())
    parts = [whole, *_PARTS.split(whole)]
    return next((agency for part in parts if part and (agency := _of_name(part, registry))), None)


def _of_trailer(paragraph: str, registry: Registry) -> Agency | None:
    """The agency of a tag behind the last sentence, or of a line that is a credit and nothing else."""
    for tag in (_TAG.search(paragraph), _DASHED_TAG.search(paragraph)):
        if tag is None:
            continue
        printed = next(filter(None, tag.groups()))
        if "photo" not in printed.casefold() and (agency := registry.of_token(printed) or registry.of_name(printed)):
            return agency
    if len(paragraph) > MAX_CREDIT_CHARS:
        return None
    line = _CREDIT_LINE.match(paragraph)
    return _of_line(line["name"], registry) if line else None
