-- Whose tokens are still good: each token carries the generation of its owner's row as it was when it was signed. One
-- sequence for all, so that a name that is taken again after its owner was deleted starts above every old token.
create sequence token_generations;

alter table users add column token_generation bigint not null default nextval('token_generations');
alter table service_accounts add column token_generation bigint not null default nextval('token_generations');

create table revocations (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('token', 'session', 'user', 'account')),
  -- SHA-256 of kind and id, since the list is public.
  hash text not null,
  -- Of a user or an account: the first generation that is good again, and the session that may go on.
  generation bigint check ((generation is not null) = (kind in ('user', 'account'))),
  except_session text,
  -- A cursor by transaction misses no row that commits late.
  tx xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null default now(),
  -- No token that this revokes is valid any longer.
  expires_at timestamptz not null
);

create index revocations_tx on revocations (tx, id);
create index revocations_expires_at on revocations (expires_at);
