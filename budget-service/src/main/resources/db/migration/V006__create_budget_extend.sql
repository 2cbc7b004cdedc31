-- Gives a held reservation more tokens, more time, or both; null leaves either as it is.
create function extend_reservation(
  reservation uuid, tenants text[], caller text, admin boolean, additional bigint, ttl integer
) returns table (outcome text, tenant text, project text, tokens bigint, available bigint, expires_at timestamptz)
language plpgsql as $$
#variable_conflict use_column
declare
  decided_at timestamptz := lock_accounts_of(array[reservation]);
  r budget_reservations;
  more bigint := coalesce(additional, 0);
  balance bigint;
  all_soft boolean;
begin
  select * into r from budget_reservations b
  where b.id = reservation and (cardinality(tenants) = 0 or b.tenant_id = any (tenants));
  if not found then
    return query select 'unknown', null::text, null::text, 0::bigint, 0::bigint, null::timestamptz;
    return;
  end if;

  select min(l.total_limit - l.current_usage - l.reserved + coalesce(gone.tokens, 0)), bool_and(l.soft)
  into balance, all_soft
  from budget_limits l
  left join lateral (
    select sum(e.tokens)::bigint as tokens
    from budget_reservations e
    where e.tenant_id = l.tenant_id and e.state = 'held' and e.expires_at <= decided_at and l.id = any (e.account_ids)
  ) gone on true
  where l.id = any (r.account_ids);

  if r.holder <> caller and not admin then
    outcome := 'forbidden';
  elsif r.state <> 'held' or r.expires_at <= decided_at then
    outcome := 'closed';
  elsif more > balance and not all_soft then
    outcome := 'insufficient';
  else
    outcome := 'extended';
    update budget_reservations b
    set tokens = b.tokens + more,
        expires_at = greatest(b.expires_at, decided_at + make_interval(secs => ttl))
    where b.id = r.id
    returning b.tokens, b.expires_at into r.tokens, r.expires_at;
    update budget_limits l set reserved = l.reserved + more, updated_at = decided_at where l.id = any (r.account_ids);
    balance := balance - more;
    if more > 0 then
      insert into budget_transactions (
        tenant_id, project_id, task_id, reservation_id, request_id, amount, type, purpose, model, agent_id,
        account_ids, "timestamp")
      values (r.tenant_id, r.project_id, r.task_id, r.id, r.request_id, more, 'reserve', r.purpose, r.model,
        r.agent_id, r.account_ids, decided_at);
    end if;
  end if;
  return query select outcome, r.tenant_id, r.project_id, r.tokens, greatest(balance, 0), r.expires_at;
end
$$;
