-- Returns to the stock the sequences of a coupon whose gate is shut that nobody is known to stand for.
--
-- KEYS  1 gate   2 returned
-- ARGV  1 epoch of this attempt
--       2 … sequences
--
-- Reply name, value, ...; outcome is first:
--   LOADED
--   FENCED   the gate is not this attempt's, or was not made in this incarnation of Redis
--
-- Invariant: a sequence that settle.lua has given to a late claim meanwhile is no slot. The slots
-- count at once: nobody has been told "sold out" for longer than a gateway remembers it.

local gate = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'rebuilding')
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if gate[1] ~= ARGV[1] or gate[2] ~= run_id or gate[3] ~= 'loading' then
  return {'outcome', 'FENCED'}
end
for i = 2, #ARGV do
  if redis.call('HEXISTS', KEYS[1], 'adopted:' .. ARGV[i]) == 0 then
    redis.call('ZADD', KEYS[2], 0, '0:' .. ARGV[i])
  end
end
return {'outcome', 'LOADED'}
