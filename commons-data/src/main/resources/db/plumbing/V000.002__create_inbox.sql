-- Which messages a consumer has done: written in the transaction of the work, so that a redelivery does nothing.
create table inbox (
  consumer text not null,
  message_id text not null,
  handled_at timestamptz not null default now(),
  primary key (consumer, message_id)
);

create index inbox_handled_at on inbox (handled_at);
