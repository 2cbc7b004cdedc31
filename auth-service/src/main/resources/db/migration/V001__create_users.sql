create table users (
  id uuid primary key,
  username text not null check (username = btrim(username) and username <> ''),
  email text not null,
  password_hash text not null,
  role text not null check (role in ('admin', 'operator', 'developer', 'observer')),
  tenants text[] not null,
  enabled boolean not null default true,
  must_change_password boolean not null default false,
  created_at timestamptz not null default now(),
  password_changed_at timestamptz not null default now()
);

-- One person per name however it is capitalised: lockouts count lower-case names, so logins must find them the same way.
create unique index users_username_key on users (lower(username));
