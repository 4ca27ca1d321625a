-- Gives the slot of a claim back to the stock, because its row could not be written.
--
-- KEYS  1 gate   2 tickets   3 pending   4 returned   5 direct     (one coupon: one hash tag)
-- ARGV  1 user id   2 sequence of the ticket   3 delay: milliseconds until the slot counts as stock
--
-- Reply name, value, ...: outcome
--   RETURNED  counts     the user has no ticket any more; epoch milliseconds from which it counts
--   KEPT                 not this claim, settled, returned before, or somebody else has taken it up
--                        meanwhile, so that an issue request may be on its way
--   NO_GATE              what is lost with the gate is rebuilt from the rows
--
-- Invariant: admitted and the sequences are never changed, so no sequence is given twice; a slot is
-- returned once; whoever remembers "sold out" for less than the delay is right until it counts
-- (docs/decisions/0007 and 0010). Calling it again with the same arguments changes nothing.

local gate, tickets, pending, returned, direct = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local user, sequence = ARGV[1], ARGV[2]

local expires = redis.call('HGET', gate, 'expires')
if not expires then
  return {'outcome', 'NO_GATE'}
end
local waiting = tonumber(redis.call('ZSCORE', pending, user) or '')
if waiting ~= tonumber(sequence) or redis.call('SREM', direct, user) == 0 then
  return {'outcome', 'KEPT'}
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local counts = string.format('%.0f', now + tonumber(ARGV[3]))
redis.call('ZREM', pending, user)
redis.call('HDEL', tickets, user)
redis.call('ZADD', returned, counts, user .. ':' .. sequence)
redis.call('PEXPIREAT', returned, expires)
return {'outcome', 'RETURNED', 'counts', counts}
