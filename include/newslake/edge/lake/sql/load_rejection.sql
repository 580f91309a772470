-- A page has one rejection; an item of a wire one for each reason, however often and in whatever file it came.
INSERT INTO news.rejection BY NAME
SELECT r.* EXCLUDE (path), batch_id, CAST(r."at" AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS r JOIN batch USING (path)
WHERE NOT EXISTS (
    FROM news.rejection AS old
    WHERE old.url = r.url AND (old.page_id = r.page_id OR old.stage = 'receive' AND old.reason = r.reason)
)
QUALIFY 1 = row_number() OVER (
    PARTITION BY r.url, CASE WHEN r.stage = 'receive' THEN r.reason ELSE r.page_id END
    ORDER BY r."at"
)
