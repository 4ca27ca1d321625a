-- Lists pending claims of one coupon that are to be published again.
--
-- KEYS  1 gate   2 pending   3 direct                                (one coupon: one hash tag)
-- ARGV  1 sequence above which to begin   2 highest sequence   3 how many at most
--
-- Reply name, value, ...; outcome is first:
--   CLAIMS   epoch, now (epoch milliseconds), then for each claim, lowest sequence first:
--            'user:' and the user id, sequence
--   NO_GATE  no gate, or one that is not to be trusted: what is pending there may be anything
--
-- Invariant: a listed claim is not direct any more: an issue request is on its way from here on, so
-- its slot can't be returned (docs/decisions/0010). Nothing else is written.

local gate = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'rebuilding')
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
if not gate[1] or gate[2] ~= run_id or gate[3] then
  return {'outcome', 'NO_GATE'}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local reply = {'outcome', 'CLAIMS', 'epoch', gate[1], 'now', string.format('%.0f', now)}
local found = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], ARGV[2], 'WITHSCORES',
  'LIMIT', 0, ARGV[3])
for i = 1, #found, 2 do
  redis.call('SREM', KEYS[3], found[i])
  reply[#reply + 1] = 'user:' .. found[i]
  reply[#reply + 1] = string.format('%.0f', tonumber(found[i + 1]))
end
return reply
