-- What golden_oncall may do, and who watches when somebody changes a limit or a governance row by hand (docs/oncall.md).
-- Every service brings this script and calls allow_oncall() after its migrations (afterMigrate__audit.sql): each table
-- gets its part when it is there. Nothing is written that stands already, so that a start costs next to nothing.
select pg_advisory_xact_lock(hashtext('golden oncall'));

create or replace function audit.allow_oncall() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  may record;
  by_hand record;
  routine regprocedure;
begin
  -- An installation with one role for everything has no such role, and no way to tell a service from a person.
  if not exists (select from pg_roles where rolname = 'golden_oncall')
    or not exists (select from pg_roles where rolname = 'golden_budget') then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('golden oncall'));

  for may in
    select relation, privilege, part from (values
      ('audit.audit_log', 'select', null),
      ('audit.audit_seals', 'select', null),
      ('audit.audit_drops', 'select', null),
      ('budget.budget_limits', 'select', null),
      ('budget.budget_limits', 'update', 'total_limit'),
      ('budget.budget_limits', 'update', 'period'),
      ('budget.budget_reservations', 'select', null),
      ('budget.budget_transactions', 'select', null),
      ('budget.budget_differences', 'select', null),
      ('budget.budget_limits_now', 'select', null),
      ('dlq.dlq_messages', 'select', null),
      ('dlq.dlq_groups', 'select', null),
      ('dlq.dlq_requeues', 'select', null),
      ('orchestrator.tasks', 'select', null),
      ('orchestrator.task_steps', 'select', null),
      ('orchestrator.task_history', 'select', null),
      ('orchestrator.task_escalations', 'select', null),
      ('orchestrator.agents', 'select', null),
      ('orchestrator.guard_results', 'select', null),
      ('orchestrator.reviews', 'select', null),
      ('orchestrator.step_reservations', 'select', null),
      ('peer_hub.peer_review_sessions', 'select', null),
      ('peer_hub.peer_votes', 'select', null),
      ('supervisor.escalations', 'select', null),
      ('supervisor.learning_governance', 'select', null),
      ('supervisor.learning_governance', 'update', 'last_update_at'),
      ('supervisor.learning_governance', 'update', 'max_updates_per_day'),
      ('supervisor.learning_governance', 'update', 'cooldown_hours'),
      ('supervisor.learning_governance', 'update', 'require_human_approval'),
      ('supervisor.agent_prompts', 'select', null),
      ('supervisor.active_prompts', 'select', null),
      ('supervisor.governance_status', 'select', null),
      ('supervisor.learning_stats', 'select', null),
      -- Who is there and since when, without what their passwords and tokens hash to.
      ('auth.users', 'select', 'id'), ('auth.users', 'select', 'username'), ('auth.users', 'select', 'role'),
      ('auth.users', 'select', 'tenants'), ('auth.users', 'select', 'enabled'),
      ('auth.users', 'select', 'created_at'), ('auth.users', 'select', 'password_changed_at'),
      ('auth.sessions', 'select', 'id'), ('auth.sessions', 'select', 'user_id'),
      ('auth.sessions', 'select', 'created_at'), ('auth.sessions', 'select', 'last_activity'),
      ('auth.sessions', 'select', 'expires_at'), ('auth.sessions', 'select', 'revoked_at')
    ) as list (relation, privilege, part)
    union all
    -- How long messages wait, not what is in them.
    select service || '.outbox', 'select', part
    from unnest(array['auth', 'budget', 'dlq', 'orchestrator', 'peer_hub', 'supervisor']) as service,
      unnest(array['id', 'subject', 'created_at', 'sent_at', 'attempts', 'retry_at']) as part
  loop
    if to_regclass(may.relation) is null or (may.part is not null and not exists (
        select from pg_attribute where attrelid = to_regclass(may.relation) and attname = may.part and not attisdropped)) then
      continue;
    end if;
    if (case when may.part is null then has_table_privilege('golden_oncall', may.relation, may.privilege)
        else has_column_privilege('golden_oncall', may.relation, may.part, may.privilege) end) then
      continue;
    end if;
    -- A table that its own service changes at this moment is left to that service, which comes here after its migrations.
    begin
      execute format('lock table %s in row exclusive mode nowait', may.relation);
      execute format('grant %s %s on %s to golden_oncall', may.privilege,
        case when may.part is null then '' else format('(%I)', may.part) end, may.relation);
    exception when lock_not_available or internal_error then
      continue;
    end;
  end loop;

  -- Decisions go through the same functions as the API's. They work with their owner's rights, so that nobody on call
  -- needs the tables below them; who called stands in session_user.
  for routine in
    select p.oid::regprocedure from pg_proc p
    where p.pronamespace = to_regnamespace('supervisor') and not p.prosecdef
      and p.proname in ('can_auto_update_prompt', 'prompt_updates_in_a_day', 'propose_prompt_update',
                        'approve_prompt_update', 'reject_prompt_update', 'get_pending_approvals_count')
      and exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')
  loop
    execute format('alter function %s security definer', routine);
  end loop;

  for by_hand in
    select * from (values
      ('budget.budget_limits', 'golden_budget', 'budget_limit', '{tenant_id,project_id,agent_id,model}',
        'budget.limit.set'),
      ('supervisor.learning_governance', 'golden_supervisor', 'agent_role', '{agent_role}', 'learning.governance.set'),
      ('supervisor.agent_prompts', 'golden_supervisor', 'agent_prompt', '{id}', 'learning.prompt.set'),
      ('supervisor.active_prompts', 'golden_supervisor', 'agent_role', '{agent_role}', 'learning.activate')
    ) as list (relation, service, resource_type, keys, action)
  loop
    if to_regclass(by_hand.relation) is not null and not exists (
        select from pg_trigger where tgrelid = to_regclass(by_hand.relation) and tgname = 'audit_by_hand') then
      -- The condition is looked at before anything is called: the service itself pays one comparison.
      execute format('create trigger audit_by_hand after insert or update or delete on %s for each row '
        'when (session_user <> %L) execute function audit.record_by_hand(%L, %L, %L)',
        by_hand.relation, by_hand.service, by_hand.resource_type, by_hand.keys, by_hand.action);
    end if;
  end loop;
