-- The hash chain over audit.audit_log (docs/audit.md). Seal n covers exactly the rows whose transaction had ended when
-- seal n was made and had not when seal n-1 was: horizon_end and horizon_open say which had.
create table audit.audit_seal_keys (
  kid text primary key,
  public_key bytea not null,
  -- Ed25519 key pair, encrypted with a key that grows from JWT_SECRET: who opens it knows it is ours.
  key_pair_encrypted bytea not null,
  active boolean not null default true,
  created_at timestamptz not null default clock_timestamp()
);

-- However many replicas start at once, one key signs.
create unique index audit_seal_keys_one_active on audit.audit_seal_keys ((true)) where active;

create table audit.audit_seals (
  -- Without gaps. Of two sealers at once this key lets one through.
  seal_no bigint primary key check (seal_no > 0),
  previous bytea not null,
  -- Transactions below the end had ended, except the open ones.
  horizon_end bigint not null,
  horizon_open bigint[] not null,
  sealed_at timestamptz not null,
  row_count integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- For each row 56 bytes: id, created_at in microseconds, SHA-256 of the row.
  leaves bytea not null,
  hash bytea not null,
  kid text not null,
  signature bytea not null
);

-- Hashes do not compress; trying costs time.
alter table audit.audit_seals alter column leaves set storage external;
create index audit_seals_first_at on audit.audit_seals (first_at);
create index audit_seals_last_at on audit.audit_seals (last_at);

-- Partitions that retention dropped, signed like a seal: their rows are gone rightly.
create table audit.audit_drops (
  partition text primary key,
  from_at timestamptz not null,
  until_at timestamptz not null,
  dropped_at timestamptz not null,
  kid text not null,
  signature bytea not null
);

create trigger append_only before update or delete on audit.audit_seals
  for each row execute function audit.refuse_change();
create trigger append_only_truncate before truncate on audit.audit_seals
  for each statement execute function audit.refuse_change();
create trigger append_only before update or delete on audit.audit_drops
  for each row execute function audit.refuse_change();
create trigger append_only_truncate before truncate on audit.audit_drops
  for each statement execute function audit.refuse_change();

grant select, insert on audit.audit_seals, audit.audit_drops to golden_auth;
grant select, insert, update (key_pair_encrypted, active) on audit.audit_seal_keys to golden_auth;

-- Months that ended before the given time, oldest first.
create function audit.expired_partitions(before timestamptz)
returns table (partition text, from_at timestamptz, until_at timestamptz)
language sql stable security definer set search_path = audit, pg_temp
as $$
  with months as materialized (
    select c.relname::text as name, to_date(substring(c.relname from 11), 'YYYYMM')::timestamp at time zone 'utc' as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit_log'::regclass and c.relname ~ '^audit_log_[0-9]{6}$'
  )
  select name, month, (month at time zone 'utc' + interval '1 month') at time zone 'utc'
  from months
  where (month at time zone 'utc' + interval '1 month') at time zone 'utc' <= before
  order by month
$$;

-- Drops a month whose record was just written and whose rows are all sealed, and none that ended in the last 30 days
-- whatever auth-service was told; waits at most a second for readers.
-- The runtime role has no DDL and calls this in the transaction that writes the record.
create function audit.drop_partition(part text) returns void
language plpgsql security definer set search_path = audit, pg_temp set lock_timeout = '1s'
as $$
declare
  unsealed boolean;
begin
  if not exists (select from audit_drops d join expired_partitions('infinity') p using (partition)
                 where d.partition = part and d.from_at = p.from_at and d.until_at = p.until_at
                   and p.until_at < clock_timestamp() - interval '30 days') then
    raise exception 'partition % is not 30 days old, or has no record of being dropped', part using errcode = 'insufficient_privilege';
  end if;
  execute format('lock table %I in access exclusive mode', part);
  execute format('select exists (select from %I r, (select horizon_end, horizon_open from audit_seals '
    'order by seal_no desc limit 1) s where r.written_in >= s.horizon_end or r.written_in = any (s.horizon_open))', part)
    into unsealed;
  if unsealed or not exists (select from audit_seals) then
    raise exception 'partition % has rows that are not sealed', part using errcode = 'object_not_in_prerequisite_state';
  end if;
  execute format('drop table %I', part);
end
$$;

revoke execute on function audit.expired_partitions(timestamptz), audit.drop_partition(text) from public;
grant execute on function audit.expired_partitions(timestamptz), audit.drop_partition(text) to golden_auth;
