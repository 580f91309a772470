-- A file that could not be read may be read later, when its format is stated or a parser mended: that is one row more.
INSERT INTO raw.delivery BY NAME
SELECT d.* EXCLUDE (path), batch_id, CAST(d.received_at AS DATE) AS ingest_date
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS d JOIN batch USING (path)
WHERE NOT EXISTS (
    FROM raw.delivery AS old
    WHERE old.delivery_id = d.delivery_id AND (old.reason IS NULL OR old.reason = d.reason)
)
QUALIFY row_number() OVER (PARTITION BY d.delivery_id, d.reason ORDER BY d.received_at) = 1
