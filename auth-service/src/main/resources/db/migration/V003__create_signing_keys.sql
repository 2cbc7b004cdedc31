create table signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  private_key_encrypted bytea not null,
  state text not null check (state in ('published', 'active', 'retired')),
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  retired_at timestamptz
);

-- Whatever several replicas do at once, only one key signs.
create unique index signing_keys_one_active on signing_keys ((true)) where state = 'active';
