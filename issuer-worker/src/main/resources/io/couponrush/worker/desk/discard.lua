-- Gives a dead-lettered claim up: its user is told REJECTED, and its slot goes back to the stock.
--
-- KEYS  1 gate   2 tickets   3 rejected   4 failed   5 returned   6 pending   7 direct
--       (one coupon: one hash tag)
-- ARGV  1 user id   2 sequence of the ticket   3 reason   4 delay: milliseconds until the slot counts as stock
--       5 epoch in the database: an older gate is an old primary's
--       6 ASK: whether it may be; or FORBIDDEN: the database lets no row of the claim in any more, so be it
--
-- Reply name, value, ...: outcome
--   FAILED      it may be (ASK only)
--   REPLAYING   its issue request is on its way: nobody knows yet how the claim ends (ASK only)
--   PENDING     the claim is not failed, nor rejected: it is on its way, or has a row by now (ASK only)
--   DISCARDED   just now
--   BEFORE      by an earlier call
--   KEPT        the claim is rejected for another reason, and its slot is not free
--   NOT_HELD    the user has no ticket, or another one
--   NO_GATE     nothing can be told: the gate is gone, of an older epoch, or was not made in this
--               incarnation of Redis, which may have lost the ticket (docs/decisions/0013)
--
-- Invariant: as of return-slot.lua: admitted and the sequences never change, a slot is returned once, and
-- counts after the delay. The user keeps the ticket, to be told how it ended, so the claim stands in rejected
-- and its slot in returned; the gate's field discarded counts such claims, so that the books count them once.
-- A forbidden claim is discarded wherever it stands: a rebuild or a replay may have moved it since it was asked.
-- Calling it again with the same arguments changes nothing.

local gate, tickets, rejected, failed, returned = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local pending, direct = KEYS[6], KEYS[7]
local user, sequence, reason = ARGV[1], ARGV[2], ARGV[3]
local slot = user .. ':' .. sequence

local known = redis.call('HMGET', gate, 'expires', 'run_id', 'epoch', 'admitted', 'discarded')
local expires = known[1]
if not expires or known[2] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
    or tonumber(known[3] or 0) < tonumber(ARGV[5]) then
  return {'outcome', 'NO_GATE'}
end
if redis.call('HGET', tickets, user) ~= sequence then
  -- as admission.lua: if anything is missing, the ticket may be among it
  if redis.call('HLEN', tickets) + redis.call('ZCARD', returned) - (tonumber(known[5]) or 0)
      < tonumber(known[4] or 0) then
    return {'outcome', 'NO_GATE'}
  end
  return {'outcome', 'NOT_HELD'}
end
local ended = redis.call('HGET', rejected, user)
if ended and ended ~= reason then
  return {'outcome', 'KEPT'}
end
if ended and redis.call('ZSCORE', returned, slot) then
  return {'outcome', 'BEFORE'}
end
if ARGV[6] == 'ASK' then
  local cause = redis.call('HGET', failed, user)
  if not cause and not ended then
    return {'outcome', 'PENDING'}
  end
  if cause and string.sub(cause, 1, 9) == 'REPLAYED:' then
    return {'outcome', 'REPLAYING'}
  end
  return {'outcome', 'FAILED'}
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HDEL', failed, user)
redis.call('ZREM', pending, user)
redis.call('SREM', direct, user)
redis.call('HSET', rejected, user, reason)
redis.call('ZADD', returned, string.format('%.0f', now + tonumber(ARGV[4])), slot)
redis.call('HINCRBY', gate, 'discarded', 1)
redis.call('PEXPIREAT', rejected, expires)
redis.call('PEXPIREAT', returned, expires)
return {'outcome', 'DISCARDED'}
