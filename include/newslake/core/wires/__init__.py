"""
Wires: a file of an agency to the items in it.

``parse`` tells the format by content, hands the file to one of ``formats`` (which share ``fields`` and
``paragraphs``), and does once what all items need: ``corrections`` tells corrections and kills by their marks.
``keys`` names the story of an item that has no name.
"""

from newslake.core.wires.keys import StoryKey, slug_key, story_key
from newslake.core.wires.parse import parse_wire, sniff, with_text

__all__ = ["StoryKey", "parse_wire", "slug_key", "sniff", "story_key", "with_text"]
