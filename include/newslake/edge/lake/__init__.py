"""The lake: DuckLake through DuckDB. Append-only, one committer at a time, exactly once."""
