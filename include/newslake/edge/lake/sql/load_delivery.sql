INSERT INTO raw.delivery BY NAME
SELECT d.* EXCLUDE (path), batch_id, CAST(d.received_at AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS d JOIN batch USING (path)
WHERE NOT EXISTS (FROM raw.delivery AS old WHERE old.delivery_id = d.delivery_id)
QUALIFY row_number() OVER (PARTITION BY d.delivery_id ORDER BY d.received_at) = 1
