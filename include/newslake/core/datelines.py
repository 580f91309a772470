"""The public path of ``parse_dateline``, which lives in ``core.agencies.datelines``."""

from newslake.core.agencies.datelines import parse_dateline

__all__ = ["parse_dateline"]
