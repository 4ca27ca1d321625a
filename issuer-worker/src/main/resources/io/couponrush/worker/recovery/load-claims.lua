-- Writes tickets of a coupon whose gate is shut, as the database knows them.
--
-- KEYS  1 gate   2 tickets   3 rejected   4 failed   5 returned
-- ARGV  1 epoch of this attempt
--       2 … quadruples: user id, sequence, ending (ISSUED, ELSEWHERE, REJECTED, DISCARDED or FAILED),
--           reason
--
-- Reply name, value, ...; outcome is first:
--   LOADED   for each claim whose user holds another sequence: 'unused:' and its sequence, 1
--   FENCED   the gate is not this attempt's, or was not made in this incarnation of Redis
--
-- Invariant: who has a ticket keeps it as it is: it was written by settle.lua since, which knows
-- better. But for a rejected or discarded claim, which keeps its ticket and whose slot is stock
-- (docs/decisions/0014 and 0016): its unreadable record may have come again meanwhile, and have been taken for a fresh failure.
-- Calling it again with the same arguments changes nothing.

local gate = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'rebuilding')
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if gate[1] ~= ARGV[1] or gate[2] ~= run_id or gate[3] ~= 'loading' then
  return {'outcome', 'FENCED'}
end
local reply = {'outcome', 'LOADED'}
for i = 2, #ARGV, 4 do
  local user, sequence, ending, reason = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local new = redis.call('HSETNX', KEYS[2], user, sequence) == 1
  if not new and redis.call('HGET', KEYS[2], user) ~= sequence then
    reply[#reply + 1] = 'unused:' .. sequence
    reply[#reply + 1] = 1
  elseif ending == 'DISCARDED' or ending == 'REJECTED' then
    redis.call('HDEL', KEYS[4], user)
    redis.call('HSET', KEYS[3], user, reason)
    if redis.call('ZADD', KEYS[5], 0, user .. ':' .. sequence) == 1 then
      redis.call('HINCRBY', KEYS[1], 'discarded', 1)
    end
  elseif new and ending == 'ELSEWHERE' then
    redis.call('HINCRBY', KEYS[1], 'elsewhere', 1)
  elseif new and ending == 'FAILED' then
    redis.call('HSET', KEYS[4], user, reason)
  end
end
return reply
