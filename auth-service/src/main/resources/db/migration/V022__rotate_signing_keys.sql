-- A key is published (not signing yet), active, published again (no longer signing) and retired. The moments are those of
-- the database's clock, whichever replica is the first to see that one has come.
alter table signing_keys add column sign_from timestamptz;
-- Set when it stops signing: until then tokens of it may be valid.
alter table signing_keys add column unpublish_at timestamptz;
-- A retired key's private half is gone.
alter table signing_keys alter column private_key_encrypted drop not null;
