-- The last three runs by stage: one row a run and stage, its outcomes counted in one text.
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
