-- Roles, schemas and privileges of Golden. Run by a superuser in the database of the suite, as often as wanted:
--   createdb golden_arch && psql -d golden_arch -f bootstrap.sql
-- No passwords here: whoever installs gives each role its own with ALTER ROLE … PASSWORD.
-- The tables come from each service's own migrations, run as golden_owner.

do $$
declare
  service text;
  role text;
  services constant text[] := array['auth', 'budget', 'dlq', 'orchestrator', 'peer_hub', 'supervisor'];
begin
  -- Two installers at once wait for each other instead of failing on a role made meanwhile.
  perform pg_advisory_xact_lock(hashtext('golden bootstrap'));

  if not exists (select from pg_roles where rolname = 'golden_owner') then
    create role golden_owner login nosuperuser nocreatedb nocreaterole;
  end if;
  execute format('alter database %I owner to golden_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  revoke create on schema public from public;

  create schema if not exists audit authorization golden_owner;

  foreach service in array services loop
    role := 'golden_' || service;
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I login nosuperuser nocreatedb nocreaterole noinherit', role);
    end if;
    execute format('create schema if not exists %I authorization golden_owner', service);
    execute format('grant connect on database %I to %I', current_database(), role);

    -- A runtime role reads and writes the rows of its own schema and has no DDL anywhere.
    execute format('grant usage on schema %I to %I', service, role);
    execute format('alter default privileges for role golden_owner in schema %I '
      'grant select, insert, update, delete on tables to %I', service, role);
    execute format('alter default privileges for role golden_owner in schema %I '
      'grant usage, select on sequences to %I', service, role);
    execute format('alter role %I in database %I set search_path = %I', role, current_database(), service);

    -- What to do in the audit schema (insert) is granted by the migration that makes its table.
    execute format('grant usage on schema audit to %I', role);
  end loop;

  -- What a person on call may do in psql: the SQL of the runbooks and no more (docs/oncall.md). Each person gets a login
  -- of their own, CREATE ROLE alice LOGIN PASSWORD … IN ROLE golden_oncall, so that the audit log knows them by name.
  -- The privileges come with the tables, from R__oncall.sql of commons-data.
  if not exists (select from pg_roles where rolname = 'golden_oncall') then
    create role golden_oncall login nosuperuser nocreatedb nocreaterole noinherit connection limit 20;
  end if;
  execute format('grant connect on database %I to golden_oncall', current_database());
  grant usage on schema auth, budget, dlq, orchestrator, peer_hub, supervisor, audit to golden_oncall;

  -- An on-call engineer's psql finds dlq_messages, budget_limits and audit_log unqualified.
  execute format('alter database %I set search_path = '
    'auth, budget, dlq, orchestrator, peer_hub, supervisor, audit, public', current_database());
end
$$;

grant create on schema public to golden_owner;
grant usage on schema public to public;

-- Every service's migrations in one view. Schemas that were never migrated have no history table yet.
create or replace function public.golden_schema_migrations()
returns table (service text, version text, checksum integer, applied_at timestamptz, duration_ms integer, success boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  service_schema text;
begin
  foreach service_schema in array array['auth', 'budget', 'dlq', 'orchestrator', 'peer_hub', 'supervisor'] loop
    if to_regclass(format('%I.flyway_schema_history', service_schema)) is not null then
      return query execute format(
        'select %L::text, version::text, checksum, installed_on::timestamptz, execution_time, success '
        'from %I.flyway_schema_history where version is not null order by installed_rank',
        service_schema, service_schema);
    end if;
  end loop;
end
$$;

alter function public.golden_schema_migrations() owner to golden_owner;

create or replace view public.schema_migrations as
select service, version, checksum, applied_at, duration_ms, success
from public.golden_schema_migrations();

alter view public.schema_migrations owner to golden_owner;
grant select on public.schema_migrations to public;
