-- The clock moves while a statement runs, so a comparison with it is no place in an index: each sweep of each replica read
-- all that is held, a second for millions, from its start on. The time is asked for once now; the rest is as it was (V012).
create or replace function expire_reservations(most integer) returns integer
language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '2s' as $$
declare
  candidates uuid[] := '{}';
  closing uuid[];
  closing_held bigint[];
  decided_at timestamptz;
  tenant text := '';
  of_tenant uuid[];
  now_is timestamptz := clock_timestamp();
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
      where r.state = 'held' and r.tenant_id = tenant and r.expires_at <= now_is
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
