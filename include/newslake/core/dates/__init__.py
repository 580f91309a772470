"""
Dates: any text to a date, and several witnesses to the date of publication.

A text goes through ``parse``, which tries the machine forms itself and leaves written dates to ``words`` (month names
of ``names``, hours of ``clocks``, eras of ``calendars``); ``parts`` joins day, hour and zone (``zones``) into a
``ParsedDate``. ``publication`` weighs what all witnesses of an article state.
"""

from newslake.core.dates.parse import parse_date
from newslake.core.dates.publication import PublishedDate, candidate, reconcile

__all__ = ["PublishedDate", "candidate", "parse_date", "reconcile"]
