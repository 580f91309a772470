-- The state of each wire.
SELECT wire_id, last_success_at, last_name, deliveries, items, failed, last_reason, last_detail
FROM wire_health
ORDER BY wire_id
