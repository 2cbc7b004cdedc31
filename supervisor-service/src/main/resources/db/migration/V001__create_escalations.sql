-- What a human is asked. The id is the sender's, so that the same escalation delivered twice is one row.
create table escalations (
    id              uuid primary key,
    session_id      uuid,
    task_id         uuid,
    tenant_id       text not null,
    reason          text not null,
    severity        text not null check (severity in ('critical', 'high', 'medium', 'low')),
    pattern_type    text not null check (pattern_type in ('skill_gap', 'agent_conflict', 'process_issue')),
    suggested_fix   text not null,
    evidence        jsonb not null,
    state           text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
    created_by      text not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    resolved_at     timestamptz,
    resolved_by     text,
    -- {decision, note, data}
    resolution_data jsonb,
    created_at      timestamptz not null default clock_timestamp(),
    check ((state = 'resolved') = (resolved_at is not null)),
    check ((resolved_at is null) = (resolution_data is null))
);
create index escalations_newest on escalations (created_at desc, id desc);
create index escalations_unresolved on escalations (created_at desc, id desc) where state <> 'resolved';
create index escalations_by_task on escalations (task_id);
