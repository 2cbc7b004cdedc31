-- A task and where it stands. The row is the truth: whatever is to be done next follows from it and its children.
create table tasks (
    id              uuid primary key,
    tenant_id       text not null,
    project_id      text not null,
    name            text not null,
    description     text not null,
    state           text not null check (state in ('created', 'planning', 'developing', 'testing', 'reviewing',
                                                   'deploying', 'escalated', 'completed', 'failed', 'cancelled')),
    state_since     timestamptz not null default now(),
    priority        smallint not null check (priority between 1 and 5),
    labels          text[] not null,
    metadata        jsonb not null,
    token_budget    bigint check (token_budget > 0),
    requested_steps jsonb not null,
    version         bigint not null default 1,
    -- When an advancer looks at it next; null while only an event (a result, a vote, a human) can move it.
    -- Taking a task moves this into the future: an advancer that dies gives the task back by itself.
    wake_at         timestamptz,
    failure         text,
    retry_of        uuid,
    created_by      text not null,
    -- Ties what is done later to the request that asked for it.
    request_id      text not null,
    traceparent     text not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    completed_at    timestamptz,
    check ((completed_at is not null) = (state in ('completed', 'failed', 'cancelled')))
);
create index tasks_due on tasks (wake_at) where wake_at is not null;
create index tasks_newest on tasks (created_at desc, id desc);
create index tasks_by_tenant on tasks (tenant_id, created_at desc, id desc);
create index tasks_unfinished on tasks (state) where completed_at is null;

-- A terminal state is never left, whoever writes the SQL.
create function refuse_leaving_terminal_state() returns trigger language plpgsql as $$
begin
    raise exception 'task % is %, which is final', old.id, old.state using errcode = 'check_violation';
end $$;
create trigger tasks_terminal before update of state on tasks for each row
    when (old.completed_at is not null and old.state is distinct from new.state)
    execute function refuse_leaving_terminal_state();

-- Every transition, step, guard and review of a task. Each insert is made while the task's row is locked,
-- so that the ids of one task grow in the order of their commits: a stream that resumes by id misses nothing.
create table task_history (
    id         bigint generated always as identity primary key,
    task_id    uuid not null references tasks on delete cascade,
    kind       text not null,
    from_state text,
    to_state   text,
    why        text not null,
    actor      text not null,
    data       jsonb not null,
    created_at timestamptz not null default now()
);
create index task_history_of on task_history (task_id, id);
