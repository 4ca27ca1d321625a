-- Says whether a coupon is closed for good and what of its claims is not settled, as of one instant.
--
-- KEYS  1 gate   2 pending   3 failed   4 returned                (one coupon: one hash tag)
--
-- Reply name, value, ...; outcome is first:
--   OPEN     somebody may still be admitted
--   CLOSED   epoch, admitted (the highest sequence), pending, failed (dead letters that nobody has
--            handled, or whose replay is on its way), returned (slots)
--   NO_GATE  nothing can be told: the gate is gone, being rebuilt, or was not made in this
--            incarnation of Redis (docs/decisions/0013)
--
-- Invariant: writes nothing. Nobody is admitted any more once the gate is CLOSED and the coupon's row
-- says the same: neither the clock nor an admin goes back (docs/decisions/0023).

local g = redis.call('HMGET', KEYS[1], 'state', 'closes', 'epoch', 'admitted', 'run_id',
  'rebuilding')
local closes = tonumber(g[2])
if not (g[1] and closes and g[3] and g[4]) or g[6]
    or g[5] ~= string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') then
  return {'outcome', 'NO_GATE'}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if g[1] ~= 'CLOSED' and now < closes then
  return {'outcome', 'OPEN'}
end
return {'outcome', 'CLOSED',
  'epoch', g[3],
  'admitted', g[4],
  'pending', redis.call('ZCARD', KEYS[2]),
  'failed', redis.call('HLEN', KEYS[3]),
  'returned', redis.call('ZCARD', KEYS[4])}
