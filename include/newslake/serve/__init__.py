"""
Answers from the lake, read-only: what the command line shows and exports.

``answers`` asks our own questions (``sql/``, one file each) and runs other people's in a locked session; ``export``
writes articles to files. Both go through ``edge.lake`` and nothing else.
"""

from newslake.edge.lake.locked import QueryError
from newslake.edge.lake.results import flat, plain
from newslake.serve.answers import ask, ask_into, explain, latest, need_lake, query, rows, status
from newslake.serve.export import export_corpus, export_parquet, need_known, selection

__all__ = [
    "QueryError",
    "ask",
    "ask_into",
    "explain",
    "export_corpus",
    "export_parquet",
    "flat",
    "latest",
    "need_known",
    "need_lake",
    "plain",
    "query",
    "rows",
    "selection",
    "status",
]
