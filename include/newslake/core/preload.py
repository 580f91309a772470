"""
What workers need, loaded: for the server they are forked from (``Workers``' preload), and for nobody else.

Importing this loads the model of languages as well, which takes half a second that each worker would take again.
"""

from newslake.core import articles, feeds
from newslake.core.text.languages import detect_language

__all__ = ["articles", "feeds"]

detect_language("Any text loads the model.")
