-- One account per address, however it is capitalised.
create unique index users_email_key on users (lower(email));

-- The order of the list, newest first.
create index users_created_at on users (created_at desc, id desc);
create index service_accounts_created_at on service_accounts (created_at desc, id desc);

-- The `sub` of a token is a user's or a service account's name: no name may be both, or revoking one would revoke the
-- other, and what one may do with a key of the other would be anybody's guess. The lock decides between two inserts.
create function refuse_name_of_other() returns trigger language plpgsql as $$
declare
  wanted text := lower(case tg_table_name when 'users' then to_jsonb(new) ->> 'username' else to_jsonb(new) ->> 'name' end);
begin
  perform pg_advisory_xact_lock(hashtext('golden auth subject'), hashtext(wanted));
  if (tg_table_name = 'users' and exists (select from service_accounts a where lower(a.name) = wanted))
    or (tg_table_name = 'service_accounts' and exists (select from users u where lower(u.username) = wanted))
  then
    raise exception 'the name % is taken by another kind of account', wanted
      using errcode = 'unique_violation', constraint = 'subjects_name_key';
  end if;
  return new;
end
$$;

create trigger refuse_name_of_other before insert on users
  for each row execute function refuse_name_of_other();
create trigger refuse_name_of_other before insert on service_accounts
  for each row execute function refuse_name_of_other();

-- developer-1 and Developer-1 would be one to an audit's reader.
create unique index service_accounts_name_key_lower on service_accounts (lower(name));
