INSERT INTO raw.page BY NAME
SELECT p.* EXCLUDE (path, entry, source),
       p.entry.entry_id, p.entry.feed_id, p.entry.source_id, p.entry.url,
       batch_id, CAST(p.fetched_at AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS p JOIN batch USING (path)
WHERE NOT EXISTS (FROM raw.page AS old WHERE old.page_id = p.page_id)
