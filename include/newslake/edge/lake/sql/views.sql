-- What analysts see. Views only: they hold nothing.

CREATE OR REPLACE VIEW lake.main.article_history AS
SELECT *,
       -- ingest_date is the same for all revisions; named here, a filter on it reaches the files.
       1 = row_number() OVER (
           PARTITION BY ingest_date, article_id ORDER BY fetched_at DESC, revision DESC
       ) AS is_latest,
       NULL::UUID AS cluster_id
FROM news.article_version;

CREATE OR REPLACE VIEW lake.main.articles AS
SELECT * EXCLUDE (is_latest)
FROM main.article_history
WHERE is_latest
  AND pub_status = 'usable'
  AND (embargoed_until IS NULL OR embargoed_until <= now())
  AND (expires IS NULL OR expires > now());

CREATE OR REPLACE VIEW lake.main.source_daily AS
SELECT source_id,
       any_value(publisher) AS publisher,
       coalesce(date_published_local, ingest_date) AS "day",
       count(*) AS articles,
       sum(word_count) AS words,
       count(*) FILTER (WHERE date_published_local IS NULL) AS undated
FROM main.articles
GROUP BY source_id, coalesce(date_published_local, ingest_date);

CREATE OR REPLACE VIEW lake.main.feed_health AS
SELECT feed_id,
       arg_max(source_id, visited_at) AS source_id,
       arg_max(url, visited_at) AS url,
       max(visited_at) AS last_visit_at,
       max(visited_at) FILTER (WHERE reason IS NULL) AS last_success_at,
       arg_max_null(status, visited_at) AS last_status,
       arg_max_null(reason, visited_at) AS last_reason,
       arg_max_null(detail, visited_at) AS last_detail,
       arg_max(failures_in_row, visited_at) AS failures_in_row,
       count(*) AS visits,
       count(*) FILTER (WHERE unchanged) AS unchanged
FROM raw.visit
GROUP BY feed_id;

CREATE OR REPLACE MACRO lake.main.copies_of(wanted) AS TABLE
WITH paragraph AS (
    SELECT article_id, unnest(string_split(article_body, E'\n\n')) AS text FROM main.articles
),
long AS (
    SELECT DISTINCT article_id, hash(text) AS mark FROM paragraph WHERE length(text) >= 60
),
shared AS (
    SELECT other.article_id, count(*) / (SELECT count(*) FROM long WHERE article_id = wanted) AS share
    FROM long AS own JOIN long AS other USING (mark)
    WHERE own.article_id = wanted
    GROUP BY other.article_id
)
SELECT a.article_id, a.source_id, a.headline, a.date_published, round(shared.share, 2) AS shared_paragraphs, a.url
FROM shared JOIN main.articles AS a USING (article_id)
WHERE shared.share >= 0.5
ORDER BY a.date_published;
