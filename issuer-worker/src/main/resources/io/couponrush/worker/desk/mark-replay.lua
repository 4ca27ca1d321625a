-- Says whether the issue request of a dead-lettered claim may be published again, and marks the claim.
--
-- KEYS  1 gate   2 tickets   3 rejected   4 failed                (one coupon: one hash tag)
-- ARGV  1 user id   2 sequence of the ticket   3 epoch in the database: an older gate is an old primary's
--
-- Reply name, value, ...: outcome
--   MARKED     the claim is failed, and from now on being replayed; it can't be discarded
--   ALIVE      the claim is pending or issued: publishing it again changes nothing or helps
--   REJECTED   the claim was rejected or discarded; its slot may be somebody else's
--   NOT_HELD   the user has no ticket, or another one
--   NO_GATE    nothing can be told: the gate is gone, of an older epoch, or was not made in this
--              incarnation of Redis, which may have lost the ticket (docs/decisions/0013)
--
-- Invariant: the claim stays in failed until settle.lua settles it, so nobody's position moves; only the cause
-- changes, to REPLAYED:sequence. Calling it again with the same arguments changes nothing.

local gate, tickets, rejected, failed = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local user, sequence = ARGV[1], ARGV[2]

local known = redis.call('HMGET', gate, 'expires', 'run_id', 'epoch')
if not known[1] or known[2] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
    or tonumber(known[3] or 0) < tonumber(ARGV[3]) then
  return {'outcome', 'NO_GATE'}
end
if redis.call('HGET', tickets, user) ~= sequence then
  return {'outcome', 'NOT_HELD'}
end
if redis.call('HEXISTS', rejected, user) == 1 then
  return {'outcome', 'REJECTED'}
end
if redis.call('HEXISTS', failed, user) == 0 then
  return {'outcome', 'ALIVE'}
end
redis.call('HSET', failed, user, 'REPLAYED:' .. sequence)
return {'outcome', 'MARKED'}
