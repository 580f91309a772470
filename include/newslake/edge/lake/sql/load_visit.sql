INSERT INTO raw.visit BY NAME
SELECT v.*, $batch_id AS batch_id, CAST(v.visited_at AS DATE) AS ingest_date
FROM read_parquet($file) AS v
WHERE NOT EXISTS (FROM raw.visit AS old WHERE old.visit_id = v.visit_id)
