-- The rows of a task lie close together, since a task lasts minutes. A Bloom filter of the ids in each stretch of the
-- table is enough to find them, and costs a reservation next to nothing, unlike an index with a place for every row.
create index budget_transactions_task on budget_transactions using brin (task_id text_bloom_ops)
  with (pages_per_range = 32, autosummarize = on);
create index budget_reservations_task on budget_reservations using brin (task_id text_bloom_ops)
  with (pages_per_range = 32, autosummarize = on);
