-- What agents may learn by themselves, how often, and who must agree. The API and operators use the same functions;
-- each decision is made under the lock of the role's row, so that no two can both be the last one allowed.
create table learning_governance (
    agent_role             text primary key check (agent_role ~ '^[a-z][a-z0-9_-]{0,62}$'),
    -- Null: as many as people approve.
    max_updates_per_day    integer check (max_updates_per_day >= 0),
    cooldown_hours         integer not null default 0 check (cooldown_hours >= 0),
    require_human_approval boolean not null default true,
    last_update_at         timestamptz,
    updated_at             timestamptz not null default clock_timestamp()
);

insert into learning_governance (agent_role, max_updates_per_day, cooldown_hours, require_human_approval) values
    ('security',  1, 24, true),
    ('architect', 2, 12, true),
    ('reviewer',  3,  4, false),
    ('developer', 5,  2, false),
    ('tester',    5,  2, false);

create table agent_prompts (
    id                   bigint generated always as identity primary key,
    agent_role           text not null references learning_governance,
    prompt_text          text not null check (prompt_text <> ''),
    version              integer not null check (version > 0),
    auto_learned         boolean not null,
    learned_from_pattern text,
    approval_status      text not null
        check (approval_status in ('auto_approved', 'pending_review', 'human_approved', 'rejected')),
    proposed_by          text not null check (proposed_by <> ''),
    approved_by          text,
    approved_at          timestamptz,
    approval_notes       text,
    rejection_reason     text,
    created_at           timestamptz not null default clock_timestamp(),
    unique (agent_role, version),
    -- Nobody approves their own proposal, by whatever credential.
    check (approval_status <> 'human_approved' or approved_by is distinct from proposed_by),
    check ((approval_status in ('auto_approved', 'human_approved')) = (approved_at is not null)),
    check ((approval_status = 'rejected') = (rejection_reason is not null))
);
create index agent_prompts_recent on agent_prompts (agent_role, created_at desc, id desc);
create index agent_prompts_pending on agent_prompts (created_at) where approval_status = 'pending_review';

-- Which version a role works with: a pointer, so that going back is one update.
create table active_prompts (
    agent_role   text primary key references learning_governance,
    prompt_id    bigint not null references agent_prompts,
    activated_by text not null,
    activated_at timestamptz not null default clock_timestamp()
);

create function refuse_changed_prompt() returns trigger language plpgsql as $$
begin
    raise exception 'prompt % is a version and never changes; propose a new one', old.id
        using errcode = 'restrict_violation';
end $$;
create trigger agent_prompts_immutable
    before update of agent_role, prompt_text, version, proposed_by, created_at on agent_prompts
    for each row execute function refuse_changed_prompt();

-- Accepted in the last 24 hours: what became active, and what waits for a human.
create function prompt_updates_in_a_day(role text) returns bigint
language sql stable set search_path = supervisor, pg_temp as $$
    select count(*) from agent_prompts
    where agent_role = role and approval_status <> 'rejected'
      and coalesce(approved_at, created_at) > clock_timestamp() - interval '24 hours'
$$;

create function can_auto_update_prompt(role text) returns boolean
language sql stable set search_path = supervisor, pg_temp as $$
    select coalesce((
        select not require_human_approval
           and (max_updates_per_day is null or prompt_updates_in_a_day(role) < max_updates_per_day)
           and (last_update_at is null
                or last_update_at + make_interval(hours => cooldown_hours) <= clock_timestamp())
        from learning_governance where agent_role = role), false)
$$;

-- Outcome auto_approved or pending_review: a new version. Outcome daily_limit_reached or cooldown_active: nothing is
-- stored, and available_at says when it is worth trying again.
create function propose_prompt_update(role text, prompt text, by text, pattern text default null)
returns table (prompt_id bigint, prompt_version integer, outcome text, available_at timestamptz)
language plpgsql set search_path = supervisor, pg_temp as $$
declare
    rule learning_governance;
    recent bigint;
