-- Messages that wait for their publication, and for a day those that had theirs: after a restore they are published again.
create table outbox (
  id uuid not null,
  subject text not null,
  headers jsonb not null,
  payload text not null,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  -- A message that NATS refused steps back for a while instead of holding up the rest.
  attempts integer not null default 0,
  retry_at timestamptz,
  primary key (id, created_at)
) partition by range (created_at);

create index outbox_pending on outbox (created_at) where sent_at is null;

-- Makes the partitions of the next days and drops those whose rows were all sent more than a day ago. The runtime role
-- has no DDL and calls this. Attaching takes a lock that lets inserts go on; dropping waits at most a second.
create function maintain_outbox() returns void
language plpgsql security definer set search_path = ${flyway:defaultSchema}, pg_temp set lock_timeout = '1s'
as $$
declare
  day date;
  part text;
  has_unsent boolean;
begin
  if not pg_try_advisory_xact_lock(hashtext('maintain_outbox ' || current_schema())) then
    return;
  end if;
  for ahead in 0..7 loop
    day := (now() at time zone 'utc')::date + ahead;
    part := 'outbox_' || to_char(day, 'YYYYMMDD');
    if to_regclass(part) is null then
      execute format('create table %I (like outbox including all)', part);
      execute format('alter table outbox attach partition %I for values from (%L) to (%L)',
        part, day::timestamp at time zone 'utc', (day + 1)::timestamp at time zone 'utc');
    end if;
  end loop;
  for part in
    -- The planner may read the name of whatever has a parent (an index, say) before it looks whose partition it is, and
    -- what is no date must not be read as one: the partitions are found first.
    with partitions as materialized (
      select c.relname
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'outbox'::regclass
    )
    select relname from partitions where to_date(right(relname, 8), 'YYYYMMDD') < (now() at time zone 'utc')::date - 1
  loop
    execute format('select exists (select from %I where sent_at is null)', part) into has_unsent;
    if not has_unsent then
      begin
        execute format('drop table %I', part);
      exception when lock_not_available then
        null; -- somebody reads it; the next round drops it
      end;
    end if;
  end loop;
end
$$;

select maintain_outbox();

-- The history of migrations is the owner's.
revoke insert, update, delete on flyway_schema_history from golden_${flyway:defaultSchema};
