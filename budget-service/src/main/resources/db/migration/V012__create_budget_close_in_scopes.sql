-- The ways a reservation ends. Each locks limits first, so that of a commit, a release and an expiry that race exactly
-- one decides, and the others see its decision.

create function lock_limits_of(reservation_ids uuid[]) returns timestamptz language plpgsql as $$
declare
  tenants text[];
  projects text[];
  agents text[];
  models text[];
begin
  select coalesce(array_agg(r.tenant_id), '{}'), coalesce(array_agg(r.project_id), '{}'),
         coalesce(array_agg(r.agent_id), '{}'), coalesce(array_agg(r.model), '{}')
  into tenants, projects, agents, models
  from budget_reservations r
  where r.id = any (reservation_ids);
  return lock_limits(tenants, projects, agents, models, null);
end
$$;

-- Adds what was used, takes what the reservations held off their limits, and writes the ledger. A limit only counts
-- reservations made in its own period.
create function close_reservations(
  reservation_ids uuid[], used bigint[], held bigint[], entry_type text, amounts bigint[], at timestamptz,
  http_requests text[], traces text[]
) returns void language plpgsql as $$
begin
  insert into budget_transactions (
    tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, held,
    counted_at, input_tokens, "timestamp")
  select r.tenant_id, r.project_id, r.task_id, r.id, r.request_id, q.amount, entry_type, r.purpose, r.model,
         r.agent_id, -q.held, r.created_at, r.input_tokens, at
  from unnest(reservation_ids, amounts, held) as q (id, amount, held)
  cross join lateral (select * from budget_reservations b where b.id = q.id limit 1) r;

  perform book(array_agg(s.id), array_agg(s.used), array_agg(-s.held), at, array_agg(http_requests[s.by]),
    array_agg(traces[s.by]))
  from (
    select l.id, sum(q.used)::bigint as used, sum(q.held)::bigint as held, max(q.n) as by
    from unnest(reservation_ids, used, held) with ordinality as q (id, used, held, n)
    cross join lateral (select * from budget_reservations b where b.id = q.id limit 1) r
    cross join lateral scopes(r.project_id, r.agent_id, r.model) k
    cross join lateral (
      select *
      from budget_limits l
      where l.tenant_id = r.tenant_id and l.project_id = k.project_id and l.agent_id = k.agent_id and l.model = k.model_id
      limit 1
    ) l
    where r.created_at >= greatest(l.period_start, period_begins(l.period, l.timezone, at))
    group by l.id
  ) s
  having count(*) > 0;
end
$$;

-- Time-ordered (UUIDv7), as the service makes them.
create function new_id() returns uuid language sql volatile as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- Who closed what, in the transaction that does: by the same statement, so that limits stay locked for no round trip.
create function audit_closings(
  reservation_ids uuid[], action text, callers text[], roles text[], http_requests text[], addresses text[],
  details jsonb[]
) returns void language plpgsql as $$
begin
  insert into audit.audit_log (
    id, user_id, role, action, resource_type, resource_id, details, request_id, source_ip, service)
  select new_id(), q.caller, q.role, action, 'budget_reservation', q.id::text, q.details, q.http_request, q.address,
         'budget-service'
  from unnest(reservation_ids, callers, roles, http_requests, addresses, details)
    as q (id, caller, role, http_request, address, details);
end
$$;

-- Books what was really used. No reservation may be in a group twice.
create function commit_reservations(
  reservation_ids uuid[], tenants text[], projects text[], callers text[], admins boolean[], actuals bigint[],
  inputs bigint[], http_requests text[], traces text[], roles text[], addresses text[]
) returns table (
  ordinal integer, outcome text, tokens bigint, returned bigint, overdraft boolean, late boolean
) language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
  decided_at timestamptz := lock_limits_of(reservation_ids);
  outcomes text[];
  closing uuid[];
  used bigint[];
  used_inputs bigint[];
  held bigint[];
  by_requests text[];
  by_traces text[];
