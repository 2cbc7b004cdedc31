-- The table of a budget and its ledger at their plainest: what pgbench updates and inserts into.
create schema if not exists bench;
create table if not exists bench.limits (
  id integer primary key,
  total_limit bigint not null,
  current_usage bigint not null default 0,
  reserved bigint not null default 0
) with (fillfactor = 50);
create table if not exists bench.entries (
  id bigint generated always as identity primary key,
  limit_id integer not null,
  request_id uuid not null,
  amount bigint not null,
  created_at timestamptz not null default now()
);
insert into bench.limits select n, 1000000000000000 from generate_series(1, 1000) as n on conflict do nothing;

insert into budget.budget_limits (tenant_id, project_id, total_limit)
select 'bench', 'p' || n, 1000000000000000 from generate_series(1, 1000) as n
on conflict do nothing;
insert into budget.budget_limits (tenant_id, project_id, total_limit) values ('quiet', 'p1', 1000000000000000)
on conflict do nothing;
