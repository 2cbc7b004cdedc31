-- What sealing needs of audit.audit_log (docs/audit.md). Every service brings this script, and the last one to run it
-- leaves what stands here.
select pg_advisory_xact_lock(hashtext('golden audit_log'));

-- The number of the transaction that writes, which never falls: a cluster's own numbers, plus what audit.adopt_cluster()
-- adds when the database was restored into a cluster that has counted less far. Stable and not immutable, so that a
-- prepared plan notices a change.
do $$
begin
  if to_regproc('audit.transaction_offset') is null then
    create function audit.transaction_offset() returns bigint language sql stable as 'select 0::bigint';
  end if;
end
$$;

create or replace function audit.transaction_number() returns bigint language sql stable
as 'select pg_current_xact_id()::text::bigint + audit.transaction_offset()';

-- Both are the database's word: services may not set them (see the grants below).
alter table audit.audit_log
  add column if not exists written_in bigint not null default audit.transaction_number(),
  add column if not exists written_by text not null default session_user;

create index if not exists audit_log_written_in on audit.audit_log (written_in);
-- A resource is searched for with or without its type.
create index if not exists audit_log_resource_id on audit.audit_log (resource_id, created_at);
drop index if exists audit.audit_log_resource;

-- Where a row goes that no month is ready for: an insert never fails for want of a partition.
create table if not exists audit.audit_log_default partition of audit.audit_log default;

create or replace function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit.% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;

create or replace trigger append_only_truncate before truncate on audit.audit_log_default
  for each statement execute function audit.refuse_change();

-- Makes the partitions of this month and the next three. A month that cannot be made now (its rows are in the default
-- partition already, or somebody holds a lock) does not keep the others from being made.
create or replace function audit.maintain_audit_log() returns void
language plpgsql security definer set search_path = audit, pg_temp set lock_timeout = '1s'
as $$
declare
  month date;
  part text;
begin
  if not pg_try_advisory_xact_lock(hashtext('maintain audit_log')) then
    return;
  end if;
  for ahead in 0..3 loop
    month := (date_trunc('month', now() at time zone 'utc') + make_interval(months => ahead))::date;
    part := 'audit_log_' || to_char(month, 'YYYYMM');
    if to_regclass(part) is null then
      begin
        execute format('create table %I (like audit_log including all)', part);
        execute format('alter table audit_log attach partition %I for values from (%L) to (%L)',
          part, month::timestamp at time zone 'utc', (month + interval '1 month')::timestamp at time zone 'utc');
        -- Row triggers of the parent are cloned to its partitions, the one against TRUNCATE is not.
        execute format('create trigger append_only_truncate before truncate on %I '
          'for each statement execute function audit.refuse_change()', part);
      exception when check_violation or lock_not_available then
        raise warning 'partition % of audit.audit_log was not made: %', part, sqlerrm;
      end;
    end if;
  end loop;
end
$$;

select audit.maintain_audit_log();

-- A dump restored into a cluster with lower transaction numbers: from here on they are counted far above all that was
-- sealed. Runs as the owner after each service's migrations, before that service writes (afterMigrate__audit.sql).
create or replace function audit.adopt_cluster() returns void language plpgsql set search_path = audit, pg_temp as $$
declare
  reached bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  sealed bigint;
begin
  if to_regclass('audit_seals') is null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('golden audit_log'));
  execute 'select horizon_end from audit_seals order by seal_no desc limit 1' into sealed;
  if sealed > reached + transaction_offset() then
    execute format('create or replace function transaction_offset() returns bigint language sql stable as %L',
      format('select %s::bigint', sealed + (1::bigint << 32) - reached));
  end if;
end
$$;

revoke execute on function audit.adopt_cluster() from public;

-- Time, transaction and writer of a row are not the service's to say.
revoke insert on audit.audit_log from golden_auth, golden_budget, golden_dlq, golden_orchestrator, golden_peer_hub,
  golden_supervisor;
grant insert (id, user_id, role, action, resource_type, resource_id, details, request_id, source_ip, service)
  on audit.audit_log to golden_auth, golden_budget, golden_dlq, golden_orchestrator, golden_peer_hub, golden_supervisor;
