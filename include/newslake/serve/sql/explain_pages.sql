-- The fetches of an address. $urls: the forms in which it may be known.
SELECT fetched_at, status, attempt, reason, detail, requested_url, final_url, body_bytes, raw_pointer, page_id
FROM raw.page
WHERE list_contains($urls, url) OR list_contains($urls, requested_url) OR list_contains($urls, final_url)
ORDER BY fetched_at
