-- The articles of a corpus, by local day. {where} is a clause made by serve.selection().
SELECT CAST(article_id AS VARCHAR) AS article_id, CAST(date_published_local AS VARCHAR) AS "date", source_id,
       in_language, headline, url, content_hash, article_body
FROM articles
WHERE article_body IS NOT NULL AND {where}
ORDER BY date_published_local, article_id
