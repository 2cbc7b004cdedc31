-- What was done by whom, for the whole suite. Every service brings this script, and whichever is first runs it.
select pg_advisory_xact_lock(hashtext('golden audit_log'));

create table if not exists audit.audit_log (
  id uuid not null,
  user_id text not null,
  role text not null,
  action text not null,
  resource_type text not null,
  resource_id text not null,
  details jsonb not null,
  request_id text,
  source_ip text,
  service text not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (created_at, id)
) partition by range (created_at);

create index if not exists audit_log_user on audit.audit_log (user_id, created_at);
create index if not exists audit_log_action on audit.audit_log (action, created_at);
create index if not exists audit_log_resource on audit.audit_log (resource_type, resource_id, created_at);

-- Makes the partitions of this month and the next three.
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
      execute format('create table %I (like audit_log including all)', part);
      execute format('alter table audit_log attach partition %I for values from (%L) to (%L)',
        part, month::timestamp at time zone 'utc', (month + interval '1 month')::timestamp at time zone 'utc');
      -- Row triggers of the parent are cloned to its partitions, the one against TRUNCATE is not.
      execute format('create trigger append_only_truncate before truncate on %I '
        'for each statement execute function audit.refuse_change()', part);
    end if;
  end loop;
end
$$;

create or replace function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit.audit_log is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create or replace trigger append_only before update or delete on audit.audit_log
  for each row execute function audit.refuse_change();
do $$
begin
  if not exists (select from pg_trigger where tgrelid = 'audit.audit_log'::regclass and tgname = 'append_only_truncate') then
    create trigger append_only_truncate before truncate on audit.audit_log
      for each statement execute function audit.refuse_change();
  end if;
end
$$;

select audit.maintain_audit_log();

grant insert on audit.audit_log to golden_auth, golden_budget, golden_dlq, golden_orchestrator, golden_peer_hub, golden_supervisor;
grant select on audit.audit_log to golden_auth;
