-- Shuts a coupon's gate: the first step of a rebuild in Redis.
--
-- KEYS  1 gate
-- ARGV  1 epoch of this attempt   2 expiry in epoch milliseconds
--
-- Reply name, value, ...; outcome is first:
--   CLOSED  admitted (by the gate that was there, 0 if there was none)
--   FENCED  epoch (of the gate): it is this one already, or later: another attempt is ahead
--
-- Invariant: the epoch of a gate never falls, and no epoch is closed twice: what belongs to an
-- earlier attempt can't follow upon this call.

local known = redis.call('HMGET', KEYS[1], 'epoch', 'admitted')
if known[1] and tonumber(known[1]) >= tonumber(ARGV[1]) then
  return {'outcome', 'FENCED', 'epoch', known[1]}
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'rebuilding', 'closed',
  'run_id', string.match(redis.call('INFO', 'server'), 'run_id:(%w+)'))
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
return {'outcome', 'CLOSED', 'admitted', known[2] or '0'}
