INSERT INTO news.rejection BY NAME
SELECT r.* EXCLUDE (path), batch_id, CAST(r."at" AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS r JOIN batch USING (path)
WHERE NOT EXISTS (FROM news.rejection AS old WHERE old.page_id = r.page_id)
QUALIFY row_number() OVER (PARTITION BY r.page_id ORDER BY r."at") = 1
