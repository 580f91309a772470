-- Every version of a wire story is a revision, in the order in which they came; which one is the latest is for the view.
-- A version is the same when provider, uri, version, instant and status are; where no version is stated, when the text
-- is. A file that the lake has read brings nothing.
INSERT INTO news.article_version BY NAME
WITH arrived AS (
    SELECT a.* EXCLUDE (path), batch_id,
           CASE WHEN a.wire_version IS NULL THEN a.content_hash END AS text_of_unnumbered
    FROM read_parquet($files, filename = 'path', hive_partitioning = false) AS a JOIN batch USING (path)
    WHERE NOT EXISTS (FROM raw.delivery AS old WHERE old.delivery_id = a.page_id AND old.reason IS NULL)
    QUALIFY 1 = row_number() OVER (
        PARTITION BY a.article_id, a.wire_version, a.date_modified, a.pub_status, text_of_unnumbered
        ORDER BY a.fetched_at
    )
),
fresh AS (
    SELECT a.* EXCLUDE (text_of_unnumbered)
    FROM arrived AS a
    WHERE NOT EXISTS (
        FROM news.article_version AS old
        WHERE old.article_id = CAST(a.article_id AS UUID)
          AND old.date_modified IS NOT DISTINCT FROM a.date_modified
          AND old.pub_status = a.pub_status
          AND CASE WHEN a.wire_version IS NULL THEN old.content_hash = a.content_hash
                   ELSE old.wire_version IS NOT DISTINCT FROM a.wire_version END
    )
),
-- A kill may come under a uri of its own: it withdraws what its provider sent under the same slugline in the two days
-- before it, unless it is a version of a story itself.
notice AS (
    SELECT n.article_id AS notice_id, n.uri AS notice_uri, n.source_id, n.batch_id, n.fetched_at, n.page_id, n.raw_pointer, n.content_hash,
           n.date_modified, coalesce(n.ed_note, n.article_body, n.headline) AS ed_note, slug."value" AS slug
    FROM fresh AS n, unnest(n.alt_ids) AS u(slug)
    WHERE n.pub_status = 'canceled' AND slug."role" = 'slug'
      AND NOT EXISTS (FROM news.article_version AS old WHERE old.article_id = CAST(n.article_id AS UUID))
      AND NOT EXISTS (FROM fresh AS f WHERE f.article_id = n.article_id AND f.pub_status <> 'canceled')
),
story AS (
    SELECT * EXCLUDE (revision, loaded_at, ingest_date, schema_version)
           REPLACE (CAST(article_id AS VARCHAR) AS article_id)
    FROM news.article_version
    WHERE source_id IN (SELECT source_id FROM notice)
      AND fetched_at >= (SELECT min(fetched_at) FROM notice) - INTERVAL 2 DAY
    UNION ALL BY NAME
    SELECT * EXCLUDE (revision) FROM fresh
),
latest AS (
    SELECT * FROM story WHERE body_source = 'wire'
    QUALIFY 1 = row_number() OVER (
        PARTITION BY article_id ORDER BY wire_version DESC NULLS LAST, date_modified DESC NULLS LAST, fetched_at DESC
    )
),
withdrawn AS (
    SELECT s.* REPLACE (
               'canceled' AS pub_status, 'kill' AS correction_kind,
               list_append(s.alt_ids, {'role': 'killed_by', 'value': n.notice_uri}) AS alt_ids,
               greatest(s.date_modified, n.date_modified) AS date_modified, n.ed_note AS ed_note,
               n.fetched_at AS fetched_at, n.page_id AS page_id, n.raw_pointer AS raw_pointer, n.content_hash AS content_hash,
               n.batch_id AS batch_id
           )
    FROM latest AS s JOIN notice AS n
      ON s.source_id = n.source_id AND s.article_id <> n.notice_id AND s.pub_status <> 'canceled'
     AND list_contains(list_transform(s.alt_ids, lambda one: one."role" || ' ' || one."value"), 'slug ' || n.slug)
     AND s.fetched_at <= n.fetched_at AND s.fetched_at >= n.fetched_at - INTERVAL 2 DAY
    QUALIFY 1 = row_number() OVER (PARTITION BY s.article_id ORDER BY n.fetched_at)
),
added AS (
    SELECT * EXCLUDE (revision) FROM fresh UNION ALL BY NAME SELECT * FROM withdrawn
),
known AS (
    SELECT CAST(article_id AS VARCHAR) AS article_id, max(revision) AS last_revision,
           min(first_seen_at) AS known_since, min(ingest_date) AS known_day
    FROM news.article_version
    WHERE CAST(article_id AS VARCHAR) IN (SELECT article_id FROM added)
    GROUP BY article_id
)
SELECT a.* REPLACE (
           CAST(a.article_id AS UUID) AS article_id,
           coalesce(k.known_since, min(a.first_seen_at) OVER (PARTITION BY a.article_id)) AS first_seen_at
       ),
       coalesce(k.last_revision, 0) + row_number() OVER (
           PARTITION BY a.article_id ORDER BY a.fetched_at, a.wire_version NULLS LAST, a.date_modified NULLS LAST
       ) AS revision,
       $now AS loaded_at,
       coalesce(k.known_day, CAST(min(a.first_seen_at) OVER (PARTITION BY a.article_id) AS DATE)) AS ingest_date,
       $schema_version AS schema_version
FROM added AS a LEFT JOIN known AS k USING (article_id)
ORDER BY source_id, date_published
