-- Messages that failed alike, counted as they come and go: a million rows are too many to count for a page.
create table dlq_groups (
    id         bigint generated always as identity primary key,
    -- Hash of what makes the group, which may be of any length.
    key        text not null unique,
    tenant_id  text not null,
    -- Ids in it are replaced by *.
    subject    text not null,
    error_type text not null,
    -- The first one's; others may differ in their numbers and ids.
    error      text not null,
    unresolved bigint not null default 0 check (unresolved >= 0),
    -- Since it was last empty.
    first_seen timestamptz not null default now(),
    last_seen  timestamptz not null default now()
);

create index dlq_groups_largest on dlq_groups (unresolved desc, id) where unresolved > 0;
create index dlq_groups_of_tenant on dlq_groups (left(tenant_id, 100), unresolved desc, id) where unresolved > 0;

alter table dlq_messages
    add column group_id    bigint,
    -- A stream that was made anew or put back counts from an earlier number: the same sequence, another message.
    add column incarnation integer not null default 0,
    -- The row of the life before: this one is what became of its requeue.
    add column previous_id bigint,
    -- The transaction that last changed the row, in whose order the live stream tells of it.
    add column changed     xid8 not null default pg_current_xact_id();

alter table dlq_messages drop constraint dlq_messages_stream_consumer_stream_seq_key;
alter table dlq_messages add constraint dlq_messages_origin unique (stream, consumer, stream_seq, incarnation);

create index dlq_messages_changed on dlq_messages (changed, id);
create index dlq_messages_came_back on dlq_messages (previous_id) where previous_id is not null;
create index dlq_messages_of_group on dlq_messages (group_id, created_at desc, id desc);
create index dlq_messages_unresolved_of_group on dlq_messages (group_id, created_at desc, id desc) where not resolved;
create index dlq_messages_unresolved_of_tenant on dlq_messages (left(tenant_id, 100), created_at desc, id desc)
    where not resolved;
create index dlq_messages_resolved_at on dlq_messages (resolved_at) where resolved;

-- Keeps dlq_groups.unresolved right, whoever changes rows. Groups are locked in the order of their keys, here and by
-- the insert that makes them: two transactions never wait for each other.
create function count_dlq_groups() returns trigger
language plpgsql security definer set search_path = ${flyway:defaultSchema}, pg_temp
as $$
declare
  ids bigint[];
  counts bigint[];
begin
  if tg_op = 'INSERT' then
    select array_agg(group_id), array_agg(n) into ids, counts
    from (select group_id, count(*) as n from added where not resolved group by group_id) c;
  elsif tg_op = 'DELETE' then
    select array_agg(group_id), array_agg(n) into ids, counts
    from (select group_id, -count(*) as n from removed where not resolved group by group_id) c;
  else
    select array_agg(group_id), array_agg(n) into ids, counts
    from (
      select group_id, sum(n)::bigint as n
      from (
        select group_id, 1 as n from added where not resolved
        union all
        select group_id, -1 from removed where not resolved
      ) each_row
      group by group_id
      having sum(n) <> 0
    ) c;
  end if;
  if ids is not null then
    perform 1 from dlq_groups where id = any (ids) order by key for update;
    update dlq_groups g set unresolved = unresolved + c.n
    from unnest(ids, counts) as c (id, n)
    where g.id = c.id;
  end if;
  return null;
end
$$;

-- What is there already.
insert into dlq_groups (key, tenant_id, subject, error_type, error, unresolved, first_seen, last_seen)
select md5(concat_ws(chr(10), tenant_id, subject, error_type, error)), tenant_id, subject, error_type, error,
    count(*) filter (where not resolved), min(created_at), max(created_at)
from (
    select *, regexp_replace(regexp_replace(original_subject, '(^|\.)[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?=\.|$)', '\1*', 'g'),
        '(^|\.)[0-9]+(?=\.|$)', '\1*', 'g') as subject
    from dlq_messages
) m
group by tenant_id, subject, error_type, error;

update dlq_messages m set group_id = g.id
from dlq_groups g
where g.tenant_id = m.tenant_id and g.error_type = m.error_type and g.error = m.error
    and g.subject = regexp_replace(
        regexp_replace(m.original_subject, '(^|\.)[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?=\.|$)', '\1*', 'g'),
        '(^|\.)[0-9]+(?=\.|$)', '\1*', 'g');

alter table dlq_messages alter column group_id set not null;

create trigger count_added after insert on dlq_messages
    referencing new table as added for each statement execute function count_dlq_groups();
create trigger count_changed after update on dlq_messages
    referencing old table as removed new table as added for each statement execute function count_dlq_groups();
create trigger count_removed after delete on dlq_messages
    referencing old table as removed for each statement execute function count_dlq_groups();

-- Each change gets its place in the live stream.
create function mark_dlq_change() returns trigger language plpgsql as $$
begin
  new.changed := pg_current_xact_id();
  return new;
end
$$;

create trigger mark_change before update on dlq_messages for each row execute function mark_dlq_change();
