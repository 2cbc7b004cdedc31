-- Five million rows of an old ledger, in the hot account's own project, and a million old reservations.
insert into budget.budget_transactions (
  tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, held, counted_at,
  "timestamp")
select 'bench', 'p1', 'old', md5(n::text)::uuid, 'old-' || n, 0, 'adjust', '', 'offline', '', 0, t, t
from generate_series(1, 5000000) as n cross join lateral (select now() - (5000001 - n) * interval '100 ms' as t) at;
insert into budget.budget_reservations (
  id, tenant_id, project_id, task_id, model, agent_id, purpose, request_id, holder, requested_tokens, ttl_seconds,
  available, tokens, expires_at, state, created_at, closed_at)
select md5(n::text)::uuid, 'bench', 'p1', 'old', 'offline', '', '', 'old-' || n, 'bench', 1, 3600, 0, 1, t, 'released', t, t
from generate_series(1, 1000000) as n cross join lateral (select now() - (1000001 - n) * interval '500 ms' as t) at;
analyze budget.budget_transactions;
analyze budget.budget_reservations;
