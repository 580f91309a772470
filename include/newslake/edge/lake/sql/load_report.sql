INSERT INTO ops.stage_report BY NAME
SELECT r.* EXCLUDE (path), batch_id
FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS r JOIN batch USING (path)