begin
    -- A role nobody has ruled on needs a human.
    insert into learning_governance (agent_role) values (role) on conflict (agent_role) do nothing;
    select * into rule from learning_governance where agent_role = role for update;
    recent := prompt_updates_in_a_day(role);
    if rule.max_updates_per_day is not null and recent >= rule.max_updates_per_day then
        -- The day ends when enough of the counted ones are 24 hours old.
        return query
            select null::bigint, null::integer, 'daily_limit_reached',
                   (select coalesce(approved_at, created_at) + interval '24 hours' from agent_prompts
                    where agent_role = role and approval_status <> 'rejected'
                    order by coalesce(approved_at, created_at) desc
                    offset greatest(rule.max_updates_per_day, 1) - 1 limit 1);
        return;
    end if;
    if rule.last_update_at + make_interval(hours => rule.cooldown_hours) > clock_timestamp() then
        return query
            select null::bigint, null::integer, 'cooldown_active',
                   rule.last_update_at + make_interval(hours => rule.cooldown_hours);
        return;
    end if;

    insert into agent_prompts (agent_role, prompt_text, version, auto_learned, learned_from_pattern, approval_status,
                               proposed_by, approved_by, approved_at)
    select role, prompt, coalesce(max(p.version), 0) + 1, not rule.require_human_approval, pattern,
           case when rule.require_human_approval then 'pending_review' else 'auto_approved' end, by,
           case when not rule.require_human_approval then 'system' end,
           case when not rule.require_human_approval then clock_timestamp() end
    from agent_prompts p where p.agent_role = role
    returning id, version, approval_status into prompt_id, prompt_version, outcome;
    if outcome = 'auto_approved' then
        perform activate_prompt(role, prompt_id, 'system');
        update learning_governance set last_update_at = clock_timestamp(), updated_at = clock_timestamp()
        where agent_role = role;
    end if;
    return next;
end $$;

create function activate_prompt(role text, prompt bigint, by text) returns void
language sql set search_path = supervisor, pg_temp as $$
    insert into active_prompts (agent_role, prompt_id, activated_by) values (role, prompt, by)
    on conflict (agent_role) do update
    set prompt_id = excluded.prompt_id, activated_by = excluded.activated_by, activated_at = clock_timestamp()
$$;

create function approve_prompt_update(prompt bigint, by text, notes text default null) returns agent_prompts
language plpgsql set search_path = supervisor, pg_temp as $$
declare
    found agent_prompts;
begin
    perform 1 from learning_governance g join agent_prompts p using (agent_role) where p.id = prompt for update of g;
    select * into found from agent_prompts where id = prompt for update;
    if found.id is null then
        raise exception 'there is no prompt %', prompt using errcode = 'no_data_found';
    end if;
    if found.approval_status <> 'pending_review' then
        raise exception 'prompt % is %, not pending_review', prompt, found.approval_status
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if found.proposed_by = by then
        raise exception '% proposed prompt % and may not approve it', by, prompt using errcode = 'insufficient_privilege';
    end if;
    update agent_prompts
    set approval_status = 'human_approved', approved_by = by, approved_at = clock_timestamp(), approval_notes = notes
    where id = prompt returning * into found;
    perform activate_prompt(found.agent_role, prompt, by);
    update learning_governance set last_update_at = clock_timestamp(), updated_at = clock_timestamp()
    where agent_role = found.agent_role;
    return found;
end $$;

create function reject_prompt_update(prompt bigint, by text, reason text) returns agent_prompts
language plpgsql set search_path = supervisor, pg_temp as $$
declare
    found agent_prompts;
begin
    select * into found from agent_prompts where id = prompt for update;
    if found.id is null then
        raise exception 'there is no prompt %', prompt using errcode = 'no_data_found';
    end if;
    if found.approval_status <> 'pending_review' then
        raise exception 'prompt % is %, not pending_review', prompt, found.approval_status
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    update agent_prompts set approval_status = 'rejected', approved_by = by, rejection_reason = reason
    where id = prompt returning * into found;
    return found;
end $$;

create function get_pending_approvals_count() returns bigint
language sql stable set search_path = supervisor, pg_temp as $$
    select count(*) from agent_prompts where approval_status = 'pending_review'
$$;

create view governance_status as
select g.agent_role, g.require_human_approval, g.max_updates_per_day, g.cooldown_hours,
       prompt_updates_in_a_day(g.agent_role) as updates_today, g.last_update_at,
       g.last_update_at + make_interval(hours => g.cooldown_hours) as cooldown_ends_at,
       case
           when g.require_human_approval then 'requires_approval'
           when prompt_updates_in_a_day(g.agent_role) >= g.max_updates_per_day then 'daily_limit_reached'
           when g.last_update_at + make_interval(hours => g.cooldown_hours) > clock_timestamp() then 'cooldown_active'
           else 'can_auto_update'
       end as status
from learning_governance g;

create view learning_stats as
select g.agent_role,
       count(p.id) as total_prompts,
       count(p.id) filter (where p.approval_status = 'auto_approved') as auto_approved,
       count(p.id) filter (where p.approval_status = 'pending_review') as pending_review,
       count(p.id) filter (where p.approval_status = 'human_approved') as human_approved,
       count(p.id) filter (where p.approval_status = 'rejected') as rejected,
       max(p.created_at) as last_proposed_at,
       (select v.version from active_prompts a join agent_prompts v on v.id = a.prompt_id
        where a.agent_role = g.agent_role) as active_version
from learning_governance g left join agent_prompts p using (agent_role)
group by g.agent_role;
