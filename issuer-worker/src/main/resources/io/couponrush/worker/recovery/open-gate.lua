-- Opens a gate that was filled: the last step of a rebuild in Redis.
--
-- KEYS  1 gate   2 tickets   3 pending   4 rejected   5 failed   6 returned   7 direct
-- ARGV  1 epoch of this attempt
--       2 floor: no sequence given so far is higher
--       3 version   4 total   5 opens   6 closes (epoch milliseconds)   7 state   8 expires
--
-- Reply name, value, ...; outcome is first:
--   OPENED   slots (that nobody stands for)
--   FENCED   the gate is not this attempt's, or was not made in this incarnation of Redis
--   TORN     tickets and slots are fewer than the sequences up to the floor: something was lost
--
-- Invariant: the gate is trusted by this incarnation of Redis only.

local gate = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'rebuilding', 'elsewhere',
  'discarded')
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if gate[1] ~= ARGV[1] or gate[2] ~= run_id or gate[3] ~= 'loading' then
  return {'outcome', 'FENCED'}
end
local slots = redis.call('ZCARD', KEYS[6])
-- a discarded claim has both
if redis.call('HLEN', KEYS[2]) + slots - (tonumber(gate[5]) or 0) < tonumber(ARGV[2]) then
  return {'outcome', 'TORN'}
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'run_id', run_id, 'admitted', ARGV[2],
  'version', ARGV[3], 'total', ARGV[4], 'opens', ARGV[5], 'closes', ARGV[6], 'state', ARGV[7],
  'expires', ARGV[8])
if gate[4] then
  redis.call('HSET', KEYS[1], 'elsewhere', gate[4])
end
if gate[5] then
  redis.call('HSET', KEYS[1], 'discarded', gate[5])
end
for _, key in ipairs(KEYS) do
  redis.call('PEXPIREAT', key, ARGV[8])
end
return {'outcome', 'OPENED', 'slots', slots}
