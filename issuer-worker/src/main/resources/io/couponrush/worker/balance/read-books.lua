-- Reads where the admitted claims of one coupon are, at one instant.
--
-- KEYS[1] gate, KEYS[2] pending, KEYS[3] rejected, KEYS[4] failed
-- Replies, flat name/value pairs:
--   outcome READ, admitted, pending, rejected, failed
--   outcome MISSING    there is no gate
-- Invariant: changes nothing.
local admitted = redis.call('HGET', KEYS[1], 'admitted')
if not admitted then
    return {'outcome', 'MISSING'}
end
return {
    'outcome', 'READ',
    'admitted', admitted,
    'pending', tostring(redis.call('ZCARD', KEYS[2])),
    'rejected', tostring(redis.call('HLEN', KEYS[3])),
    'failed', tostring(redis.call('HLEN', KEYS[4])),
}
