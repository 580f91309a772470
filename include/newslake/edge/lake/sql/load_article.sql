-- A revision of an article that the lake has goes to the ingest day of its first one, and gets the next number.
-- A text is a revision when it differs from the one before it in time. One that comes late, older than the latest
-- revision, is one when it was never seen.
INSERT INTO news.article_version BY NAME
WITH arrived AS (
    SELECT a.* EXCLUDE (path), batch_id
    FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS a JOIN batch USING (path)
),
known AS (
    SELECT CAST(article_id AS VARCHAR) AS article_id,
           max(revision) AS revision,
           min(first_seen_at) AS first_seen_at,
           min(ingest_date) AS ingest_date,
           list(content_hash) AS hashes,
           arg_max(content_hash, (fetched_at, revision)) AS latest_hash,
           max(fetched_at) AS latest_fetched_at
    FROM news.article_version
    WHERE CAST(article_id AS VARCHAR) IN (SELECT article_id FROM arrived)
    GROUP BY article_id
),
fresh AS (
    SELECT a.*, k.revision AS last_revision, k.first_seen_at AS known_since, k.ingest_date AS known_day
    FROM arrived AS a LEFT JOIN known AS k USING (article_id)
    WINDOW earlier AS (
        PARTITION BY a.article_id, a.fetched_at > k.latest_fetched_at ORDER BY a.fetched_at
    )
    QUALIFY CASE
        WHEN k.latest_hash IS NULL THEN a.content_hash IS DISTINCT FROM lag(a.content_hash) OVER earlier
        WHEN a.fetched_at > k.latest_fetched_at
        THEN a.content_hash <> coalesce(lag(a.content_hash) OVER earlier, k.latest_hash)
        ELSE NOT list_contains(k.hashes, a.content_hash)
             AND a.content_hash IS DISTINCT FROM lag(a.content_hash) OVER earlier
    END
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
