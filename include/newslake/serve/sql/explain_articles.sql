-- The revisions of an article; a withheld or embargoed headline is not shown.
-- $urls: the forms in which its address may be known.
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
