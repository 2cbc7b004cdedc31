-- Lists are ordered by time, then id.
drop index budget_transactions_listed;
create index budget_transactions_listed on budget_transactions (tenant_id, project_id, "timestamp" desc, id desc);