begin
  select array_agg(
           case
             when r.id is null then 'unknown'
             when r.holder <> q.caller and not q.admin then 'forbidden'
             when r.state = 'released' then 'released'
             when r.state = 'committed'
               and (r.actual_tokens <> q.actual or r.input_tokens is distinct from q.input) then 'conflict'
             when r.state = 'committed' then 'replayed'
             else 'committed'
           end order by q.n),
         array_agg(case when r.state = 'held' then r.tokens else 0 end order by q.n)
  into outcomes, held
  from unnest(reservation_ids, tenants, projects, callers, admins, actuals, inputs) with ordinality
    as q (id, tenant, project, caller, admin, actual, input, n)
  left join lateral (
    select * from budget_reservations b where b.id = q.id and b.tenant_id = q.tenant and b.project_id = q.project limit 1
  ) r on true;

  -- Only what is decided here is booked.
  select array_agg(reservation_ids[n]), array_agg(actuals[n]), array_agg(inputs[n]), array_agg(held[n]),
         array_agg(http_requests[n]), array_agg(traces[n])
  into closing, used, used_inputs, held, by_requests, by_traces
  from generate_subscripts(outcomes, 1) as n
  where outcomes[n] = 'committed';

  if closing is not null then
    update budget_reservations r
    set state = 'committed', actual_tokens = used[array_position(closing, r.id)],
        input_tokens = used_inputs[array_position(closing, r.id)], closed_at = decided_at,
        late = r.state = 'expired' or r.expires_at <= decided_at,
        returned_tokens =
          case
            when r.state = 'expired' or r.expires_at <= decided_at then 0
            else greatest(r.tokens - used[array_position(closing, r.id)], 0)
          end
    where r.id = any (closing);

    perform close_reservations(closing, used, held, 'commit', used, decided_at, by_requests, by_traces);

    perform audit_closings(array_agg(r.id), 'budget.commit', array_agg(callers[c.n]), array_agg(roles[c.n]),
      array_agg(http_requests[c.n]), array_agg(addresses[c.n]),
      array_agg(jsonb_build_object('tenant_id', r.tenant_id, 'project_id', r.project_id, 'tokens', r.actual_tokens,
        'returned', r.returned_tokens, 'overdraft', r.actual_tokens > r.tokens, 'late', r.late)))
    from generate_subscripts(outcomes, 1) as c (n)
    cross join lateral (select * from budget_reservations b where b.id = reservation_ids[c.n] limit 1) r
    where outcomes[c.n] = 'committed';

    insert into outbox (id, subject, headers, payload)
    select new_id(), 'event.budget.reservation.overdrawn',
           jsonb_build_object('Golden-Event-Type', 'budget.reservation.overdrawn', 'Golden-Schema', '1',
             'Golden-Tenant', r.tenant_id, 'X-Request-ID', http_requests[c.n], 'traceparent', traces[c.n]),
           jsonb_build_object('reservation_id', r.id, 'tenant_id', r.tenant_id, 'project_id', r.project_id,
             'actual_tokens', r.actual_tokens, 'overdraft', r.actual_tokens > r.tokens, 'late', r.late,
             'committed_by', callers[c.n])::text
    from generate_subscripts(outcomes, 1) as c (n)
    cross join lateral (select * from budget_reservations b where b.id = reservation_ids[c.n] limit 1) r
    where outcomes[c.n] = 'committed' and (r.actual_tokens > r.tokens or r.late);
  end if;

  return query
  select n::integer, outcomes[n], r.actual_tokens, r.returned_tokens, r.actual_tokens > r.tokens, r.late
  from generate_subscripts(outcomes, 1) as n
  left join lateral (select * from budget_reservations b where b.id = reservation_ids[n] limit 1) r
    on outcomes[n] in ('committed', 'replayed')
  order by n;
end
$$;

