-- What a group costs is mostly the starting of plans. So a reservation is decided with as few as can be, and what a plan
-- would start again and again is taken in by it.

-- As before, but written so that statements take them in instead of calling them.
create or replace function period_unit(period text) returns text language sql immutable
return case period when 'daily' then 'day' when 'weekly' then 'week' when 'monthly' then 'month' end;

create or replace function period_begins(period text, zone text, at timestamptz) returns timestamptz
language sql immutable
return case
  when period = 'lifetime' then '-infinity'
  else first_moment(date_trunc(period_unit(period), at at time zone zone), zone)
end;

-- A zone that PostgreSQL does not know is still refused when it is written: by the trigger that works out the balance, which
-- runs for new limits and changed zones alone. A constraint was looked at with each reservation.
create or replace function balance_limit() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtext('golden budget limits'), stripe(new.tenant_id));
  end if;
  perform first_moment('2000-01-01', new.timezone);
  new.period_start := period_begins(new.period, new.timezone, clock_timestamp());
  select b.used, b.reserved into new.current_usage, new.reserved
  from ledger_balance(new.tenant_id, new.project_id, new.agent_id, new.model, new.period_start) b;
  new.announced := 0;
  return new;
end
$$;
alter table budget_limits drop constraint budget_limits_timezone_known;

-- New rows at the end of their project's stretch, not at its beginning: half as large, and pages are filled once. Read
-- backwards they are the lists as before.
drop index budget_reservations_listed, budget_transactions_listed;
create index budget_reservations_listed on budget_reservations (tenant_id, project_id, created_at, id)
  where requested_tokens > 0;
create index budget_transactions_listed on budget_transactions (tenant_id, project_id, "timestamp", id);

-- As before, in one plan.
create or replace function book(
  limit_ids bigint[], used bigint[], held bigint[], at timestamptz, http_requests text[], traces text[]
) returns void language plpgsql as $$
declare
  r record;
begin
  for r in
    update budget_limits l
    set (current_usage, reserved, announced, period_start, updated_at) = (
      select case when b.begins > l.period_start then 0 else l.current_usage end + x.used,
             case when b.begins > l.period_start then 0 else l.reserved end + x.held,
             case when b.begins > l.period_start then 0 else l.announced end,
             b.begins,
             at
      from (select greatest(l.period_start, period_begins(l.period, l.timezone, at)) as begins) b)
    from unnest(limit_ids, used, held) with ordinality as x (id, used, held, n)
    where l.id = x.id and l.id = any (limit_ids)
    returning x.n, l.id, l.announced, threshold(l.current_usage + l.reserved, l.total_limit) as reached, l.total_limit,
              l.announced_limit
  loop
    if r.reached > r.announced or (r.reached < r.announced and r.total_limit <> r.announced_limit) then
      perform announce(r.id, at, http_requests[r.n], traces[r.n]);
    end if;
  end loop;
end
$$;

-- Makes the limits of projects that have none.
create function make_limits(tenants text[], projects text[], total bigint) returns void language plpgsql
set enable_seqscan = off set lock_timeout = '2s' as $$
begin
  perform pg_advisory_xact_lock(hashtext('golden budget limits'), s.number)
  from (
    select distinct stripe(q.tenant) as number
    from unnest(tenants, projects) as q (tenant, project)
    where not exists (
      select from budget_limits l
      where l.tenant_id = q.tenant and l.project_id = q.project and l.agent_id = '*' and l.model = '*')
    order by 1
  ) s;
  insert into budget_limits (tenant_id, project_id, total_limit)
  select distinct q.tenant, q.project, total
  from unnest(tenants, projects) as q (tenant, project)
  where not exists (
    select from budget_limits l
    where l.tenant_id = q.tenant and l.project_id = q.project and l.agent_id = '*' and l.model = '*')
  order by 1, 2;
end
$$;

