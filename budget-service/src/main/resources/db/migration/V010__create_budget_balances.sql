-- How every verb begins and ends: lock_limits and book. The order of locks is the same for all of them: stripes of
-- tenants, then limits by their key, then reservations. No two can wait for each other in a circle.

-- Making a limit keeps its tenant's stripe for itself; verbs share it. While a verb runs, no limit can come up that it
-- did not look at. Stripes are few, so that a group of many tenants needs few locks.
create function stripe(tenant text) returns integer language sql immutable as $$
  select hashtext(tenant) & 127
$$;

-- A new limit, and one whose period changes, gets its balance from the ledger: what was spent before it was there counts.
-- Whoever writes the row, operators by hand included. A verb under way holds the stripe (a new limit waits for it) and
-- the row (a changed one does).
create function balance_limit() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtext('golden budget limits'), stripe(new.tenant_id));
  end if;
  new.period_start := period_begins(new.period, new.timezone, clock_timestamp());
  select b.used, b.reserved into new.current_usage, new.reserved
  from ledger_balance(new.tenant_id, new.project_id, new.agent_id, new.model, new.period_start) b;
  new.announced := 0;
  return new;
end
$$;

create trigger balance_new before insert on budget_limits
  for each row execute function balance_limit();
create trigger balance_redated before update on budget_limits
  for each row when (new.period <> old.period or new.timezone <> old.timezone)
  execute function balance_limit();

-- Locks what these spenders count against, and makes the limit of a project that has none (default_limit null: leaves
-- it without). Answers the time of the decision, which is never before the beginning of a period already begun, whatever
-- the clock does.
create function lock_limits(tenants text[], projects text[], agents text[], models text[], default_limit bigint)
returns timestamptz language plpgsql as $$
declare
  s record;
  lacking boolean := false;
  latest timestamptz;
begin
  for s in
    select stripe(q.tenant) as number,
           bool_or(default_limit is not null and not exists (
             select from budget_limits l
             where l.tenant_id = q.tenant and l.project_id = q.project and l.agent_id = '*' and l.model = '*'
           )) as lacks
    from (select distinct * from unnest(tenants, projects)) as q (tenant, project)
    group by 1
    order by 1
  loop
    if s.lacks then
      perform pg_advisory_xact_lock(hashtext('golden budget limits'), s.number);
      lacking := true;
    else
      perform pg_advisory_xact_lock_shared(hashtext('golden budget limits'), s.number);
    end if;
  end loop;

  if lacking then
    insert into budget_limits (tenant_id, project_id, total_limit)
    select q.tenant, q.project, default_limit
    from (select distinct * from unnest(tenants, projects)) as q (tenant, project)
    where not exists (
      select from budget_limits l
      where l.tenant_id = q.tenant and l.project_id = q.project and l.agent_id = '*' and l.model = '*')
    order by 1, 2;
  end if;

  -- A lateral look-up with a limit is a probe of the index whatever the planner believes of the table's size, and is made
  -- in the order of the keys.
  select max(l.period_start) into latest
  from (
    select distinct q.tenant, x.project_id, x.agent_id, x.model_id
    from (select distinct * from unnest(tenants, projects, agents, models)) as q (tenant, project, agent, model)
    cross join lateral scopes(q.project, q.agent, q.model) x
    order by 1, 2, 3, 4
  ) k
  cross join lateral (
    select l.period_start
    from budget_limits l
    where l.tenant_id = k.tenant and l.project_id = k.project_id and l.agent_id = k.agent_id and l.model = k.model_id
    limit 1
    for no key update
  ) l;
  -- The clock is read after the last lock was had.
  return greatest(latest, clock_timestamp());
end
$$;

-- 0, 80 or 100: the highest threshold that has been reached.
create function threshold(spent bigint, total bigint) returns smallint language sql immutable as $$
  select case
    when spent <= 0 then 0
    when spent >= total then 100
    when spent::numeric * 100 >= total::numeric * 80 then 80
    else 0
  end::smallint
$$;

-- Adds to what is used and reserved of these (locked) limits, in the period that runs at that time; what belonged to an
-- earlier one is dropped. A threshold that is crossed is announced, once a period: the row remembers it. http_requests
-- and traces say, limit by limit, who crossed it.
create function book(
  limit_ids bigint[], used bigint[], held bigint[], at timestamptz, http_requests text[], traces text[]
) returns void language plpgsql as $$
declare
  crossed bigint[];
  n integer;
begin
  with booked as (
    update budget_limits l
    set current_usage = case when b.begins > l.period_start then 0 else l.current_usage end + b.used,
        reserved = case when b.begins > l.period_start then 0 else l.reserved end + b.held,
        announced = case when b.begins > l.period_start then 0 else l.announced end,
        period_start = b.begins,
        updated_at = at
    from (
      select x.id, x.used, x.held, c.begins
      from unnest(limit_ids, used, held) as x (id, used, held)
      cross join lateral (
        select greatest(c.period_start, period_begins(c.period, c.timezone, at)) as begins
        from budget_limits c
        where c.id = x.id
        limit 1
      ) c
    ) b
    where l.id = b.id and l.id = any (limit_ids)
    returning l.id, l.announced, threshold(l.current_usage + l.reserved, l.total_limit) as reached, l.total_limit,
              l.announced_limit
  )
  select array_agg(id) into crossed
  from booked
  where reached > announced or (reached < announced and total_limit <> announced_limit);
  if crossed is not null then
    foreach n in array array_positions(array(select x = any (crossed) from unnest(limit_ids) x), true) loop
      perform announce(limit_ids[n], at, http_requests[n], traces[n]);
    end loop;
  end if;
end
$$;

-- Tells of the thresholds that a limit has crossed. One that was changed so that less of it is used than was announced
-- is warned of again.
create function announce(limit_id bigint, at timestamptz, http_request text, trace text) returns void
language plpgsql as $$
declare
  r record;
  percent smallint;
begin
  for r in
    select l.*, l.reserved - coalesce(gone.tokens, 0) as live,
           threshold(l.current_usage + l.reserved - coalesce(gone.tokens, 0), l.total_limit) as reached
    from budget_limits l
    left join lateral (
      select sum(e.tokens)::bigint as tokens
      from budget_reservations e
      where e.tenant_id = l.tenant_id and e.state = 'held' and e.expires_at <= at and e.created_at >= l.period_start
        and (l.project_id = '*' or e.project_id = l.project_id)
        and (l.agent_id = '*' or e.agent_id = l.agent_id)
        and (l.model = '*' or e.model = l.model)
    ) gone on true
    where l.id = limit_id
  loop
    foreach percent in array array[80, 100] loop
      if percent > r.announced and percent <= r.reached then
        insert into outbox (id, subject, headers, payload)
        values (
          new_id(), 'event.budget.limit.threshold',
          jsonb_build_object('Golden-Event-Type', 'budget.limit.threshold', 'Golden-Schema', '1',
            'Golden-Tenant', r.tenant_id, 'X-Request-ID', http_request, 'traceparent', trace),
          jsonb_build_object('tenant_id', r.tenant_id, 'project_id', r.project_id, 'agent_id', r.agent_id,
            'model', r.model, 'percent', percent, 'total_limit', r.total_limit, 'used', r.current_usage,
            'reserved', r.live, 'period', r.period,
            'period_start', case when r.period <> 'lifetime' then
              to_char(r.period_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
            'soft', r.soft)::text);
      end if;
    end loop;
    if r.reached > r.announced or r.total_limit <> r.announced_limit then
      update budget_limits l set announced = r.reached, announced_limit = r.total_limit where l.id = r.id;
    end if;
  end loop;
end
$$;