-- Gives everything back. A reservation that has expired gave it back already; releasing it says that nothing was used.
create function release_reservations(
  reservation_ids uuid[], tenants text[], projects text[], callers text[], admins boolean[], http_requests text[],
  traces text[], roles text[], addresses text[]
) returns table (ordinal integer, outcome text, tokens bigint)
language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
  decided_at timestamptz := lock_limits_of(reservation_ids);
  outcomes text[];
  held bigint[];
  closing uuid[];
  closing_held bigint[];
  by_requests text[];
  by_traces text[];
begin
  select array_agg(
           case
             when r.id is null then 'unknown'
             when r.holder <> q.caller and not q.admin then 'forbidden'
             when r.state = 'committed' then 'committed'
             when r.state = 'released' then 'replayed'
             else 'released'
           end order by q.n),
         array_agg(case when r.state = 'held' then r.tokens else 0 end order by q.n)
  into outcomes, held
  from unnest(reservation_ids, tenants, projects, callers, admins) with ordinality
    as q (id, tenant, project, caller, admin, n)
  left join lateral (
    select * from budget_reservations b where b.id = q.id and b.tenant_id = q.tenant and b.project_id = q.project limit 1
  ) r on true;

  select array_agg(reservation_ids[n]), array_agg(held[n]), array_agg(http_requests[n]), array_agg(traces[n])
  into closing, closing_held, by_requests, by_traces
  from generate_subscripts(outcomes, 1) as n
  where outcomes[n] = 'released';

  if closing is not null then
    update budget_reservations r
    set state = 'released', closed_at = decided_at
    where r.id = any (closing);

    perform close_reservations(closing, array_fill(0::bigint, array[cardinality(closing)]), closing_held, 'release',
      closing_held, decided_at, by_requests, by_traces);

    perform audit_closings(array_agg(reservation_ids[c.n]), 'budget.release', array_agg(callers[c.n]),
      array_agg(roles[c.n]), array_agg(http_requests[c.n]), array_agg(addresses[c.n]),
      array_agg(jsonb_build_object('tenant_id', tenants[c.n], 'project_id', projects[c.n], 'tokens', held[c.n])))
    from generate_subscripts(outcomes, 1) as c (n)
    where outcomes[c.n] = 'released';
  end if;

  return query
  select n::integer, outcomes[n], held[n]
  from generate_subscripts(outcomes, 1) as n
  order by n;
end
$$;

-- Closes what has expired, a bounded batch at a time, of one tenant after the other, so that none has to wait for the
-- heap of another; answers how many.
create function expire_reservations(most integer) returns integer
language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '2s' as $$
declare
  candidates uuid[] := '{}';
  closing uuid[];
  closing_held bigint[];
  decided_at timestamptz;
  tenant text := '';
  of_tenant uuid[];
begin
  loop
    select r.tenant_id into tenant
    from budget_reservations r
    where r.state = 'held' and r.tenant_id > tenant
    order by r.tenant_id
    limit 1;
    exit when tenant is null or cardinality(candidates) >= most;
    select array_agg(c.id) into of_tenant
    from (
      select r.id
      from budget_reservations r
      where r.state = 'held' and r.tenant_id = tenant and r.expires_at <= clock_timestamp()
      order by r.expires_at
      limit most - cardinality(candidates)
    ) c;
    candidates := candidates || of_tenant;
  end loop;
  if cardinality(candidates) = 0 then
    return 0;
  end if;
  decided_at := lock_limits_of(candidates);

  with closed as (
    update budget_reservations r
    set state = 'expired', closed_at = decided_at
    where r.id = any (candidates) and r.state = 'held' and r.expires_at <= decided_at
    returning r.id, r.tokens
  )
  select array_agg(closed.id), array_agg(closed.tokens) into closing, closing_held from closed;

  if closing is not null then
    perform close_reservations(closing, array_fill(0::bigint, array[cardinality(closing)]), closing_held, 'expire',
      closing_held, decided_at, null, null);
  end if;
  return coalesce(cardinality(closing), 0);
end
$$;
