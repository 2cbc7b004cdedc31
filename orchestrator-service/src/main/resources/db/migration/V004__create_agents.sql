create table agents (
    id           text primary key,
    role         text not null,
    status       text not null check (status in ('active', 'disabled')),
    metadata     jsonb not null,
    last_seen_at timestamptz,
    created_at   timestamptz not null default now()
);
create index agents_seen on agents (last_seen_at);
