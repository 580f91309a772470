"""What an agency sends: a file or page of a cursor, and the items in it."""

from dataclasses import dataclass
from datetime import datetime

from newslake.model.article import Subject
from newslake.model.fetching import RawPointer
from newslake.model.reading import Association
from newslake.model.reasons import Reason
from newslake.model.vocabulary import CorrectionKind, PubStatus, WireFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class WireItem:
    """
    One item of an agency, as it states it; names are those of IPTC ninjs 3.1 in snake_case.

    Attributes:
        format: Which of the formats it was read from.
        item_class: text, picture, video, audio, graphic, composite, concept, planning …; None when not stated.
        provider: As the item names its sender; None when it does not.
        uri: The provider's name of the story over all its versions: with the provider, its key. None in the formats
            that number transmissions (IPTC 7901, ANPA): there ``sequence`` is all there is, and it is used again;
            ``core.wires.keys`` makes one of the names.
        version: The provider's own count.
        pub_status: usable, withheld or canceled. Canceled also when the text is a kill, withheld also when an embargo
            is stated whose end cannot be read.
        correction_kind: correction, writethru, update, kill or replay; stated, or told by the text's own marks.
        dateline: As printed; of the lead where the format has no place for it.
        located: The place it was filed from.
        article_body: Paragraphs divided by a blank line.
        text_url: Address of the rendition that holds the text, where the item does not carry it (AP's Media API); None
            when there is a body. It names the session that asked, so it is to be fetched soon and not to be kept.
        first_created, version_created, embargoed_until: Aware, UTC. None when not stated, and when no zone is stated
            and none is known: what was written stands in the field of the same name with ``_raw``.
        assumed_timezone: IANA name of the zone in which stamps were read that state none; None when all of them do.
        urgency: 1 most to 9 least.
    """

    format: WireFormat
    item_class: str | None = None
    provider: str | None = None
    uri: str | None = None
    sequence: str | None = None
    version: int | None = None
    pub_status: PubStatus = PubStatus.USABLE
    correction_kind: CorrectionKind | None = None
    headline: str | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    located: str | None = None
    description: str | None = None
    article_body: str | None = None
    text_url: str | None = None
    first_created: datetime | None = None
    first_created_raw: str | None = None
    version_created: datetime | None = None
    version_created_raw: str | None = None
    embargoed_until: datetime | None = None
    embargoed_until_raw: str | None = None
    assumed_timezone: str | None = None
    urgency: int | None = None
    subjects: tuple[Subject, ...] = ()
    genre: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    in_language: str | None = None
    credit: str | None = None
    copyright: str | None = None
    usage_terms: str | None = None
    ed_note: str | None = None
    associations: tuple[Association, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """
    One file of an agency, or one page of its cursor: one row of ``raw.delivery``.

    Attributes:
        delivery_id: Hash of provider and content, so that the same file dropped twice keeps it; of a page, and where
            there is no content, of the instant as well, as each call may move the cursor.
        wire_id: See ``model.Wire``.
        name: Name of the file; address of the page.
        items: How many were read; None when the file could not be.
        reason: Why nothing came of it; None when it was read.
        next_page: Where the cursor goes on; None for files, for pages that failed, and at the end.
        raw_pointer: The bytes; None when there were none.
    """

    delivery_id: str
    wire_id: str
    provider: str
    name: str
    received_at: datetime
    body_bytes: int
    format: WireFormat | None = None
    items: int | None = None
    reason: Reason | None = None
    detail: str | None = None
    next_page: str | None = None
    raw_pointer: RawPointer | None = None
