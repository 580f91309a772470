-- Freshness by source: its feeds, their last success, the reasons of those that fail, its articles.
WITH article AS (
    SELECT source_id, count(*) AS articles, max(coalesce(date_published, first_seen_at)) AS newest
    FROM articles GROUP BY source_id
)
SELECT h.source_id, count(*) AS feeds, max(h.last_success_at) AS last_success_at, count(h.last_reason) AS failing,
       string_agg(DISTINCT h.last_reason || coalesce(': ' || h.last_detail, ''), '; ') AS reasons,
       any_value(article.articles) AS articles, any_value(article.newest) AS newest_article
FROM feed_health AS h LEFT JOIN article USING (source_id)
GROUP BY h.source_id
ORDER BY h.source_id
