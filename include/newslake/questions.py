"""What the command line asks the lake, in SQL."""

LATEST = """
SELECT date_published, date_published_local AS "day", source_id, in_language AS "language", headline, url
FROM articles
ORDER BY coalesce(date_published, date_published_local) DESC NULLS LAST, article_id
LIMIT ?
"""

CORPUS = """
SELECT CAST(article_id AS VARCHAR) AS article_id, CAST(date_published_local AS VARCHAR) AS "date", source_id,
       in_language, headline, url, content_hash, article_body
FROM articles
WHERE article_body IS NOT NULL AND {where}
ORDER BY date_published_local, article_id
"""

GONE = """
SELECT id FROM (SELECT unnest(?) AS id)
WHERE id NOT IN (SELECT CAST(article_id AS VARCHAR) FROM articles)
  AND id IN (SELECT CAST(article_id AS VARCHAR) FROM news.article_version)
"""

STATUS = {
    "runs": """
WITH last AS (
    SELECT run FROM ops.stage_report GROUP BY run ORDER BY max(started_at) DESC LIMIT 3
),
report AS (
    SELECT * FROM ops.stage_report WHERE run IN (FROM last)
),
outcome AS (
    SELECT run, stage, c.outcome, sum(c.items) AS items
    FROM (SELECT run, stage, unnest(counts) AS c FROM report)
    GROUP BY run, stage, c.outcome
),
counted AS (
    SELECT run, stage, string_agg(outcome || '=' || items, ' ' ORDER BY outcome) AS counts
    FROM outcome GROUP BY run, stage
)
SELECT run, stage, min(started_at) AS started_at, round(epoch(max(finished_at) - min(started_at)), 1) AS seconds,
       round(sum(cpu_seconds), 1) AS cpu_seconds, any_value(counted.counts) AS counts
FROM report LEFT JOIN counted USING (run, stage)
GROUP BY run, stage
ORDER BY started_at
""",
    "rejections": """
SELECT stage, reason, count(*) AS items, max("at") AS last_at
FROM news.rejection
GROUP BY stage, reason
ORDER BY items DESC
""",
    "sources": """
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
""",
    "wires": """
SELECT wire_id, last_success_at, last_name, deliveries, items, failed, last_reason, last_detail
FROM wire_health
ORDER BY wire_id
""",
}
"""What ``newslake status`` shows: the last three runs by stage, rejections by reason, freshness by source, wires."""

LIFE = {
    "entries": """
SELECT collected_at, feed_id, guid, title, published_raw, updated_raw, link, entry_id
FROM raw.entry
WHERE list_contains($urls, url) OR list_contains($urls, link)
ORDER BY collected_at
""",
    "pages": """
SELECT fetched_at, status, attempt, reason, detail, requested_url, final_url, body_bytes, raw_pointer, page_id
FROM raw.page
WHERE list_contains($urls, url) OR list_contains($urls, requested_url) OR list_contains($urls, final_url)
ORDER BY fetched_at
""",
    "rejections": """
SELECT "at", stage, reason, detail, page_id
FROM news.rejection
WHERE list_contains($urls, url) OR page_id IN (
    SELECT page_id FROM raw.page WHERE list_contains($urls, requested_url) OR list_contains($urls, final_url))
ORDER BY "at"
""",
    "deliveries": """
SELECT received_at, wire_id, "name", format, items, reason, detail, body_bytes, raw_pointer, delivery_id
FROM raw.delivery
WHERE delivery_id IN (
    SELECT page_id FROM news.article_version WHERE list_contains($urls, url) OR list_contains($urls, uri)
    UNION SELECT page_id FROM news.rejection WHERE list_contains($urls, url))
ORDER BY received_at
""",
    "articles": """
SELECT article_id, revision, wire_version, pub_status, correction_kind, embargoed_until,
       CASE WHEN pub_status <> 'withheld' AND (embargoed_until IS NULL OR embargoed_until <= now()) THEN headline END
           AS headline,
       source_id,
       date_published, date_published_local, date_published_basis, date_published_confidence, date_candidates, agency,
       in_language, extractor, extraction_confidence, word_count, provenance, content_hash, loaded_at, ingest_date,
       batch_id, raw_pointer, page_id
FROM news.article_version
WHERE list_contains($urls, url) OR list_contains($urls, requested_url) OR list_contains($urls, final_url)
   OR list_contains($urls, canonical_url) OR list_contains($urls, uri)
ORDER BY article_id, revision
""",
}
"""What ``newslake explain`` shows of an address, in the order it happened."""
