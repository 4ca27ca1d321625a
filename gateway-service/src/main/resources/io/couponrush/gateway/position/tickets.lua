-- Where some users of one coupon stand, all at the same instant. Reads only.
--
-- KEYS  1 gate (hash)
--       2 tickets (hash: user -> sequence)
--       3 pending (sorted set: user, score = sequence)
--       4 rejected (hash: user -> reason)
--       5 failed (hash: user -> cause)
-- ARGV  user ids, one or more
--
-- Reply: one list a user, in the order of ARGV, each of flat name/value pairs.
--   outcome NO_GATE     no ticket, and no gate either: it cannot be told whether there was one
--   outcome NO_TICKET   the gate is there and the user has no ticket
--   outcome QUEUED      sequence, ahead (rank in pending, from 0)
--   outcome REJECTED    sequence, reason
--   outcome FAILED      sequence
--   outcome ISSUED      sequence: has a ticket and is neither pending, rejected nor failed
--
-- Invariant: ISSUED is told only of committed rows, because the worker takes a claim out of
-- pending only after its row is committed, or in the call that records its rejection or failure.

local gate = redis.call('EXISTS', KEYS[1])
local replies = {}
for i, user in ipairs(ARGV) do
    local reply
    local sequence = tonumber(redis.call('HGET', KEYS[2], user) or '')
    if not sequence then
        reply = {'outcome', gate == 1 and 'NO_TICKET' or 'NO_GATE'}
    else
        local ahead = redis.call('ZRANK', KEYS[3], user)
        if ahead then
            reply = {'outcome', 'QUEUED', 'sequence', sequence, 'ahead', ahead}
        else
            local reason = redis.call('HGET', KEYS[4], user)
            if reason then
                reply = {'outcome', 'REJECTED', 'sequence', sequence, 'reason', reason}
            elseif redis.call('HEXISTS', KEYS[5], user) == 1 then
                reply = {'outcome', 'FAILED', 'sequence', sequence}
            else
                reply = {'outcome', 'ISSUED', 'sequence', sequence}
            end
        end
    end
    replies[i] = reply
end
return replies
