create sequence fencing_tokens;

create table task_steps (
    id               uuid primary key,
    task_id          uuid not null references tasks on delete cascade,
    tenant_id        text not null,
    position         int not null,
    type             text not null,
    role             text not null,
    input            jsonb not null,
    state            text not null check (state in ('pending', 'ready', 'running', 'done', 'failed', 'skipped', 'cancelled')),
    priority         smallint not null,
    attempt          int not null default 1,
    max_attempts     int not null,
    not_before       timestamptz,
    -- Drawn anew at each claim and at each lost lease; what carries another one is late.
    fencing_token    bigint not null default 0,
    agent_id         text,
    leased_until     timestamptz,
    estimated_tokens bigint not null check (estimated_tokens > 0),
    output           jsonb,
    -- Hash of the files in the output; null when it holds no usable file, and then the problem says why.
    content_hash     text,
    content_problem  text,
    artifacts        jsonb,
    tokens_used      bigint check (tokens_used >= 0),
    error            text,
    auto_added       boolean not null default false,
    reason           text,
    guard            text,
    created_at       timestamptz not null default now(),
    ready_at         timestamptz,
    started_at       timestamptz,
    completed_at     timestamptz,
    unique (task_id, position),
    check ((state = 'running') = (leased_until is not null))
);
create index task_steps_ready on task_steps (role, priority, ready_at) where state = 'ready';
create index task_steps_leased on task_steps (leased_until) where state = 'running';

-- What is held in budget-service for one attempt of one step, and what became of it.
create table step_reservations (
    request_id     text primary key,
    step_id        uuid not null references task_steps on delete cascade,
    task_id        uuid not null references tasks on delete cascade,
    tenant_id      text not null,
    project_id     text not null,
    model          text not null,
    attempt        int not null,
    tokens         bigint not null check (tokens > 0),
    state          text not null check (state in ('held', 'committing', 'releasing', 'committed', 'released', 'disputed')),
    -- Null where the reservation may exist, but its answer was never recorded: the settler asks again by request_id.
    reservation_id text,
    tokens_used    bigint,
    next_try_at    timestamptz,
    tries          int not null default 0,
    problem        text,
    created_at     timestamptz not null default now(),
    settled_at     timestamptz,
    unique (step_id, attempt)
);
create index step_reservations_due on step_reservations (next_try_at) where state in ('committing', 'releasing');
create index step_reservations_of on step_reservations (task_id);
