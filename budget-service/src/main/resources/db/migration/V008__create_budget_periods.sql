-- When a period began and when it ends, in a limit's own time zone: worked out whenever a limit is read, so that no job
-- exists which could be late or run twice.

-- The first moment at which clocks in the zone show that time. PostgreSQL reads a time that does not exist (clocks were
-- put forward over it) as the moment of the change, which is right; of a time that comes twice (clocks are put back) it
-- takes the second, and the first is found with the offset of the day before.
create function first_moment(local timestamp, zone text) returns timestamptz language plpgsql immutable as $$
declare
  usual timestamptz := local at time zone zone;
  before timestamptz := usual - interval '1 day';
  earlier timestamptz := (local at time zone 'UTC') - ((before at time zone zone) - (before at time zone 'UTC'));
begin
  return case when earlier < usual and earlier at time zone zone = local then earlier else usual end;
end
$$;

create function period_unit(period text) returns text language sql immutable as $$
  select case period when 'daily' then 'day' when 'weekly' then 'week' when 'monthly' then 'month' end
$$;

-- A week begins on Monday. A lifetime began before everything.
create function period_begins(period text, zone text, at timestamptz) returns timestamptz language plpgsql immutable as $$
begin
  return case
    when period = 'lifetime' then '-infinity'
    else first_moment(date_trunc(period_unit(period), at at time zone zone), zone)
  end;
end
$$;

-- Null for a lifetime, which never ends.
create function period_ends(period text, zone text, at timestamptz) returns timestamptz language plpgsql immutable as $$
begin
  return case
    when period <> 'lifetime' then
      first_moment(
        date_trunc(period_unit(period), at at time zone zone) + ('1 ' || period_unit(period))::interval, zone)
  end;
end
$$;

-- The names of time zones that PostgreSQL knows change with its version: a row with one that it does not know would
-- fail every request against it, so it is refused when it is written.
alter table budget_limits
  add constraint budget_limits_timezone_known check (period_begins('daily', timezone, '2000-01-01Z') is not null),
  -- The highest threshold, in per cent, that was announced in this period, and the limit it was announced for.
  add column announced smallint not null default 0 check (announced in (0, 80, 100)),
  add column announced_limit bigint not null default 0;