-- Decides a group of requests, each as if it came alone, in their order: what reserve did, which stays for the version
-- before. Accounts are tenant, project, agent and model, each account once; accounts[n] is the number of the nth request's.
-- No two requests may have the same tenant and request_id.
-- Answers no row, and has done nothing, where a project has no limit yet (make_limits).
-- Locks: request ids, stripes of tenants, limits by key; every statement sees what was committed before it, so that what
-- is read after the limits are locked is the truth about them.
create function make_reservations(
  tenants text[], projects text[], agents text[], models text[], accounts integer[], ids uuid[], tasks text[],
  purposes text[], request_ids text[], holders text[], amounts bigint[], ttls integer[], http_requests text[],
  traces text[]
) returns table (
  ordinal integer, outcome text, reservation_id uuid, allocated bigint, available bigint, expires_at timestamptz,
  refusing text[]
) language plpgsql
-- Plans are made once a connection, for any size of group and of table.
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
  most_scopes constant integer := 4;
  decided_at timestamptz := '-infinity';
  -- By number of limit.
  keys bigint[] := '{}';
  soft_ones boolean[];
  balances bigint[];
  added bigint[];
  last_of integer[];
  -- By number of account: how many limits count, and with most_scopes places for each account, their numbers.
  counts integer[] := array_fill(0, array[cardinality(tenants)]);
  counted integer[] := array_fill(0, array[most_scopes * cardinality(tenants)]);
  limited integer := 0;
  -- By number of request.
  outcomes text[] := array_fill('new'::text, array[cardinality(ids)]);
  availables bigint[] := array_fill(0::bigint, array[cardinality(ids)]);
  expiries timestamptz[] := array_fill(null::timestamptz, array[cardinality(ids)]);
  refusals integer[] := array_fill(null::integer, array[cardinality(ids)]);
  approved integer := 0;
  room bigint;
  narrowest integer;
  number integer;
  first integer;
  last integer;
  r record;
