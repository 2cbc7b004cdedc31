-- A row may be sent long after it was written, when NATS was away: what counts is when it was sent. The day before is
-- made as well, for a clock that is set back past midnight of the first day.
create or replace function maintain_outbox() returns void
language plpgsql security definer set search_path = ${flyway:defaultSchema}, pg_temp set lock_timeout = '1s'
as $$
declare
  day date;
  part text;
  is_needed boolean;
begin
  if not pg_try_advisory_xact_lock(hashtext('maintain_outbox ' || current_schema())) then
    return;
  end if;
  for ahead in -1..7 loop
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
    execute format('select exists (select from %I where sent_at is null or sent_at > now() - interval ''24 hours'')', part)
      into is_needed;
    if not is_needed then
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

-- After a power cut or a restore of NATS: what was sent since then is sent again, under the ids it had. For operators,
-- through `golden republish`; a service has no use for it.
create function republish_outbox(since timestamptz) returns bigint
language sql set search_path = ${flyway:defaultSchema}, pg_temp
as $$
  with again as (
    update outbox set sent_at = null, attempts = 0, retry_at = null where sent_at >= since returning 1
  )
  select count(*) from again
$$;

revoke execute on function republish_outbox(timestamptz) from public;
