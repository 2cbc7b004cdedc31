-- Gives a held reservation more tokens, more time, or both; null leaves either as it is. It counts in the period in
-- which it was made: once that is over, only time can be added.
create function extend_reservation(
  reservation uuid, tenants text[], caller text, admin boolean, additional bigint, ttl integer, http_request text,
  trace text
) returns table (
  outcome text, tenant text, project text, tokens bigint, available bigint, expires_at timestamptz, refusing text[]
) language plpgsql
set enable_seqscan = off set plan_cache_mode = force_generic_plan set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
  decided_at timestamptz := lock_limits_of(array[reservation]);
  r budget_reservations;
  more bigint := coalesce(additional, 0);
  balance bigint;
  narrowest text[];
  over boolean;
  limit_ids bigint[];
begin
  select * into r from budget_reservations b
  where b.id = reservation and (cardinality(tenants) = 0 or b.tenant_id = any (tenants));
  if not found then
    return query select 'unknown', null::text, null::text, 0::bigint, 0::bigint, null::timestamptz, null::text[];
    return;
  end if;

  select array_agg(l.id), bool_or(r.created_at < l.begins),
         coalesce(min(l.balance) filter (where not l.soft), min(l.balance)),
         (array_agg(array[l.project_id, l.agent_id, l.model] order by l.balance) filter (where not l.soft))[1:1]
  into limit_ids, over, balance, narrowest
  from (
    select l.*, greatest(l.period_start, period_begins(l.period, l.timezone, decided_at)) as begins,
           l.total_limit - l.current_usage - l.reserved + coalesce((
             select sum(e.tokens)::bigint
             from budget_reservations e
             where e.tenant_id = l.tenant_id and e.state = 'held' and e.expires_at <= decided_at
               and (l.project_id = '*' or e.project_id = l.project_id)
               and (l.agent_id = '*' or e.agent_id = l.agent_id)
               and (l.model = '*' or e.model = l.model)
               and e.created_at >= l.period_start), 0) as balance
    from scopes(r.project_id, r.agent_id, r.model) k
    cross join lateral (
      select *
      from budget_limits b
      where b.tenant_id = r.tenant_id and b.project_id = k.project_id and b.agent_id = k.agent_id and b.model = k.model_id
      limit 1
    ) l
  ) l;

  if r.holder <> caller and not admin then
    outcome := 'forbidden';
  elsif r.state <> 'held' or r.expires_at <= decided_at then
    outcome := 'closed';
  elsif more > 0 and over then
    outcome := 'over';
  elsif narrowest is not null and more > balance then
    outcome := 'insufficient';
  else
    outcome := 'extended';
    update budget_reservations b
    set tokens = b.tokens + more,
        expires_at = greatest(b.expires_at, decided_at + make_interval(secs => ttl))
    where b.id = r.id
    returning b.tokens, b.expires_at into r.tokens, r.expires_at;
    if more > 0 then
      balance := balance - more;
      insert into budget_transactions (
        tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id, held,
        counted_at, "timestamp")
      values (r.tenant_id, r.project_id, r.task_id, r.id, r.request_id, more, 'reserve', r.purpose, r.model,
        r.agent_id, more, r.created_at, decided_at);
      if limit_ids is not null then
        perform book(limit_ids, array_fill(0::bigint, array[cardinality(limit_ids)]),
          array_fill(more, array[cardinality(limit_ids)]), decided_at,
          array_fill(http_request, array[cardinality(limit_ids)]), array_fill(trace, array[cardinality(limit_ids)]));
      end if;
    end if;
  end if;
  return query select outcome, r.tenant_id, r.project_id, r.tokens, greatest(coalesce(balance, 0), 0), r.expires_at,
    array[narrowest[1][1], narrowest[1][2], narrowest[1][3]];
end
$$;
