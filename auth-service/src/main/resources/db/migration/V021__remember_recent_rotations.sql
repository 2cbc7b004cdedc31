-- When the latest refresh tokens of a session were replaced, newest first, as far back as a client may repeat itself:
-- element 1 is the token before the current one, element 2 the one before that.
alter table sessions add column rotations timestamptz[] not null default '{}';
alter table sessions drop column rotated_at;
