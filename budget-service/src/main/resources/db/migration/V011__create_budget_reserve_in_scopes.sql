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
) language plpgsql set enable_seqscan = off set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
  decided_at constant timestamptz := lock_limits(tenants, projects, agents, models, default_limit);
  -- By number of limit.
  keys bigint[];
  key_tenants text[];
  key_projects text[];
  key_agents text[];
  key_models text[];
  soft_ones boolean[];
  balances bigint[];
  added bigint[];
  last_of integer[];
  -- By number of request.
  outcomes text[];
  availables bigint[];
  refusals integer[];
  approved integer[] := '{}';
  inserted integer;
  counted integer[];
  room bigint;
  narrowest integer;
  i integer;
  r record;
begin
  -- What has expired and is not yet closed counts no more, nor what belonged to an earlier period.
  select array_agg(a.id), array_agg(a.tenant_id), array_agg(a.project_id), array_agg(a.agent_id), array_agg(a.model),
         array_agg(a.soft), array_agg(a.balance), array_agg(0::bigint)
  into keys, key_tenants, key_projects, key_agents, key_models, soft_ones, balances, added
  from (
    select l.id, l.tenant_id, l.project_id, l.agent_id, l.model, l.soft,
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
    from (
      select distinct q.tenant, k.project_id, k.agent_id, k.model_id
      from unnest(tenants, projects, agents, models) as q (tenant, project, agent, model)
      cross join lateral scopes(q.project, q.agent, q.model) k
    ) k
    join budget_limits l
      on l.tenant_id = k.tenant and l.project_id = k.project_id and l.agent_id = k.agent_id and l.model = k.model_id
    cross join lateral (select period_begins(l.period, l.timezone, decided_at) as begins) b
  ) a;

  for r in
    with limits as (
      select * from unnest(key_tenants, key_projects, key_agents, key_models) with ordinality
        as l (tenant, project, agent, model, n)
    )
    select q.n::integer as n, q.amount, p.n::integer as of_project, t.n::integer as of_tenant,
           a.n::integer as of_agent, m.n::integer as of_model, first.id as first_id,
           (first.project_id, first.task_id, first.model, first.agent_id, first.purpose, first.holder,
            first.requested_tokens, first.ttl_seconds)
           = (q.project, q.task, q.model, q.agent, q.purpose, q.holder, q.amount, q.ttl) as same
    from unnest(tenants, projects, tasks, models, agents, purposes, request_ids, holders, amounts, ttls) with ordinality
      as q (tenant, project, task, model, agent, purpose, request_id, holder, amount, ttl, n)
    left join limits p on p.tenant = q.tenant and p.project = q.project and p.agent = '*' and p.model = '*'
    left join limits t on t.tenant = q.tenant and t.project = '*'
    left join limits a on a.tenant = q.tenant and a.project = q.project and a.agent = q.agent
    left join limits m on m.tenant = q.tenant and m.project = q.project and m.model = q.model and m.agent = '*'
    left join budget_reservations first on first.tenant_id = q.tenant and first.request_id = q.request_id
    order by q.n
  loop
    if r.of_project is null then
      raise exception 'the limit of a project was removed meanwhile' using errcode = 'serialization_failure';
    end if;
    counted := array_remove(array[r.of_project, r.of_agent, r.of_model, r.of_tenant], null);
    -- The least room of the limits that refuse; where all are soft, of those.
    room := null;
    narrowest := null;
    foreach i in array counted loop
      if not soft_ones[i] and (narrowest is null or balances[i] < room) then
        room := balances[i];
        narrowest := i;
      end if;
    end loop;
    if room is null then
      room := balances[counted[1]];
      foreach i in array counted loop
        room := least(room, balances[i]);
      end loop;
    end if;
    availables[r.n] := greatest(room, 0);
    if r.first_id is not null then
      outcomes[r.n] := case when r.same then 'replayed' else 'conflict' end;
    elsif narrowest is null or r.amount <= room then
      foreach i in array counted loop
        balances[i] := balances[i] - r.amount;
        added[i] := added[i] + r.amount;
        last_of[i] := r.n;
      end loop;
      availables[r.n] := greatest(room - r.amount, 0);
      outcomes[r.n] := 'approved';
      approved := approved || r.n;
    else
      outcomes[r.n] := 'insufficient';
      refusals[r.n] := narrowest;
    end if;
  end loop;

  insert into budget_reservations (
    id, tenant_id, project_id, task_id, model, agent_id, purpose, request_id, holder, requested_tokens, ttl_seconds,
    available, tokens, expires_at, created_at)
  select ids[n], tenants[n], projects[n], tasks[n], models[n], agents[n], purposes[n], request_ids[n], holders[n],
         amounts[n], ttls[n], availables[n], amounts[n], decided_at + make_interval(secs => ttls[n]), decided_at
  from unnest(approved) as n
  order by tenants[n], request_ids[n]
  on conflict (tenant_id, request_id) do nothing;
  get diagnostics inserted = row_count;
  if inserted < cardinality(approved) then
    -- The same request_id won for another project meanwhile. Seldom: the caller decides the group anew.
    raise exception 'request_id was taken meanwhile' using errcode = 'serialization_failure';
  end if;

  if inserted > 0 then
    insert into budget_transactions (
      tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, held,
      counted_at, "timestamp")
    select tenants[n], projects[n], tasks[n], ids[n], request_ids[n], amounts[n], 'reserve', purposes[n], models[n],
           agents[n], amounts[n], decided_at, decided_at
    from unnest(approved) as n;
    perform book(
      array_agg(key), array_agg(0::bigint), array_agg(more), decided_at, array_agg(http_requests[by]),
      array_agg(traces[by]))
    from unnest(keys, added, last_of) as u (key, more, by)
    where more > 0;
  end if;

  return query
  select n::integer, outcomes[n], known.id, coalesce(known.requested_tokens, 0),
         coalesce(known.available, availables[n]), known.created_at + make_interval(secs => known.ttl_seconds),
         case when refusals[n] is not null then
           array[key_projects[refusals[n]], key_agents[refusals[n]], key_models[refusals[n]]]
         end
  from generate_subscripts(outcomes, 1) as n
  left join budget_reservations known
    on known.tenant_id = tenants[n] and known.request_id = request_ids[n] and outcomes[n] in ('approved', 'replayed')
  order by n;
end
$$;
