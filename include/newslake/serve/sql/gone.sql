-- Of the article ids in parameter 1 those the lake knows and no longer shows: killed or under embargo.
SELECT id FROM (SELECT unnest(?) AS id)
WHERE id NOT IN (SELECT CAST(article_id AS VARCHAR) FROM articles)
  AND id IN (SELECT CAST(article_id AS VARCHAR) FROM news.article_version)
