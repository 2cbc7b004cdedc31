-- What may be spent, by scope: '*' stands for any project, agent or model. Operators change total_limit by hand; it
-- counts from the next request on.
create table budget_limits (
  id bigint generated always as identity unique,
  tenant_id text not null,
  project_id text not null,
  agent_id text not null default '*',
  model text not null default '*',
  period text not null default 'lifetime' check (period in ('lifetime', 'daily', 'weekly', 'monthly')),
  timezone text not null default 'UTC',
  soft boolean not null default false,
  total_limit bigint not null check (total_limit >= 0),
  current_usage bigint not null default 0 check (current_usage >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  -- The start of the period that current_usage and reserved belong to.
  period_start timestamptz not null default '-infinity',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, project_id, agent_id, model)
  -- A hot account is updated all the time: room on its page keeps those updates off the indexes.
) with (fillfactor = 50);
