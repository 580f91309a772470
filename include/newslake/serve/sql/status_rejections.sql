-- Rejections by stage and reason, most first.
SELECT stage, reason, count(*) AS items, max("at") AS last_at
FROM news.rejection
GROUP BY stage, reason
ORDER BY items DESC
