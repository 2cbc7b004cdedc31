-- As before, but whether a project has a limit is looked up by its key: PostgreSQL answered "not exists" for a whole group
-- by reading every limit there is.
create or replace function lock_limits(tenants text[], projects text[], agents text[], models text[], default_limit bigint)
returns timestamptz language plpgsql as $$
declare
  s record;
  lacking boolean := false;
  latest timestamptz;
begin
  for s in
    select stripe(q.tenant) as number, bool_or(default_limit is not null and known.id is null) as lacks
    from (select distinct * from unnest(tenants, projects)) as q (tenant, project)
    left join lateral (
      select l.id
      from budget_limits l
      where l.tenant_id = q.tenant and l.project_id = q.project and l.agent_id = '*' and l.model = '*'
      limit 1
    ) known on true
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
