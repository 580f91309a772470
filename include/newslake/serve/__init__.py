"""Answers from the lake, read-only: what the command line shows and exports."""

from newslake.serve.answers import QueryError, copy_out, explain, latest, need_lake, query, rows, status
from newslake.serve.export import export_corpus, export_parquet, need_known, selection

__all__ = [
    "QueryError",
    "copy_out",
    "explain",
    "export_corpus",
    "export_parquet",
    "latest",
    "need_known",
    "need_lake",
    "query",
    "rows",
    "selection",
    "status",
]
