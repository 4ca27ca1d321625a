-- Reads who waits for one coupon, at one instant.
--
-- KEYS[1] gate, KEYS[2] pending
-- ARGV[1] how many of each end
-- Replies, flat name/value pairs:
--   outcome READ, pending, head, tail    both ends as "user:sequence,user:sequence", lowest sequence first, or empty
--   outcome MISSING                      there is no gate
-- Invariant: changes nothing.
if redis.call('EXISTS', KEYS[1]) == 0 then
    return {'outcome', 'MISSING'}
end
local function places(from, to)
    local found = redis.call('ZRANGE', KEYS[2], from, to, 'WITHSCORES')
    local parts = {}
    for i = 1, #found, 2 do
        -- a sequence has at most 16 digits, which %.0f writes all
        parts[#parts + 1] = found[i] .. ':' .. string.format('%.0f', tonumber(found[i + 1]))
    end
    return table.concat(parts, ',')
end
local shown = tonumber(ARGV[1])
return {
    'outcome', 'READ',
    'pending', tostring(redis.call('ZCARD', KEYS[2])),
    'head', places(0, shown - 1),
    'tail', places(-shown, -1),
}
