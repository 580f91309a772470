"""The public path of ``extract``, which lives in ``core.pages``."""

from newslake.core.pages import extract

__all__ = ["extract"]
