INSERT INTO ops.stage_report BY NAME
SELECT r.* EXCLUDE (path), batch_id
FROM read_parquet($files, filename = 'path') AS r JOIN batch USING (path)
