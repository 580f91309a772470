-- The wire files that brought an address. $urls: the forms in which it may be known.
SELECT received_at, wire_id, "name", format, items, reason, detail, body_bytes, raw_pointer, delivery_id
FROM raw.delivery
WHERE delivery_id IN (
    SELECT page_id FROM news.article_version WHERE list_contains($urls, url) OR list_contains($urls, uri)
    UNION SELECT page_id FROM news.rejection WHERE list_contains($urls, url))
ORDER BY received_at
