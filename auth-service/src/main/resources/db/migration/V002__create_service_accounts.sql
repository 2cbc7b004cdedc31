create table service_accounts (
  id uuid primary key,
  name text not null unique,
  client_id text not null unique,
  -- Secrets are long and random, so one SHA-256 suffices; bcrypt would only slow down every token.
  secret_hash bytea not null,
  role text not null check (role in ('agent', 'service')),
  agent_roles text[] not null default '{}',
  tenants text[] not null,
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
