-- Makes a limit or replaces it.
create function put_limit(
  tenant text, project text, agent text, model_name text, total bigint, new_period text, zone text, is_soft boolean,
  http_request text, trace text
) returns void language plpgsql set lock_timeout = '5s' as $$
declare
  limit_id bigint;
begin
  update budget_limits l
  set period = new_period, timezone = zone, soft = is_soft, total_limit = total, updated_at = clock_timestamp()
  where l.tenant_id = tenant and l.project_id = project and l.agent_id = agent and l.model = model_name
  returning l.id into limit_id;
  if not found then
    insert into budget_limits as l (tenant_id, project_id, agent_id, model, period, timezone, soft, total_limit)
    values (tenant, project, agent, model_name, new_period, zone, is_soft, total)
    on conflict (tenant_id, project_id, agent_id, model) do update
    set period = excluded.period, timezone = excluded.timezone, soft = excluded.soft,
        total_limit = excluded.total_limit, updated_at = clock_timestamp()
    returning l.id into limit_id;
  end if;
  -- It may stand beyond a threshold from the start.
  perform book(array[limit_id], array[0::bigint], array[0::bigint], clock_timestamp(), array[http_request], array[trace]);
end
$$;

-- What a million tokens cost, and since when: a price that changes does not change what was spent before.
create table budget_model_prices (
  model text not null,
  valid_from timestamptz not null default now(),
  input_price numeric(18, 6) not null check (input_price >= 0),
  output_price numeric(18, 6) not null check (output_price >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (model, valid_from)
);
