"""newslake: the news, in a lake you can query."""

__version__ = "0.1.0"
