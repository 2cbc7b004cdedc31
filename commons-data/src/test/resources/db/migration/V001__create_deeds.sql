-- What the consumers of the tests did, one row for each time they did it.
create table deed (
  id bigint generated always as identity primary key,
  name text not null,
  by text,
  done_at timestamptz not null default now()
);
