-- A review session: who may vote with which weight (policy), on exactly which content, until when.
create table peer_review_sessions (
    session_id      uuid primary key,
    task_id         uuid not null,
    tenant_id       text not null,
    initiator       text not null,
    content_hash    text not null,
    summary         text not null,
    content         jsonb,
    quorum          numeric(5, 4) not null check (quorum > 0 and quorum <= 1),
    policy          jsonb not null,
    status          text not null default 'pending'
                    check (status in ('pending', 'passed', 'rejected', 'expired', 'cancelled')),
    consensus_score numeric(6, 5) check (consensus_score between 0 and 1),
    created_at      timestamptz not null,
    deadline        timestamptz not null,
    completed_at    timestamptz,
    check ((status = 'pending') = (completed_at is null)),
    check ((status = 'pending') = (consensus_score is null))
);

-- The deadline sweeper reads nothing but what is due, however many sessions are open.
create index peer_review_sessions_due on peer_review_sessions (deadline) where status = 'pending';
create index peer_review_sessions_newest on peer_review_sessions (created_at desc, session_id desc);
create index peer_review_sessions_by_task on peer_review_sessions (task_id, created_at desc);
create index peer_review_sessions_open on peer_review_sessions (created_at desc, session_id desc) where status = 'pending';

-- One counted vote per voter, replaced while the session is open; and the latest of those that came too late.
create table peer_votes (
    id         uuid primary key,
    session_id uuid not null references peer_review_sessions (session_id),
    agent_id   text not null,
    agent_role text not null,
    vote       text not null check (vote in ('approve', 'conditional', 'reject')),
    confidence double precision check (confidence between 0 and 1),
    reasoning  text not null,
    concerns   text[] not null,
    weight     integer not null check (weight between 0 and 10000),
    counted    boolean not null,
    voted_at   timestamptz not null,
    unique (session_id, agent_id, counted)
);
