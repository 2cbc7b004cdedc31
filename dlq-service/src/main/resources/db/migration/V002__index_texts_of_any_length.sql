-- Subjects and message ids are whatever a client sent, up to kilobytes: too long for an index entry, they would make
-- the dead letter impossible to store.
drop index dlq_messages_by_subject;
drop index dlq_messages_unresolved_groups;
drop index dlq_messages_lives;

create index dlq_messages_by_subject on dlq_messages (left(original_subject, 100), created_at desc, id desc);
create index dlq_messages_lives on dlq_messages (md5(headers -> 'Golden-Message-Id' ->> 0));
