-- Where some users of one coupon stand, all at the same instant. Reads only.
--
-- KEYS  1 gate (hash)
--       2 tickets (hash: user -> sequence)
--       3 pending (sorted set: user, score = sequence)
--       4 rejected (hash: user -> reason)
--       5 failed (hash: user -> cause)
-- ARGV  1 run_id of the server that the caller has connected to
--       2 … user ids, one or more
--
-- Reply: one list a user, in the order of ARGV, each of flat name/value pairs.
--   outcome NO_GATE     it cannot be told: there is no gate, or half a one, or one that was made in
--                       another incarnation of Redis (docs/decisions/0013)
--   outcome NO_TICKET   the gate is there and the user has no ticket
--   the four below also with: coupon (OPEN, PAUSED or CLOSED; closed by the clock of Redis, too)
--   outcome QUEUED      sequence, ahead (rank in pending, from 0)
--   outcome REJECTED    sequence, reason
--   outcome FAILED      sequence
--   outcome ISSUED      sequence: has a ticket and is neither pending, rejected nor failed
--
-- Invariant: ISSUED is told only of committed rows, because the worker takes a claim out of
-- pending only after its row is committed, or in the call that records its rejection or failure.

local gate = redis.call('HMGET', KEYS[1], 'run_id', 'total', 'state', 'closes')
local time = redis.call('TIME')
local coupon = gate[3] or 'CLOSED'
if time[1] * 1000 + math.floor(time[2] / 1000) >= tonumber(gate[4] or 0) then
    coupon = 'CLOSED'
end
local sound = gate[1] == ARGV[1] and gate[2]
local replies = {}
for i = 2, #ARGV do
    local user = ARGV[i]
    local reply
    local sequence = tonumber(redis.call('HGET', KEYS[2], user) or '')
    if not sound then
        reply = {'outcome', 'NO_GATE'}
    elseif not sequence then
        reply = {'outcome', 'NO_TICKET'}
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
        reply[#reply + 1] = 'coupon'
        reply[#reply + 1] = coupon
    end
    replies[i - 1] = reply
end
return replies
