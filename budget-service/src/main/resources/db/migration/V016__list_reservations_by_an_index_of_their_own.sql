-- On a table that was never analysed this index looked a little cheaper than the keys, being wide: every look-up by
-- request_id or id read all rows of its tenant, from the first request of a new database until PostgreSQL had looked at
-- the table, a minute later. The condition is always true; only a statement that has it in its words can use the index,
-- and only the list has.
drop index budget_reservations_listed;
create index budget_reservations_listed on budget_reservations (tenant_id, project_id, created_at desc, id desc)
where requested_tokens > 0;
