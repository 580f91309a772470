"""
News agencies: who they are, where they sign, and whose work a story is.

``registry`` knows the agencies by their names and tokens; ``datelines`` reads the place, day and agency that a lead
opens with (``places`` tells what is a place); ``attribution`` weighs all signs of a story and names the agency.
"""

from newslake.core.agencies.attribution import Signs, attribute
from newslake.core.agencies.datelines import PrintedDateline, dateline_row, parse_dateline
from newslake.core.agencies.registry import Agency, Registry, shipped

__all__ = [
    "Agency",
    "PrintedDateline",
    "Registry",
    "Signs",
    "attribute",
    "dateline_row",
    "parse_dateline",
    "shipped",
]
