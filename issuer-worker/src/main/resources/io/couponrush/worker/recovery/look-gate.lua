-- Reads what one coupon's keys say, as of one instant.
--
-- KEYS  1 gate   2 tickets   3 pending   4 rejected   5 failed   6 returned   (one coupon: one hash tag)
--
-- Reply name, value, ...; outcome is first:
--   MISSING
--   GATE     admitted ('' if there is none), tickets, pending, rejected, failed, returned
--
-- Invariant: writes nothing.

local gate = redis.call('HMGET', KEYS[1], 'admitted')
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {'outcome', 'MISSING'}
end
return {'outcome', 'GATE',
  'admitted', gate[1] or '',
  'tickets', redis.call('HLEN', KEYS[2]),
  'pending', redis.call('ZCARD', KEYS[3]),
  'rejected', redis.call('HLEN', KEYS[4]),
  'failed', redis.call('HLEN', KEYS[5]),
  'returned', redis.call('ZCARD', KEYS[6])}
