-- What the sandbox said about exactly this content; never an agent's word.
create table sandbox_runs (
    id           uuid primary key,
    task_id      uuid not null references tasks on delete cascade,
    step_id      uuid not null references task_steps on delete cascade,
    kind         text not null check (kind in ('code_quality', 'has_tests')),
    content_hash text not null,
    tests_hash   text not null,
    execution_id text not null,
    verdict      text not null check (verdict in ('passed', 'failed')),
    evidence     jsonb not null,
    created_at   timestamptz not null default now(),
    unique (task_id, kind, content_hash, tests_hash)
);

create table reviews (
    id              uuid primary key,
    task_id         uuid not null references tasks on delete cascade,
    round           int not null,
    content_hash    text not null,
    author          text not null,
    -- Exactly what is sent: a repetition under the same Idempotency-Key must be the same request.
    request         jsonb not null,
    session_id      uuid unique,
    status          text not null check (status in ('opening', 'pending', 'passed', 'rejected', 'expired', 'cancelled')),
    consensus_score double precision,
    quorum          double precision,
    votes           jsonb not null default '[]',
    asked_at        timestamptz,
    -- The task ended first: the session is to be cancelled in peer-hub.
    cancel_at       timestamptz,
    created_at      timestamptz not null default now(),
    decided_at      timestamptz,
    unique (task_id, round)
);
create index reviews_to_cancel on reviews (cancel_at) where cancel_at is not null;

create table guard_results (
    id           uuid primary key,
    task_id      uuid not null references tasks on delete cascade,
    guard        text not null,
    content_hash text not null,
    holds        boolean not null,
    evidence     jsonb not null,
    decided_by   text not null,
    created_at   timestamptz not null default now()
);
create index guard_results_of on guard_results (task_id);

-- On an on-call engineer's search_path, `escalations` is the supervisor's table.
create table task_escalations (
    id           uuid primary key,
    task_id      uuid not null references tasks on delete cascade,
    -- Set when the peer hub raised it for a review; its escalation carries the same session.
    session_id   uuid,
    guard        text,
    step_id      uuid references task_steps on delete cascade,
    content_hash text not null,
    from_state   text not null,
    reason       text not null,
    decision     text check (decision in ('approve', 'reject', 'retry', 'cancel')),
    note         text,
    resolved_by  text,
    resolved_at  timestamptz,
    created_at   timestamptz not null default now()
);
create index task_escalations_of on task_escalations (task_id);

-- What was deployed, by its hash.
create table contents (
    content_hash text not null,
    tenant_id    text not null,
    files        jsonb not null,
    created_at   timestamptz not null default now(),
    primary key (tenant_id, content_hash)
);
