-- What a POST with an Idempotency-Key answered, for 24 hours.
create table idempotency_keys (
  caller text not null,
  route text not null,
  key text not null,
  request_hash bytea not null,
  result jsonb,
  created_at timestamptz not null default now(),
  primary key (caller, route, key)
);

create index idempotency_keys_created_at on idempotency_keys (created_at);
