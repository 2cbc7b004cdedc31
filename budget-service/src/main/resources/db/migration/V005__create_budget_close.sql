-- The three ways a reservation ends. Each locks the accounts first, in the order of their keys, so that of a commit,
-- a release and an expiry that race exactly one decides, and the others see its decision.

-- Locks what the reservations count against.
create function lock_accounts_of(reservation_ids uuid[]) returns timestamptz language plpgsql as $$
begin
  perform from budget_limits l
  where l.id in (select unnest(r.account_ids) from budget_reservations r where r.id = any (reservation_ids))
  order by l.tenant_id, l.project_id, l.agent_id, l.model
  for no key update;
  return clock_timestamp();
end
$$;

-- Takes what the reservations held off their accounts, adds what was used, and writes the ledger.
create function book(
  reservation_ids uuid[], used bigint[], held bigint[], entry_type text, amounts bigint[], at timestamptz
) returns void language plpgsql as $$
begin
  update budget_limits l
  set reserved = l.reserved - sums.held, current_usage = l.current_usage + sums.used, updated_at = at
  from (
    select account, sum(q.held)::bigint as held, sum(q.used)::bigint as used
    from unnest(reservation_ids, held, used) as q (id, held, used)
    join budget_reservations r on r.id = q.id
    cross join unnest(r.account_ids) as account
    group by account
  ) sums
  where l.id = sums.account;

  insert into budget_transactions (
    tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, account_ids,
    "timestamp")
  select r.tenant_id, r.project_id, r.task_id, r.id, r.request_id, q.amount, entry_type, r.purpose, r.model,
         r.agent_id, r.account_ids, at
  from unnest(reservation_ids, amounts) as q (id, amount)
  join budget_reservations r on r.id = q.id;
end
$$;

-- Books what was really used. No reservation may be in a group twice.
create function commit_reservations(
  reservation_ids uuid[], tenants text[], projects text[], callers text[], admins boolean[], actuals bigint[]
) returns table (
  ordinal integer, outcome text, tokens bigint, returned bigint, overdraft boolean, late boolean
) language plpgsql as $$
#variable_conflict use_column
declare
  decided_at timestamptz := lock_accounts_of(reservation_ids);
  outcomes text[];
  closing uuid[];
  used bigint[];
  held bigint[];
begin
  select array_agg(
           case
             when r.id is null then 'unknown'
             when r.holder <> q.caller and not q.admin then 'forbidden'
             when r.state = 'released' then 'released'
             when r.state = 'committed' and r.actual_tokens <> q.actual then 'conflict'
             when r.state = 'committed' then 'replayed'
             else 'committed'
           end order by q.n),
         array_agg(r.id order by q.n),
         array_agg(q.actual order by q.n),
         array_agg(case when r.state = 'held' then r.tokens else 0 end order by q.n)
  into outcomes, closing, used, held
  from unnest(reservation_ids, tenants, projects, callers, admins, actuals) with ordinality
    as q (id, tenant, project, caller, admin, actual, n)
  left join budget_reservations r on r.id = q.id and r.tenant_id = q.tenant and r.project_id = q.project;

  -- Only what is decided here is booked.
  select coalesce(array_agg(closing[n]), '{}'), coalesce(array_agg(used[n]), '{}'), coalesce(array_agg(held[n]), '{}')
  into closing, used, held
  from generate_subscripts(outcomes, 1) as n
  where outcomes[n] = 'committed';

  update budget_reservations r
  set state = 'committed', actual_tokens = q.used, closed_at = decided_at,
      late = r.state = 'expired' or r.expires_at <= decided_at,
      returned_tokens =
        case when r.state = 'expired' or r.expires_at <= decided_at then 0 else greatest(r.tokens - q.used, 0) end
  from unnest(closing, used) as q (id, used)
  where r.id = q.id;

  perform book(closing, used, held, 'commit', used, decided_at);

  return query
  select n::integer, outcomes[n], r.actual_tokens, r.returned_tokens, r.actual_tokens > r.tokens, r.late
  from generate_subscripts(outcomes, 1) as n
  left join budget_reservations r on r.id = reservation_ids[n] and outcomes[n] in ('committed', 'replayed')
  order by n;
end
$$;

-- Gives everything back. A reservation that has expired gave it back already; releasing it says that nothing was used.
create function release_reservations(
  reservation_ids uuid[], tenants text[], projects text[], callers text[], admins boolean[]
) returns table (ordinal integer, outcome text, tokens bigint) language plpgsql as $$
#variable_conflict use_column
declare
  decided_at timestamptz := lock_accounts_of(reservation_ids);
  outcomes text[];
  held bigint[];
  closing uuid[];
  closing_held bigint[];
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
  left join budget_reservations r on r.id = q.id and r.tenant_id = q.tenant and r.project_id = q.project;

  select coalesce(array_agg(reservation_ids[n]), '{}'), coalesce(array_agg(held[n]), '{}')
  into closing, closing_held
  from generate_subscripts(outcomes, 1) as n
  where outcomes[n] = 'released';

  update budget_reservations r
  set state = 'released', closed_at = decided_at
  where r.id = any (closing);

  perform book(closing, array_fill(0::bigint, array[cardinality(closing)]), closing_held, 'release', closing_held,
    decided_at);

  return query
  select n::integer, outcomes[n], held[n]
  from generate_subscripts(outcomes, 1) as n
  order by n;
end
$$;

-- Closes what has expired, a bounded batch at a time; answers how many.
create function expire_reservations(most integer) returns integer language plpgsql as $$
declare
  candidates uuid[];
  closing uuid[];
  closing_held bigint[];
  decided_at timestamptz;
begin
  select array_agg(c.id) into candidates
  from (
    select r.id
    from budget_reservations r
    where r.state = 'held' and r.expires_at <= clock_timestamp()
    order by r.expires_at
    limit most
  ) c;
  if candidates is null then
    return 0;
  end if;
  decided_at := lock_accounts_of(candidates);

  with closed as (
    update budget_reservations r
    set state = 'expired', closed_at = decided_at
    where r.id = any (candidates) and r.state = 'held' and r.expires_at <= decided_at
    returning r.id, r.tokens
  )
  select coalesce(array_agg(closed.id), '{}'), coalesce(array_agg(closed.tokens), '{}')
  into closing, closing_held
  from closed;

  perform book(closing, array_fill(0::bigint, array[cardinality(closing)]), closing_held, 'expire', closing_held,
    decided_at);
  return cardinality(closing);
end
$$;
