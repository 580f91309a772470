INSERT INTO ops.stage_report BY NAME
SELECT r.*, $batch_id AS batch_id FROM read_parquet($file) AS r
