"""
The records that flow through newslake, one a step, each frozen.

A record is never changed: every step makes the next one and carries what it needs along. Instants are
aware and in UTC, collections are tuples, and None means "not stated".
"""

from newslake.model.article import AltId, Article, Provenance, Rights, Subject
from newslake.model.catalogue import Feed, Selectors, Source, Wire
from newslake.model.fetching import Enclosure, Entry, Page, ParsedFeed, Payload, RawEntry, RawPointer, Visit
from newslake.model.outcomes import Count, Rejection, StageReport
from newslake.model.reading import Association, Author, DateCandidate, Dateline, Extract, ParsedDate, RawDate
from newslake.model.reasons import Reason
from newslake.model.vocabulary import Basis, BodySource, CorrectionKind, PageKind, Precision, PubStatus, WireFormat
from newslake.model.wires import Delivery, WireItem

__all__ = [
    "AltId",
    "Article",
    "Association",
    "Author",
    "Basis",
    "BodySource",
    "CorrectionKind",
    "Count",
    "DateCandidate",
    "Dateline",
    "Delivery",
    "Enclosure",
    "Entry",
    "Extract",
    "Feed",
    "Page",
    "PageKind",
    "ParsedDate",
    "ParsedFeed",
    "Payload",
    "Precision",
    "Provenance",
    "PubStatus",
    "RawDate",
    "RawEntry",
    "RawPointer",
    "Reason",
    "Rejection",
    "Rights",
    "Selectors",
    "Source",
    "StageReport",
    "Subject",
    "Visit",
    "Wire",
    "WireFormat",
    "WireItem",
]
