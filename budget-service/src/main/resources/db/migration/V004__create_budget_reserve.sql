-- Decides a group of requests, each as if it came alone, in their order. One call is one statement for the client and
-- one flush for the disk; inside, every statement sees what was committed before it, so that what is read after the
-- accounts are locked is the truth about them. All verbs lock accounts in the order of their keys, and only then
-- touch reservations: no two of them can wait for each other in a circle.
-- No two requests of a group may have the same tenant and request_id.
create function reserve(
  ids uuid[], tenants text[], projects text[], tasks text[], models text[], agents text[], purposes text[],
  request_ids text[], holders text[], amounts bigint[], ttls integer[], default_limit bigint
) returns table (
  ordinal integer, outcome text, reservation_id uuid, allocated bigint, available bigint, expires_at timestamptz
) language plpgsql as $$
#variable_conflict use_column
declare
  -- By number of account, in the order of the keys.
  account_keys bigint[];
  soft_ones boolean[];
  balances bigint[];
  -- By number of request.
  account_of integer[];
  outcomes text[];
  availables bigint[];
  approved integer[] := '{}';
  decided_at timestamptz;
  inserted integer;
  r record;
begin
  insert into budget_limits (tenant_id, project_id, total_limit)
  select distinct q.tenant, q.project, default_limit
  from unnest(tenants, projects) as q (tenant, project)
  where not exists (
    select from budget_limits l
    where l.tenant_id = q.tenant and l.project_id = q.project and l.agent_id = '*' and l.model = '*')
  order by 1, 2
  on conflict do nothing;

  perform from budget_limits l
  where (l.tenant_id, l.project_id) in (select * from unnest(tenants, projects)) and l.agent_id = '*' and l.model = '*'
  order by l.tenant_id, l.project_id
  for no key update;
  decided_at := clock_timestamp();

  -- What has expired and is not yet closed counts no more.
  select array_agg(a.id order by a.tenant_id, a.project_id),
         array_agg(a.soft order by a.tenant_id, a.project_id),
         array_agg(a.total_limit - a.current_usage - a.reserved + coalesce(gone.tokens, 0)
           order by a.tenant_id, a.project_id)
  into account_keys, soft_ones, balances
  from budget_limits a
  left join lateral (
    select sum(e.tokens)::bigint as tokens
    from budget_reservations e
    where e.tenant_id = a.tenant_id and e.state = 'held' and e.expires_at <= decided_at and a.id = any (e.account_ids)
  ) gone on true
  where (a.tenant_id, a.project_id) in (select * from unnest(tenants, projects)) and a.agent_id = '*' and a.model = '*';

  for r in
    select q.n::integer as n, array_position(account_keys, l.id) as account, q.amount,
           first.id as first_id, first.available as first_available,
           (first.project_id, first.task_id, first.model, first.agent_id, first.purpose, first.holder,
            first.requested_tokens, first.ttl_seconds)
           = (q.project, q.task, q.model, q.agent, q.purpose, q.holder, q.amount, q.ttl) as same
    from unnest(tenants, projects, tasks, models, agents, purposes, request_ids, holders, amounts, ttls) with ordinality
      as q (tenant, project, task, model, agent, purpose, request_id, holder, amount, ttl, n)
    join budget_limits l
      on l.tenant_id = q.tenant and l.project_id = q.project and l.agent_id = '*' and l.model = '*'
    left join budget_reservations first on first.tenant_id = q.tenant and first.request_id = q.request_id
    order by q.n
  loop
    account_of[r.n] := r.account;
    availables[r.n] := greatest(balances[r.account], 0);
    if r.first_id is not null then
      outcomes[r.n] := case when r.same then 'replayed' else 'conflict' end;
    elsif r.amount <= balances[r.account] or soft_ones[r.account] then
      balances[r.account] := balances[r.account] - r.amount;
      availables[r.n] := greatest(balances[r.account], 0);
      outcomes[r.n] := 'approved';
      approved := approved || r.n;
    else
      outcomes[r.n] := 'insufficient';
    end if;
  end loop;

  insert into budget_reservations (
    id, tenant_id, project_id, task_id, model, agent_id, purpose, request_id, holder, account_ids,
    requested_tokens, ttl_seconds, available, tokens, expires_at, created_at)
  select ids[n], tenants[n], projects[n], tasks[n], models[n], agents[n], purposes[n], request_ids[n], holders[n],
         array[account_keys[account_of[n]]], amounts[n], ttls[n], availables[n], amounts[n],
         decided_at + make_interval(secs => ttls[n]), decided_at
  from unnest(approved) as n
  order by tenants[n], request_ids[n]
  on conflict (tenant_id, request_id) do nothing;
  get diagnostics inserted = row_count;
  if inserted < cardinality(approved) then
    -- The same request_id won for another project meanwhile. Seldom: the caller decides the group anew.
    raise exception 'request_id was taken meanwhile' using errcode = 'serialization_failure';
  end if;

  update budget_limits l
  set reserved = l.reserved + sums.amount, updated_at = decided_at
  from (
    select account_keys[account_of[n]] as account, sum(amounts[n])::bigint as amount
    from unnest(approved) as n
    group by 1
  ) sums
  where l.id = sums.account;

  insert into budget_transactions (
    tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, account_ids,
    "timestamp")
  select tenants[n], projects[n], tasks[n], ids[n], request_ids[n], amounts[n], 'reserve', purposes[n], models[n],
         agents[n], array[account_keys[account_of[n]]], decided_at
  from unnest(approved) as n;

  return query
  select n::integer, outcomes[n], known.id, coalesce(known.requested_tokens, 0),
         coalesce(known.available, availables[n]), known.created_at + make_interval(secs => known.ttl_seconds)
  from generate_subscripts(outcomes, 1) as n
  left join budget_reservations known
    on known.tenant_id = tenants[n] and known.request_id = request_ids[n] and outcomes[n] in ('approved', 'replayed')
  order by n;
end
$$;
