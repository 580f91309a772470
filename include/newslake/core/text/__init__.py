"""
Text, which all nouns use: a line tidied (``lines``), its language (``languages``), bytes decoded (``encoding``).

Bytes go through ``encoding`` to a str, a str through ``lines`` to what a reader sees. ``languages`` is imported by its
own name, since its model costs half a second.
"""

from newslake.core.text.lines import key_of, slug, tidy, tidy_or_none, visible, word_count

__all__ = ["key_of", "slug", "tidy", "tidy_or_none", "visible", "word_count"]
