-- Reads where the admitted claims of one coupon are, at one instant.
--
-- KEYS[1] gate, KEYS[2] pending, KEYS[3] rejected, KEYS[4] failed, KEYS[5] returned
-- Replies, flat name/value pairs:
--   outcome READ, admitted, pending, rejected, failed, returned, elsewhere
--   outcome MISSING    there is no gate
-- Invariant: changes nothing.
local counted = redis.call('HMGET', KEYS[1], 'admitted', 'elsewhere', 'discarded')
local admitted = counted[1]
if not admitted then
    return {'outcome', 'MISSING'}
end
return {
    'outcome', 'READ',
    'admitted', admitted,
    'pending', tostring(redis.call('ZCARD', KEYS[2])),
    'rejected', tostring(redis.call('HLEN', KEYS[3])),
    'failed', tostring(redis.call('HLEN', KEYS[4])),
    -- the slot of a discarded claim came back too, but the claim stands among the rejected
    'returned', tostring(redis.call('ZCARD', KEYS[5]) - (tonumber(counted[3]) or 0)),
    'elsewhere', counted[2] or '0',
}
