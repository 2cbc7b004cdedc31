-- Which limits a reservation counts against follows from its tenant, project, agent and model alone: a limit's balance
-- is a function of the ledger, the limit's key and its period, and can be worked out anew at any time.

drop view budget_differences;
drop function reserve, commit_reservations, release_reservations, extend_reservation, expire_reservations, book,
  lock_accounts_of;

drop index budget_reservations_held, budget_reservations_expiring, budget_transactions_reservation;
alter table budget_reservations
  drop column account_ids,
  -- What a commit said of its input tokens, which have a price of their own.
  add column input_tokens bigint,
  add check (input_tokens between 0 and actual_tokens);
create index budget_reservations_held on budget_reservations (tenant_id, expires_at) where state = 'held';

alter table budget_transactions disable trigger append_only;
alter table budget_transactions
  drop column account_ids,
  -- What it changed of what is reserved: held is positive for a reserve, negative for what closes a reservation.
  add column held bigint not null default 0,
  -- The moment that decides in which period it counts: when the reservation was made.
  add column counted_at timestamptz,
  add column input_tokens bigint;
update budget_transactions t
set counted_at = coalesce((select r.created_at from budget_reservations r where r.id = t.reservation_id), t."timestamp"),
    held = case
      when t.type = 'reserve' then t.amount
      when t.type in ('release', 'expire') then -t.amount
      when t.type = 'commit' and not exists (
        select from budget_transactions x where x.reservation_id = t.reservation_id and x.type = 'expire')
        then -(select sum(x.amount) from budget_transactions x
               where x.reservation_id = t.reservation_id and x.type = 'reserve')
      else 0
    end;
alter table budget_transactions alter column counted_at set not null;
alter table budget_transactions enable trigger append_only;

-- Ids of reservations grow with time, and so does the ledger: a few entries for each stretch of it are enough to find a
-- reservation's rows, and cost next to nothing to keep.
create index budget_transactions_reservation on budget_transactions using brin (reservation_id)
  with (pages_per_range = 32, autosummarize = on);

-- The keys of the limits that something spent there counts against.
create function scopes(project text, agent text, model text)
returns table (project_id text, agent_id text, model_id text) language sql immutable as $$
  values (project, '*', '*'), ('*', '*', '*'), (project, agent, '*'), (project, '*', model)
$$;

-- What the ledger says about a limit since the beginning of a period.
create function ledger_balance(tenant text, project text, agent text, model_name text, since timestamptz)
returns table (used bigint, reserved bigint) language sql stable as $$
  select coalesce(sum(t.amount) filter (where t.type in ('commit', 'adjust')), 0)::bigint,
         coalesce(sum(t.held), 0)::bigint
  from budget_transactions t
  where t.tenant_id = tenant
    and (project = '*' or t.project_id = project)
    and (agent = '*' or t.agent_id = agent)
    and (model_name = '*' or t.model = model_name)
    and t."timestamp" >= since
    and t.counted_at >= since
$$;

-- Limits as they are at this moment: in their own period, without what has expired.
create view budget_limits_now as
select l.id, l.tenant_id, l.project_id, l.agent_id, l.model, l.period, l.timezone, l.soft, l.total_limit, l.created_at,
       b.begins as period_start,
       period_ends(l.period, l.timezone, greatest(clock_timestamp(), l.period_start)) as resets_at,
       case when b.current then l.current_usage else 0 end as used,
       case when b.current then l.reserved - coalesce(gone.tokens, 0) else 0 end as reserved
from budget_limits l
cross join lateral (
  select greatest(l.period_start, p.begins) as begins, p.begins <= l.period_start as current
  from (select period_begins(l.period, l.timezone, clock_timestamp()) as begins) p
) b
left join lateral (
  select sum(e.tokens)::bigint as tokens
  from budget_reservations e
  where e.tenant_id = l.tenant_id and e.state = 'held' and e.expires_at <= clock_timestamp()
    and (l.project_id = '*' or e.project_id = l.project_id)
    and (l.agent_id = '*' or e.agent_id = l.agent_id)
    and (l.model = '*' or e.model = l.model)
    and e.created_at >= b.begins
) gone on true;

-- Balances that do not follow from the ledger. One statement, one snapshot: it may run at any time. Lifetimes are added
-- up in one pass over the ledger; a period only looks at its own stretch.
create view budget_differences as
with spenders as materialized (
  select t.tenant_id, t.project_id, t.agent_id, t.model,
         sum(t.amount) filter (where t.type in ('commit', 'adjust')) as used, sum(t.held) as held
  from budget_transactions t
  group by t.tenant_id, t.project_id, t.agent_id, t.model
), lifetimes as (
  select l.id, sum(s.used) as used, sum(s.held) as held
  from spenders s
  cross join lateral scopes(s.project_id, s.agent_id, s.model) k
  join budget_limits l
    on l.tenant_id = s.tenant_id and l.project_id = k.project_id and l.agent_id = k.agent_id and l.model = k.model_id
  where l.period = 'lifetime'
  group by l.id
), ledger as (
  select l.id, coalesce(e.used, 0)::bigint as used, coalesce(e.held, 0)::bigint as reserved
  from budget_limits l left join lifetimes e on e.id = l.id
  where l.period = 'lifetime'
  union all
  select l.id, e.used, e.reserved
  from budget_limits l
  cross join lateral ledger_balance(l.tenant_id, l.project_id, l.agent_id, l.model, l.period_start) e
  where l.period <> 'lifetime'
)
select l.id as account_id, l.tenant_id, l.project_id, l.agent_id, l.model,
       l.current_usage, e.used as ledger_usage, l.reserved, e.reserved as ledger_reserved
from budget_limits l join ledger e on e.id = l.id
where l.current_usage <> e.used or l.reserved <> e.reserved;
