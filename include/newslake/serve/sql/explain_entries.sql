-- The entries that named an address. $urls: the forms in which it may be known.
SELECT collected_at, feed_id, guid, title, published_raw, updated_raw, link, entry_id
FROM raw.entry
WHERE list_contains($urls, url) OR list_contains($urls, link)
ORDER BY collected_at
