-- Writes tickets of a coupon whose gate is shut, as the database knows them.
--
-- KEYS  1 gate   2 tickets   3 rejected   4 failed
-- ARGV  1 epoch of this attempt
--       2 … quadruples: user id, sequence, ending (ISSUED, ELSEWHERE, REJECTED or FAILED), reason
--
-- Reply name, value, ...; outcome is first:
--   LOADED
--   FENCED   the gate is not this attempt's, or was not made in this incarnation of Redis
--
-- Invariant: who has a ticket keeps it as it is: it was written by settle.lua since, which knows
-- better. Calling it again with the same arguments changes nothing.

local gate = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'rebuilding')
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if gate[1] ~= ARGV[1] or gate[2] ~= run_id or gate[3] ~= 'loading' then
  return {'outcome', 'FENCED'}
end
for i = 2, #ARGV, 4 do
  local user, sequence, ending, reason = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if redis.call('HSETNX', KEYS[2], user, sequence) == 1 then
    if ending == 'ELSEWHERE' then
      redis.call('HINCRBY', KEYS[1], 'elsewhere', 1)
    elseif ending == 'REJECTED' then
      redis.call('HSET', KEYS[3], user, reason)
    elseif ending == 'FAILED' then
      redis.call('HSET', KEYS[4], user, reason)
    end
  end
end
return {'outcome', 'LOADED'}