begin
  perform pg_advisory_xact_lock(k.key)
  from (
    select distinct hashtextextended(q.request_id, hashtext(tenants[q.account])) as key
    from unnest(request_ids, accounts) as q (request_id, account)
    order by 1
  ) k;
  perform pg_advisory_xact_lock_shared(hashtext('golden budget limits'), s.number)
  from (select distinct stripe(t) as number from unnest(tenants) as t order by 1) s;

  -- A lateral look-up with a limit is a probe of the index whatever the planner believes of the table's size, and is made
  -- in the order of the keys. A limit that several accounts have in common comes up for each, one after the other.
  for r in
    select k.account, k.project_id <> '*' and k.agent_id = '*' and k.model_id = '*' as of_project, l.id, l.period_start
    from (
      select a.n as account, a.tenant, x.project_id, x.agent_id, x.model_id
      from unnest(tenants, projects, agents, models) with ordinality as a (tenant, project, agent, model, n)
      cross join lateral scopes(a.project, a.agent, a.model) x
      order by 2, 3, 4, 5
    ) k
    cross join lateral (
      select l.id, l.period_start
      from budget_limits l
      where l.tenant_id = k.tenant and l.project_id = k.project_id and l.agent_id = k.agent_id and l.model = k.model_id
      limit 1
      for no key update
    ) l
  loop
    if keys = '{}' or keys[number] <> r.id then
      number := cardinality(keys) + 1;
      keys[number] := r.id;
      decided_at := greatest(decided_at, r.period_start);
    end if;
    counts[r.account] := counts[r.account] + 1;
    counted[most_scopes * (r.account - 1) + counts[r.account]] := number;
    limited := limited + r.of_project::integer;
  end loop;
  if limited < cardinality(tenants) then
    return;
  end if;
  -- The clock is read after the last lock was had, and never says a time before a period that has begun.
  decided_at := greatest(decided_at, clock_timestamp());

  -- What has expired and is not yet closed counts no more, nor what belonged to an earlier period.
  select array_agg(l.soft), array_agg(l.balance), array_agg(0::bigint), array_agg(null::integer)
  into soft_ones, balances, added, last_of
  from (
    select l.soft,
           case
             when period_begins(l.period, l.timezone, decided_at) <= l.period_start then
               l.total_limit - l.current_usage - l.reserved + coalesce((
                 select sum(e.tokens)::bigint
                 from budget_reservations e
                 where e.tenant_id = l.tenant_id and e.state = 'held' and e.expires_at <= decided_at
                   and (l.project_id = '*' or e.project_id = l.project_id)
                   and (l.agent_id = '*' or e.agent_id = l.agent_id)
                   and (l.model = '*' or e.model = l.model)
                   and e.created_at >= l.period_start), 0)
             else l.total_limit
           end as balance
    from unnest(keys) as k (id)
    cross join lateral (select * from budget_limits b where b.id = k.id limit 1) l
  ) l;

  -- What was asked before has its answer.
  for r in
    select q.n, f.*,
           (f.project_id, f.task_id, f.model, f.agent_id, f.purpose, f.holder, f.requested_tokens, f.ttl_seconds)
           = (projects[q.account], tasks[q.n], models[q.account], agents[q.account], purposes[q.n], holders[q.n],
              amounts[q.n], ttls[q.n]) as same
    from unnest(request_ids, accounts) with ordinality as q (request_id, account, n)
    cross join lateral (
      select *
      from budget_reservations b
      where b.tenant_id = tenants[q.account] and b.request_id = q.request_id
      limit 1
    ) f
  loop
    outcomes[r.n] := case when r.same then 'replayed' else 'conflict' end;
    ids[r.n] := r.id;
    amounts[r.n] := r.requested_tokens;
    availables[r.n] := r.available;
    expiries[r.n] := r.created_at + make_interval(secs => r.ttl_seconds);
  end loop;

  -- One by one: a request that is refused takes nothing from those that come after it.
  for n in 1 .. cardinality(ids) loop
    continue when outcomes[n] <> 'new';
    first := most_scopes * (accounts[n] - 1) + 1;
    last := first + counts[accounts[n]] - 1;
    narrowest := null;
    for place in first .. last loop
      number := counted[place];
      if not soft_ones[number] and (narrowest is null or balances[number] < room) then
        room := balances[number];
        narrowest := number;
      end if;
    end loop;
    if narrowest is not null and amounts[n] > room then
      outcomes[n] := 'insufficient';
      availables[n] := greatest(room, 0);
      refusals[n] := narrowest;
    else
      outcomes[n] := 'approved';
      approved := approved + 1;
      for place in first .. last loop
        number := counted[place];
        balances[number] := balances[number] - amounts[n];
        added[number] := added[number] + amounts[n];
        last_of[number] := n;
        if narrowest is null or soft_ones[narrowest] and balances[number] < balances[narrowest] then
          narrowest := number;
        end if;
      end loop;
      availables[n] := greatest(balances[narrowest], 0);
    end if;
  end loop;

  if approved > 0 then
    with made as (
      insert into budget_reservations as b (
        id, tenant_id, project_id, task_id, model, agent_id, purpose, request_id, holder, requested_tokens, ttl_seconds,
        available, tokens, expires_at, created_at)
      select q.id, tenants[q.account], projects[q.account], q.task, models[q.account], agents[q.account], q.purpose,
             q.request_id, q.holder, q.amount, q.ttl, q.available, q.amount, decided_at + make_interval(secs => q.ttl),
             decided_at
      from unnest(ids, accounts, tasks, purposes, request_ids, holders, amounts, ttls, availables, outcomes) as q (
        id, account, task, purpose, request_id, holder, amount, ttl, available, outcome)
      where q.outcome = 'approved'
      returning b.*
    )
    insert into budget_transactions (
      tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, held,
      counted_at, "timestamp")
    select m.tenant_id, m.project_id, m.task_id, m.id, m.request_id, m.tokens, 'reserve', m.purpose, m.model, m.agent_id,
           m.tokens, decided_at, decided_at
    from made m;
    perform book(
      array_agg(key), array_agg(0::bigint), array_agg(more), decided_at, array_agg(http_requests[by]),
      array_agg(traces[by]))
    from unnest(keys, added, last_of) as u (key, more, by)
    where more > 0;
  end if;

  return query
  select q.n::integer, q.outcome, case when q.outcome in ('approved', 'replayed') then q.id end, q.amount, q.available,
         coalesce(q.expiry, decided_at + make_interval(secs => q.ttl)),
         case when q.refusal is not null then (
           select array[l.project_id, l.agent_id, l.model] from budget_limits l where l.id = keys[q.refusal])
         end
  from unnest(ids, amounts, ttls, outcomes, availables, expiries, refusals) with ordinality
    as q (id, amount, ttl, outcome, available, expiry, refusal, n)
  order by q.n;
end
$$;
