-- The planner may read the name of whatever has a parent, an index such as audit_log_pkey too, before it looks whose
-- partition it is. What is no date must not be read as one: the partitions are found first.
create or replace function maintain_outbox() returns void
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
