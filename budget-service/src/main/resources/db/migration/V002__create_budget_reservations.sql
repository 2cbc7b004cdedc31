create table budget_reservations (
  id uuid primary key,
  tenant_id text not null,
  project_id text not null,
  task_id text not null,
  model text not null,
  agent_id text not null,
  purpose text not null,
  request_id text not null,
  -- The account that may commit, extend or release it.
  holder text not null,
  -- The rows of budget_limits it counts against.
  account_ids bigint[] not null,
  -- The first answer, given again to whoever repeats the request: what was asked for, what was left.
  requested_tokens bigint not null check (requested_tokens > 0),
  ttl_seconds integer not null check (ttl_seconds > 0),
  available bigint not null,
  -- What it holds now.
  tokens bigint not null check (tokens > 0),
  expires_at timestamptz not null,
  state text not null default 'held' check (state in ('held', 'committed', 'released', 'expired')),
  -- How it ended, if by a commit.
  actual_tokens bigint,
  returned_tokens bigint,
  late boolean,
  created_at timestamptz not null,
  closed_at timestamptz,
  check ((state = 'committed') = (actual_tokens is not null)),
  unique (tenant_id, request_id)
);

create index budget_reservations_held on budget_reservations (tenant_id, expires_at) where state = 'held';
create index budget_reservations_expiring on budget_reservations (expires_at) where state = 'held';
create index budget_reservations_listed on budget_reservations (tenant_id, project_id, created_at desc, id desc);
