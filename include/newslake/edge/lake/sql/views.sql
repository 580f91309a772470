-- What analysts see. Views only: they hold nothing.

CREATE OR REPLACE MACRO lake.main.article_history_at(instant) AS TABLE
-- Of a page the newest fetch is the latest; of a wire story the highest version, then the one made last. A kill
-- overrules what has no higher version than itself; where one of the two states none, what was not both made and
-- received after it. A story whose latest version is embargoed or withheld is not shown at all: what was sent before it
-- is the same story.
SELECT * EXCLUDE (made, standing, latest_status, latest_embargo)
FROM (
    SELECT *,
           1 = row_number() OVER newest AS is_latest,
           NULL::UUID AS cluster_id,
           first_value(pub_status) OVER newest AS latest_status,
           first_value(embargoed_until) OVER newest AS latest_embargo
    FROM (
        SELECT *,
               CASE
                   WHEN pub_status = 'canceled' THEN 1
                   WHEN wire_version <= max(wire_version) FILTER (pub_status = 'canceled') OVER story THEN 2
                   WHEN wire_version IS NULL
                        AND (made <= max(made) FILTER (pub_status = 'canceled') OVER story
                             OR fetched_at <= max(fetched_at) FILTER (pub_status = 'canceled') OVER story) THEN 2
                   WHEN made <= max(made) FILTER (pub_status = 'canceled' AND wire_version IS NULL) OVER story
                        OR fetched_at <= max(fetched_at) FILTER (pub_status = 'canceled' AND wire_version IS NULL)
                                         OVER story THEN 2
                   ELSE 0
               END AS standing
        FROM (
            SELECT *, CASE WHEN body_source = 'wire' THEN coalesce(date_modified, fetched_at) END AS made
            FROM news.article_version
        )
        WINDOW story AS (PARTITION BY ingest_date, article_id)
    )
    -- ingest_date is the same for all revisions; named here, a filter on it reaches the files.
    WINDOW newest AS (
        PARTITION BY ingest_date, article_id
        ORDER BY standing, wire_version DESC NULLS LAST, made DESC NULLS LAST, fetched_at DESC, revision DESC
    )
)
WHERE latest_status <> 'withheld' AND (latest_embargo IS NULL OR latest_embargo <= instant);

CREATE OR REPLACE VIEW lake.main.article_history AS
FROM main.article_history_at(now());

CREATE OR REPLACE MACRO lake.main.articles_at(instant) AS TABLE
SELECT * EXCLUDE (is_latest)
FROM main.article_history_at(instant)
WHERE is_latest
  AND pub_status = 'usable'
  AND (expires IS NULL OR expires > instant);

CREATE OR REPLACE VIEW lake.main.articles AS
FROM main.articles_at(now());

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

CREATE OR REPLACE VIEW lake.main.wire_health AS
SELECT wire_id,
       any_value(provider) AS provider,
       max(received_at) AS last_delivery_at,
       max(received_at) FILTER (WHERE reason IS NULL) AS last_success_at,
       arg_max("name", received_at) AS last_name,
       arg_max_null(reason, received_at) AS last_reason,
       arg_max_null(detail, received_at) AS last_detail,
       count(*) AS deliveries,
       coalesce(sum(items), 0) AS items,
       count(reason) AS failed
FROM raw.delivery
GROUP BY wire_id;

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
