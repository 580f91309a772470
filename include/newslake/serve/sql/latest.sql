-- The newest articles, so many as the limit. "day" is the publisher's local day.
SELECT date_published, date_published_local AS "day", source_id, in_language AS "language", headline, url
FROM articles
ORDER BY coalesce(date_published, date_published_local) DESC NULLS LAST, article_id
LIMIT {limit}