end
$$;

-- Arguments: resource type, columns of the key, action. Old and new values of what changed; new ones alone of a row that
-- was added, old ones of one that was removed.
create or replace function audit.record_by_hand() returns trigger
language plpgsql security definer set search_path = audit, pg_catalog, pg_temp
as $$
declare
  -- The text of a prompt does not belong into a log that is kept for years; its row never changes.
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - 'prompt_text' else '{}' end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - 'prompt_text' else '{}' end;
  either jsonb := was || is_now;
  key text;
begin
  select string_agg(either ->> column_name, '/' order by place) into key
  from unnest(tg_argv[1]::text[]) with ordinality as keys (column_name, place)
  -- '*' at the end stands for any agent and any model: the API names such a limit by tenant and project.
  where place <= 2 or either ->> column_name <> '*';
  insert into audit_log (id, user_id, role, action, resource_type, resource_id, details, source_ip, service)
  values (gen_random_uuid(), session_user, 'database', tg_argv[2], tg_argv[0], key,
    jsonb_build_object('by_hand', tg_op,
      'old', (select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(was) as f (k, v) where is_now -> k is distinct from v),
      'new', (select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(is_now) as f (k, v) where was -> k is distinct from v))
    || case when either ? 'tenant_id' then jsonb_build_object('tenant_id', either -> 'tenant_id') else '{}' end,
    host(inet_client_addr()), 'database');
  return null;
end
$$;

revoke execute on function audit.allow_oncall(), audit.record_by_hand() from public;
