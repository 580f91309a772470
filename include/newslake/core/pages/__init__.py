"""
Pages: the bytes of a page to what it says.

``extraction`` walks the way: ``decode`` gives UTF-8, ``tree`` a tree (``limits`` keeps hostile ones small); ``stated``
reads what is written for machines, ``printed`` walks what a reader sees, ``body`` chooses the text among the
readings; ``kinds`` and ``access`` tell what page it is and whether all of it is there. A source's own ``selectors`` go
before all rules.
"""

from newslake.core.pages.extraction import extract

__all__ = ["extract"]
