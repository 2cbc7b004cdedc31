create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  -- SHA-256 of the refresh token that works now, and how many there were before it.
  refresh_hash bytea not null,
  generation integer not null default 0,
  family uuid not null,
  ip_address text not null,
  user_agent text not null,
  created_at timestamptz not null default now(),
  rotated_at timestamptz not null default now(),
  last_activity timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index sessions_user_id on sessions (user_id, created_at desc);
