-- Writes what an admin decided about a coupon into its gate.
--
-- KEYS[1] gate, KEYS[2] tickets, KEYS[3] pending, KEYS[4] rejected, KEYS[5] failed,
-- KEYS[6] returned, KEYS[7] direct
-- ARGV[1] incarnation of Redis (run_id) that was asked before it was seen that no gate of this coupon was ever made:
--         in it one may be made; '': only change an existing one
-- ARGV[2] version of the coupon's row, from 1
-- ARGV[3] total
-- ARGV[4] opens, ARGV[5] closes: epoch milliseconds
-- ARGV[6] state: OPEN, PAUSED or CLOSED
-- ARGV[7] expires: epoch milliseconds at which all keys of the coupon go away
-- ARGV[8] delay: milliseconds from now until a raised total counts
-- ARGV[9] epoch of a gate that is made here, or that was by an earlier attempt which nobody heard of
--
-- Replies, flat name/value pairs:
--   outcome CREATED    the gate is new: nobody admitted, trusted by this incarnation of Redis
--   outcome UPDATED    the gate was older
--   outcome CURRENT    the gate has this version already; nothing was changed
--   outcome STALE      the gate is newer; nothing was changed
--   outcome MISSING    there was a gate once and it is gone: its count of admissions is lost with
--                      it, so it stays missing (nobody is admitted) until it is rebuilt from the
--                      rows; or it is being rebuilt
--   outcome FOREIGN    no gate was ever made, yet tickets exist or a gate that admitted somebody
--   outcome MOVED      this is another incarnation than was asked for, and has no gate: another one may have been made since,
--                      admitted people, and been lost; nothing was changed
--
-- Invariants: admitted and run_id of a gate that is there are never changed here, epoch only while no gateway can have heard
-- of it; version never falls; whoever remembers
-- "sold out" for less than the delay is right until raised_at, because until then the total that
-- counts is total_before.
local gate = KEYS[1]
local may_create = ARGV[1] ~= ''
local version = tonumber(ARGV[2])
local total = tonumber(ARGV[3])
local outcome

local function decimal(number)
    return string.format('%.0f', number)
end

local known = redis.call('HMGET', gate, 'version', 'total', 'total_before', 'raised_at', 'admitted',
    'epoch')
if known[1] then
    if may_create and known[5] ~= '0' then
        return {'outcome', 'FOREIGN'}
    end
    if may_create and tonumber(known[6]) < tonumber(ARGV[9]) then
        redis.call('HSET', gate, 'epoch', ARGV[9])
    end
    local known_version = tonumber(known[1])
    if version < known_version then
        return {'outcome', 'STALE'}
    end
    if version == known_version then
        return {'outcome', 'CURRENT'}
    end
    local known_total = tonumber(known[2])
    if total < known_total then
        return redis.error_reply('RUSH the total of ' .. gate .. ' may only be raised')
    end
    if total > known_total then
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
        local counts = known[2]
        if known[4] and now < tonumber(known[4]) then
            -- an earlier raise does not count yet, and must not because of this one
            counts = known[3]
        end
        redis.call('HSET', gate,
            'total_before', counts, 'raised_at', decimal(now + tonumber(ARGV[8])))
    end
    outcome = 'UPDATED'
else
    if not may_create then
        return {'outcome', 'MISSING'}
    end
    if redis.call('EXISTS', unpack(KEYS)) > 0 then
        return {'outcome', 'FOREIGN'}
    end
    local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
    if run_id ~= ARGV[1] then
        return {'outcome', 'MOVED'}
    end
    redis.call('HSET', gate, 'admitted', '0', 'epoch', ARGV[9], 'run_id', run_id)
    outcome = 'CREATED'
end

redis.call('HSET', gate,
    'version', ARGV[2], 'total', ARGV[3], 'opens', ARGV[4], 'closes', ARGV[5],
    'state', ARGV[6], 'expires', ARGV[7])
for _, key in ipairs(KEYS) do
    redis.call('PEXPIREAT', key, ARGV[7])
end
return {'outcome', outcome}
