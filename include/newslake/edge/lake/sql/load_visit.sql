INSERT INTO raw.visit BY NAME
SELECT v.* EXCLUDE (path), batch_id, CAST(v.visited_at AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS v JOIN batch USING (path)
WHERE NOT EXISTS (FROM raw.visit AS old WHERE old.visit_id = v.visit_id)
