-- What was refused of an address, and why. $urls: the forms in which it may be known.
SELECT "at", stage, reason, detail, page_id
FROM news.rejection
WHERE list_contains($urls, url) OR page_id IN (
    SELECT page_id FROM raw.page WHERE list_contains($urls, requested_url) OR list_contains($urls, final_url))
ORDER BY "at"
