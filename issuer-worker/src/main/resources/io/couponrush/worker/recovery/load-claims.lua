-- Writes tickets of a coupon whose gate is shut, as the database knows them.
--
-- KEYS  1 gate   2 tickets   3 rejected   4 failed   5 returned
-- ARGV  1 epoch of this attempt
--       2 … quadruples: user id, sequence, ending (ISSUED, ELSEWHERE, REJECTED, DISCARDED or FAILED),
--           reason
--
-- Reply name, value, ...; outcome is first:
--   LOADED   for each claim whose user holds another sequence, and each rejected one that has a row by now:
--            'unused:' and its sequence, 1
--   FENCED   the gate is not this attempt's, or was not made in this incarnation of Redis
--
-- Invariant: who has a ticket keeps it as it is: it was written by settle.lua since, which knows better. But
--   * the row of a claim, or the user's row from elsewhere, beats whatever settle.lua was told of it: an unreadable copy
--     of its record may have come meanwhile, or an ending that was decided before the row.
--   * a rejected or discarded claim keeps its ticket, and its slot is stock (docs/decisions/0014 and 0016). Where the
--     total was raised before its record came again it has a row as well, which comes first and stands.
-- Rows are loaded before all else. Calling it again with the same arguments changes nothing.

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
  elseif ending == 'ISSUED' or ending == 'ELSEWHERE' then
    local revised = redis.call('HDEL', KEYS[3], user) + redis.call('HDEL', KEYS[4], user)
    if redis.call('ZREM', KEYS[5], user .. ':' .. sequence) == 1 then
      redis.call('HINCRBY', KEYS[1], 'discarded', -1)
    end
    if ending == 'ELSEWHERE' and (new or revised > 0) then
      redis.call('HINCRBY', KEYS[1], 'elsewhere', 1)
    end
  elseif ending == 'REJECTED' and not new and redis.call('HEXISTS', KEYS[3], user) == 0
      and redis.call('HEXISTS', KEYS[4], user) == 0 then
    reply[#reply + 1] = 'unused:' .. sequence
    reply[#reply + 1] = 1
  elseif ending == 'DISCARDED' or ending == 'REJECTED' then
    redis.call('HDEL', KEYS[4], user)
    redis.call('HSET', KEYS[3], user, reason)
    if redis.call('ZADD', KEYS[5], 0, user .. ':' .. sequence) == 1 then
      redis.call('HINCRBY', KEYS[1], 'discarded', 1)
    end
  elseif new and ending == 'FAILED' then
    redis.call('HSET', KEYS[4], user, reason)
  end
end
return reply
