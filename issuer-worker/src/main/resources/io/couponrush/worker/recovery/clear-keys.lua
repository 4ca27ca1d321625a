-- Removes what Redis believes about the claims of a coupon whose gate is shut.
--
-- KEYS  1 gate   2 tickets   3 pending   4 rejected   5 failed   6 returned   7 direct
-- ARGV  1 epoch of this attempt
--
-- Reply name, value, ...; outcome is first:
--   CLEARED
--   FENCED   the gate is not this attempt's, or was not made in this incarnation of Redis
--
-- Invariant: from here on settle.lua writes tickets of all claims that it settles, so whoever reads
-- the rows after this call misses nobody.

local gate = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'rebuilding')
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if gate[1] ~= ARGV[1] or gate[2] ~= run_id or gate[3] ~= 'closed' then
  return {'outcome', 'FENCED'}
end
redis.call('UNLINK', unpack(KEYS, 2))
-- what settle.lua has counted while the gate was shut is among what is read now
redis.call('HDEL', KEYS[1], 'elsewhere', 'discarded')
redis.call('HSET', KEYS[1], 'rebuilding', 'loading')
return {'outcome', 'CLEARED'}
