-- What failed, kept until someone decides.
create table dlq_messages (
    id               bigint generated always as identity primary key,
    original_subject text not null,
    data             text not null,
    data_encoding    text not null check (data_encoding in ('utf8', 'base64')),
    headers          jsonb not null,
    error_type       text not null,
    error            text not null,
    error_count      integer not null,
    stream           text not null,
    consumer         text not null,
    stream_seq       bigint not null,
    tenant_id        text not null,
    created_at       timestamptz not null default now(),
    resolved         boolean not null default false,
    resolved_at      timestamptz,
    resolved_by      text,
    resolution       text check (resolution in ('requeued', 'closed')),
    resolution_notes text,
    requeues         integer not null default 0 check (requeues >= 0),
    -- The dead letter and the advisory of one death are one row.
    unique (stream, consumer, stream_seq),
    check (resolved = (resolved_at is not null) and resolved = (resolved_by is not null))
);

create index dlq_messages_newest on dlq_messages (created_at desc, id desc);
create index dlq_messages_unresolved on dlq_messages (created_at desc, id desc) where not resolved;
create index dlq_messages_by_subject on dlq_messages (original_subject, created_at desc, id desc);
create index dlq_messages_unresolved_groups on dlq_messages (original_subject, error_type, created_at)
    where not resolved;
-- The lives of one message: its id stays the same through requeues.
create index dlq_messages_lives on dlq_messages ((headers -> 'Golden-Message-Id' ->> 0));

-- The intent to requeue, committed before the message is sent: whoever finds one left behind by a crash looks in the
-- stream, from after_seq on, whether the message is there already.
create table dlq_requeues (
    message_id bigint primary key references dlq_messages (id) on delete cascade,
    msg_id     text not null,
    subject    text not null,
    stream     text not null,
    after_seq  bigint not null,
    -- The payload that was sent instead of the original, when it was edited.
    data       text,
    changes    text[] not null default '{}',
    sent_seq   bigint,
    started_at timestamptz not null default now()
);
