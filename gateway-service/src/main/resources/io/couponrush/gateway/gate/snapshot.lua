-- Reads one coupon's gate and what waits behind it, as of one instant. Writes nothing.
--
-- KEYS  1 gate   2 tickets   3 pending   4 returned                (one coupon: one hash tag)
-- ARGV  1 run_id of the server that the caller has connected to
--
-- Reply name, value, ...; outcome is first, now (epoch milliseconds) always there:
--   GATE      state, version, total, admitted, closed (1 or 0: by the clock or by an admin),
--             raising (1 while a raise is written, or a slot returned, that does not count yet),
--             returned (slots, since ever), counting (those of them that count already), tickets,
--             pending, head (sequence of the oldest pending claim, 0 if none)
--   NO_GATE   missing, incomplete, or made in another incarnation of Redis (docs/decisions/0013)
--
-- Invariant: total + counting is what admission.lua holds admitted against.

local gate, tickets, pending, returned = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local g = redis.call('HMGET', gate, 'total', 'closes', 'state', 'admitted', 'version',
  'total_before', 'raised_at', 'run_id')
local total, closes, state = tonumber(g[1]), tonumber(g[2]), g[3]
local admitted, version = tonumber(g[4]), tonumber(g[5])
if not (total and closes and state and admitted and version) or g[8] ~= ARGV[1] then
  return {'outcome', 'NO_GATE', 'now', now}
end

local raised_at = tonumber(g[7])
local raising = 0
if raised_at and now < raised_at then
  raising = 1
  total = tonumber(g[6]) or total
end
local slots = redis.call('ZCARD', returned)
local counting = 0
if slots > 0 then
  counting = redis.call('ZCOUNT', returned, '-inf', now)
  if counting < slots then
    raising = 1
  end
end
local closed = 0
if state == 'CLOSED' or now >= closes then
  closed = 1
end
local oldest = redis.call('ZRANGE', pending, 0, 0, 'WITHSCORES')

return {'outcome', 'GATE', 'now', now, 'state', state, 'version', version, 'total', total,
  'admitted', admitted, 'closed', closed, 'raising', raising,
  'returned', slots, 'counting', counting,
  'tickets', redis.call('HLEN', tickets), 'pending', redis.call('ZCARD', pending),
  'head', tonumber(oldest[2]) or 0}
