-- The requests of a group, each with the limits that count for it (their numbers in limit_ids, the project's first) and
-- what its id stood for before. Look-ups are lateral and limited: whatever the planner believes of a table that grows all
-- day, they stay probes of an index.
create function requests_of_group(
  limit_ids bigint[], tenants text[], projects text[], tasks text[], models text[], agents text[], purposes text[],
  request_ids text[], holders text[], amounts bigint[], ttls integer[]
) returns table (n integer, amount bigint, counted integer[], known boolean, same boolean) language sql stable as $$
  with asked as materialized (
    select *
    from unnest(tenants, projects, tasks, models, agents, purposes, request_ids, holders, amounts, ttls) with ordinality
      as q (tenant, project, task, model, agent, purpose, request_id, holder, amount, ttl, n)
  ), spenders as materialized (
    select c.*, array(
      select array_position(limit_ids, l.id)
      from scopes(c.project, c.agent, c.model) k
      cross join lateral (
        select l.id
        from budget_limits l
        where l.tenant_id = c.tenant and l.project_id = k.project_id and l.agent_id = k.agent_id and l.model = k.model_id
        limit 1
      ) l
    ) as counted
    from (select distinct a.tenant, a.project, a.agent, a.model from asked a) c
  )
  select q.n::integer, q.amount, c.counted, first.id is not null, first.same
  from asked q
  join spenders c on c.tenant = q.tenant and c.project = q.project and c.agent = q.agent and c.model = q.model
  left join lateral (
    select f.id,
           (f.project_id, f.task_id, f.model, f.agent_id, f.purpose, f.holder, f.requested_tokens, f.ttl_seconds)
           = (q.project, q.task, q.model, q.agent, q.purpose, q.holder, q.amount, q.ttl) as same
    from budget_reservations f
    where f.tenant_id = q.tenant and f.request_id = q.request_id
    limit 1
  ) first on true
$$;

-- Decides a group of requests, each as if it came alone, in their order. One call is one statement for the client and
-- one flush for the disk; inside, every statement sees what was committed before it, so that what is read after the
-- limits are locked is the truth about them.
-- No two requests of a group may have the same tenant and request_id.
create function reserve(
  ids uuid[], tenants text[], projects text[], tasks text[], models text[], agents text[], purposes text[],
  request_ids text[], holders text[], amounts bigint[], ttls integer[], http_requests text[], traces text[],
  default_limit bigint
) returns table (
  ordinal integer, outcome text, reservation_id uuid, allocated bigint, available bigint, expires_at timestamptz,
  refusing text[]
) language plpgsql
-- Plans are made once a connection, for any size of group and of table.
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
  decided_at constant timestamptz := lock_limits(tenants, projects, agents, models, default_limit);
  -- By number of limit.
  keys bigint[];
  soft_ones boolean[];
  balances bigint[];
  added bigint[];
  last_of integer[];
  -- By number of request.
  outcomes text[];
  availables bigint[];
  refusals integer[] := array_fill(null::integer, array[cardinality(ids)]);
  all_fit boolean;
  inserted integer;
  room bigint;
  narrowest integer;
  i integer;
  r record;
begin
  -- What has expired and is not yet closed counts no more, nor what belonged to an earlier period.
  select array_agg(l.id), array_agg(l.soft), array_agg(l.balance), array_agg(0::bigint)
  into keys, soft_ones, balances, added
  from (
    select distinct q.tenant, k.project_id, k.agent_id, k.model_id
    from (select distinct * from unnest(tenants, projects, agents, models)) as q (tenant, project, agent, model)
    cross join lateral scopes(q.project, q.agent, q.model) k
  ) k
  cross join lateral (
    select l.id, l.soft,
           case
             when b.begins <= l.period_start then
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
    from budget_limits l
    cross join lateral (select period_begins(l.period, l.timezone, decided_at) as begins) b
    where l.tenant_id = k.tenant and l.project_id = k.project_id and l.agent_id = k.agent_id and l.model = k.model_id
    limit 1
  ) l;

  -- Mostly all of them fit, and running totals say what is left after each.
  with asked as materialized (
    select *
    from requests_of_group(keys, tenants, projects, tasks, models, agents, purposes, request_ids, holders, amounts, ttls)
  ), takes as materialized (
    select a.n, c.number, soft_ones[c.number] as soft, balances[c.number] as balance, not a.known as taking,
           sum(case when a.known then 0 else a.amount end) over (partition by c.number order by a.n) as taken
    from asked a
    cross join lateral unnest(a.counted) as c (number)
  ), decided as (
    select a.n, a.known, a.same, min(t.balance - t.taken) as left_of_all,
           min(t.balance - t.taken) filter (where not t.soft) as left_of_hard
    from asked a
    join takes t on t.n = a.n
    group by a.n, a.known, a.same
  ), sums as (
    select t.number, max(t.taken)::bigint as taken, max(t.n) filter (where t.taking) as last
    from takes t
    group by t.number
  )
  select coalesce(bool_and(d.known or coalesce(d.left_of_hard, 0) >= 0), false),
         array_agg(case when not d.known then 'approved' when d.same then 'replayed' else 'conflict' end order by d.n),
         array_agg(greatest(coalesce(d.left_of_hard, d.left_of_all), 0)::bigint order by d.n),
         (select array_agg(s.taken order by s.number) from sums s),
         (select array_agg(s.last order by s.number) from sums s)
  into all_fit, outcomes, availables, added, last_of
  from decided d;

  if coalesce(cardinality(outcomes), 0) < cardinality(ids) then
    raise exception 'the limit of a project was removed meanwhile' using errcode = 'serialization_failure';
  end if;

  if not all_fit then
    -- One by one: a request that is refused takes nothing from those that come after it.
    added := array_fill(0::bigint, array[cardinality(keys)]);
    last_of := array_fill(null::integer, array[cardinality(keys)]);
    for r in
      select a.*
      from requests_of_group(
        keys, tenants, projects, tasks, models, agents, purposes, request_ids, holders, amounts, ttls) a
      order by a.n
    loop
      continue when r.known;
      room := null;
      narrowest := null;
      foreach i in array r.counted loop
        if not soft_ones[i] and (narrowest is null or balances[i] < room) then
          room := balances[i];
          narrowest := i;
        end if;
      end loop;
      if narrowest is not null and r.amount > room then
        outcomes[r.n] := 'insufficient';
        availables[r.n] := greatest(room, 0);
        refusals[r.n] := narrowest;
      else
        room := balances[r.counted[1]];
        foreach i in array r.counted loop
          balances[i] := balances[i] - r.amount;
          added[i] := added[i] + r.amount;
          last_of[i] := r.n;
          room := least(room, balances[i]);
        end loop;
        availables[r.n] := greatest(case when narrowest is null then room else balances[narrowest] end, 0);
      end if;
    end loop;
  end if;

  insert into budget_reservations (
    id, tenant_id, project_id, task_id, model, agent_id, purpose, request_id, holder, requested_tokens, ttl_seconds,
    available, tokens, expires_at, created_at)
  select q.id, q.tenant, q.project, q.task, q.model, q.agent, q.purpose, q.request_id, q.holder, q.amount, q.ttl,
         q.available, q.amount, decided_at + make_interval(secs => q.ttl), decided_at
  from unnest(ids, tenants, projects, tasks, models, agents, purposes, request_ids, holders, amounts, ttls, availables,
    outcomes) as q (
    id, tenant, project, task, model, agent, purpose, request_id, holder, amount, ttl, available, outcome)
  where q.outcome = 'approved'
  order by q.tenant, q.request_id
  on conflict (tenant_id, request_id) do nothing;
  get diagnostics inserted = row_count;
  if inserted < cardinality(array_positions(outcomes, 'approved')) then
    -- The same request_id won for another project meanwhile. Seldom: the caller decides the group anew.
    raise exception 'request_id was taken meanwhile' using errcode = 'serialization_failure';
  end if;

  if inserted > 0 then
    insert into budget_transactions (
      tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, held,
      counted_at, "timestamp")
    select q.tenant, q.project, q.task, q.id, q.request_id, q.amount, 'reserve', q.purpose, q.model, q.agent, q.amount,
           decided_at, decided_at
    from unnest(ids, tenants, projects, tasks, models, agents, purposes, request_ids, amounts, outcomes) as q (
      id, tenant, project, task, model, agent, purpose, request_id, amount, outcome)
    where q.outcome = 'approved';
    perform book(
      array_agg(key), array_agg(0::bigint), array_agg(more), decided_at, array_agg(http_requests[by]),
      array_agg(traces[by]))
    from unnest(keys, added, last_of) as u (key, more, by)
    where more > 0;
  end if;

  return query
  select q.n::integer, q.outcome, coalesce(known.id, case when q.outcome = 'approved' then q.id end),
         coalesce(known.requested_tokens, q.amount), coalesce(known.available, q.available),
         coalesce(known.created_at + make_interval(secs => known.ttl_seconds), decided_at + make_interval(secs => q.ttl)),
         case when q.refusal is not null then (
           select array[l.project_id, l.agent_id, l.model] from budget_limits l where l.id = keys[q.refusal])
         end
  from unnest(ids, request_ids, tenants, amounts, ttls, outcomes, availables, refusals) with ordinality
    as q (id, request_id, tenant, amount, ttl, outcome, available, refusal, n)
  left join lateral (
    select f.id, f.requested_tokens, f.available, f.created_at, f.ttl_seconds
    from budget_reservations f
    where f.tenant_id = q.tenant and f.request_id = q.request_id
    limit 1
  ) known on q.outcome = 'replayed'
  order by q.n;
end
$$;
