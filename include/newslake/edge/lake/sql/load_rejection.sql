-- A page has one rejection; a wire file one for each of its items that became no article.
INSERT INTO news.rejection BY NAME
SELECT r.* EXCLUDE (path), batch_id, CAST(r."at" AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS r JOIN batch USING (path)
WHERE NOT EXISTS (FROM news.rejection AS old WHERE old.page_id = r.page_id AND old.url = r.url)
QUALIFY row_number() OVER (PARTITION BY r.page_id, r.url ORDER BY r."at") = 1
