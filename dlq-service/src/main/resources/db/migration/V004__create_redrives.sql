-- A redrive: many messages sent again by a job that any replica may carry on.
create table dlq_redrives (
    id              uuid primary key,
    tenants         text[] not null,
    filter          jsonb not null,
    note            text not null,
    -- 0: not limited.
    rate_per_second integer not null check (rate_per_second >= 0),
    canary          boolean not null,
    force           boolean not null,
    state           text not null check (state in ('canary', 'running', 'completed', 'stopped', 'cancelled')),
    -- Why it was stopped.
    reason          text not null default '',
    created_by      text not null,
    created_at      timestamptz not null default now(),
    finished_at     timestamptz,
    total           integer not null,
    -- All items up to this message were dealt with.
    position        bigint not null default 0,
    canary_id       bigint,
    canary_sent_at  timestamptz,
    -- Whose it is, and until when unless it says so again.
    lease_owner     text not null default '',
    lease_until     timestamptz not null default now()
);

create index dlq_redrives_open on dlq_redrives (created_at) where finished_at is null;
create index dlq_redrives_newest on dlq_redrives (created_at desc, id desc);

-- The set of messages as it was when the job was made.
create table dlq_redrive_items (
    redrive_id uuid not null references dlq_redrives (id) on delete cascade,
    message_id bigint not null,
    primary key (redrive_id, message_id)
);

alter table dlq_requeues add column redrive_id uuid;
create index dlq_requeues_of_redrive on dlq_requeues (redrive_id, message_id) where redrive_id is not null;

-- After a power cut that took messages: those sent again since then are unresolved again. Whoever sends them once more
-- finds by the intent that is kept whether the stream still has them. For operators, through `golden republish`.
create function reopen_requeues(since timestamptz) returns bigint
language sql set search_path = ${flyway:defaultSchema}, pg_temp
as $$
  with reopened as (
    update dlq_messages
    set resolved = false, resolved_at = null, resolved_by = null, resolution = null, resolution_notes = null,
        requeues = greatest(requeues - 1, 0)
    where resolution = 'requeued' and resolved_at >= since
    returning 1
  )
  select count(*) from reopened
$$;

revoke execute on function reopen_requeues(timestamptz) from public;
