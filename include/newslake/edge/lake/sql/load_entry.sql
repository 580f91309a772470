INSERT INTO raw.entry BY NAME
SELECT e.* EXCLUDE (path), batch_id, CAST(e.collected_at AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS e JOIN batch USING (path)
WHERE NOT EXISTS (FROM raw.entry AS old WHERE old.entry_id = e.entry_id)
QUALIFY row_number() OVER (PARTITION BY e.entry_id ORDER BY e.collected_at) = 1
