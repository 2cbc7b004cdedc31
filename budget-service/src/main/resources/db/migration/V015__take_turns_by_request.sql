-- A request whose caller lost the answer, or the patience, may still be in flight when it is repeated through another
-- replica. The repetition waits for it and gets its answer; else it could be refused, and the first one be granted
-- afterwards to somebody who was told no. These locks are taken in one order, and before those of limits.
alter function reserve(
  uuid[], text[], text[], text[], text[], text[], text[], text[], text[], bigint[], integer[], text[], text[], bigint
) rename to decide;

create function reserve(
  ids uuid[], tenants text[], projects text[], tasks text[], models text[], agents text[], purposes text[],
  request_ids text[], holders text[], amounts bigint[], ttls integer[], http_requests text[], traces text[],
  default_limit bigint
) returns table (
  ordinal integer, outcome text, reservation_id uuid, allocated bigint, available bigint, expires_at timestamptz,
  refusing text[]
) language plpgsql set lock_timeout = '2s' as $$
begin
  perform pg_advisory_xact_lock(k.key)
  from (
    select distinct hashtextextended(q.request_id, hashtext(q.tenant)) as key
    from unnest(tenants, request_ids) as q (tenant, request_id)
    order by 1
  ) k;
  return query
  select *
  from decide(
    ids, tenants, projects, tasks, models, agents, purposes, request_ids, holders, amounts, ttls, http_requests, traces,
    default_limit);
end
$$;
