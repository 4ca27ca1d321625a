-- Reads where one coupon's admitted claims are and how its gate stands, as of one instant.
--
-- KEYS[1] gate, KEYS[2] pending, KEYS[3] rejected, KEYS[4] failed, KEYS[5] returned   (one coupon: one hash tag)
-- Replies, flat name/value pairs:
--   outcome READ, state (OPEN; UPCOMING, PAUSED, CLOSED; REBUILDING; LOST: made before a restart, on another server, or
--           found to have gone back in time), admitted, pending, head (the oldest pending sequence, 0 if none),
--           rejected, failed, returned, elsewhere
--   outcome MISSING    there is no gate, or half of one
-- Invariant: changes nothing.

local g = redis.call('HMGET', KEYS[1], 'admitted', 'elsewhere', 'discarded', 'run_id', 'rebuilding',
  'state', 'opens', 'closes')
local admitted, opens, closes = g[1], tonumber(g[7]), tonumber(g[8])
if not (admitted and g[6] and opens and closes) then
  return {'outcome', 'MISSING'}
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local state = g[6]
if g[5] then
  state = 'REBUILDING'
elseif g[4] ~= run_id then
  state = 'LOST'
elseif state == 'CLOSED' or now >= closes then
  state = 'CLOSED'
elseif now < opens then
  state = 'UPCOMING'
end

local oldest = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
return {'outcome', 'READ',
  'state', state,
  'admitted', admitted,
  'pending', redis.call('ZCARD', KEYS[2]),
  'head', oldest[2] or '0',
  'rejected', redis.call('HLEN', KEYS[3]),
  'failed', redis.call('HLEN', KEYS[4]),
  -- the slot of a discarded claim came back too, but the claim stands among the rejected
  'returned', redis.call('ZCARD', KEYS[5]) - (tonumber(g[3]) or 0),
  'elsewhere', g[2] or '0'}
