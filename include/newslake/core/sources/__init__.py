"""
Sources: who is who in the catalogue, and when each feed is to be visited.

``catalogue`` finds the outlet that serves an address; ``schedule`` tells which feeds are due from their latest visits
and in which shard each is; ``opml`` reads and writes lists of feeds as other programs keep them.
"""

from newslake.core.sources.catalogue import Catalogue, domains_of
from newslake.core.sources.schedule import feeds_due, shard_of

__all__ = ["Catalogue", "domains_of", "feeds_due", "shard_of"]
