-- The ledger. used = what was committed and adjusted; reserved = what was reserved and not yet closed by a commit,
-- release or expire of the same reservation.
create table budget_transactions (
  id bigint generated always as identity primary key,
  tenant_id text not null,
  project_id text not null,
  task_id text not null,
  reservation_id uuid,
  request_id text not null,
  amount bigint not null,
  type text not null check (type in ('reserve', 'commit', 'release', 'expire', 'adjust')),
  purpose text not null,
  model text not null,
  agent_id text not null,
  account_ids bigint[] not null,
  "timestamp" timestamptz not null
);

create index budget_transactions_reservation on budget_transactions (reservation_id);
create index budget_transactions_listed on budget_transactions (tenant_id, project_id, id desc);

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'budget_transactions is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger append_only before update or delete on budget_transactions
  for each row execute function refuse_ledger_change();
create trigger append_only_truncate before truncate on budget_transactions
  for each statement execute function refuse_ledger_change();

revoke update, delete, truncate on budget_transactions from golden_budget;

-- Differences between balances and ledger. Both sides are read in one snapshot: it may run at any time.
create view budget_differences as
with entries as (
  select unnest(t.account_ids) as account_id, t.type, t.amount,
         t.type = 'reserve' and not exists (
           select from budget_transactions closing
           where closing.reservation_id = t.reservation_id and closing.type in ('commit', 'release', 'expire')
         ) as open
  from budget_transactions t
), ledger as (
  select account_id,
         sum(amount) filter (where type in ('commit', 'adjust')) as used,
         sum(amount) filter (where open) as reserved
  from entries
  group by account_id
)
select l.id as account_id, l.tenant_id, l.project_id, l.agent_id, l.model,
       l.current_usage, coalesce(e.used, 0)::bigint as ledger_usage,
       l.reserved, coalesce(e.reserved, 0)::bigint as ledger_reserved
from budget_limits l left join ledger e on e.account_id = l.id
where l.current_usage <> coalesce(e.used, 0) or l.reserved <> coalesce(e.reserved, 0);
