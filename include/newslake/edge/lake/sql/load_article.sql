-- A revision of an article that the lake has goes to the ingest day of its first one, and gets the next number.
-- A text that was there before is a revision again when it was fetched after the latest one, which differs from it.
INSERT INTO news.article_version BY NAME
WITH arrived AS (
    SELECT a.* EXCLUDE (path), batch_id
    FROM read_parquet($files, filename = 'path') AS a JOIN batch USING (path)
    QUALIFY row_number() OVER (PARTITION BY article_id, content_hash ORDER BY fetched_at) = 1
),
known AS (
    SELECT CAST(article_id AS VARCHAR) AS article_id,
           max(revision) AS revision,
           min(first_seen_at) AS first_seen_at,
           min(ingest_date) AS ingest_date,
           list(content_hash) AS hashes,
           arg_max(content_hash, revision) AS latest_hash,
           arg_max(fetched_at, revision) AS latest_fetched_at
    FROM news.article_version
    WHERE CAST(article_id AS VARCHAR) IN (SELECT article_id FROM arrived)
    GROUP BY article_id
),
fresh AS (
    SELECT a.*, k.revision AS last_revision, k.first_seen_at AS known_since, k.ingest_date AS known_day
    FROM arrived AS a LEFT JOIN known AS k USING (article_id)
    WHERE k.article_id IS NULL
       OR NOT list_contains(k.hashes, a.content_hash)
       OR (a.content_hash <> k.latest_hash AND a.fetched_at > k.latest_fetched_at)
)
SELECT fresh.* EXCLUDE (last_revision, known_since, known_day) REPLACE (
           CAST(article_id AS UUID) AS article_id,
           coalesce(last_revision, 0) + row_number() OVER (PARTITION BY article_id ORDER BY fetched_at) AS revision,
           coalesce(known_since, min(first_seen_at) OVER (PARTITION BY article_id)) AS first_seen_at
       ),
       $now AS loaded_at,
       coalesce(known_day, CAST(min(first_seen_at) OVER (PARTITION BY article_id) AS DATE)) AS ingest_date,
       $schema_version AS schema_version
FROM fresh
ORDER BY source_id, date_published
