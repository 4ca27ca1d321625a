-- Decides one claim of one coupon, atomically, by the clock of Redis.
--
-- KEYS  1 gate   2 tickets   3 pending   4 rejected   5 failed   6 returned   7 direct
--       (one coupon: one hash tag)
-- ARGV  1 user id
--       2 run_id of the server that the caller has connected to; '' to have it looked up here
--       3 epoch: the latest that the caller has heard of, 0 if of none
--       4 'direct' if the caller writes the row in this request; else left out
--
-- Reply name, value, ...; outcome is first, now (epoch milliseconds) always there:
--   ADMITTED  sequence, ahead, epoch            a new ticket
--   QUEUED    sequence, ahead, epoch            had a ticket before, not settled
--   ISSUED    sequence                          had a ticket before, settled
--   REJECTED  sequence, reason                  had a ticket before, settled
--   FAILED    sequence                          had a ticket before, settled
--   NOT_OPEN  opens                             the window opens at this instant, epoch milliseconds
--   CLOSED                                      by the clock or by an admin
--   PAUSED
--   SOLD_OUT
--   NO_GATE                                     nobody can decide: the gate is missing, incomplete
--                                               or not to be trusted (docs/decisions/0013)
--
-- Invariant: a user has at most one ticket; the sequences of a coupon are 1, 2, 3 ... without a
-- gap and never given twice; admitted is the highest of them; less the returned slots it is never
-- above the total in force; a new ticket is in pending. A ticket wins over everything else, so that
-- who holds one is never told anything but the truth about it. A raised total counts from raised_at
-- on, total_before until then, and a returned slot from its score on (see docs/decisions/0007 and
-- 0010). A gate is trusted by the very incarnation of Redis that it was made in, from the caller's
-- epoch on, and while every sequence has a ticket or was returned (a discarded claim's has both, see
-- 0014). A user is in direct only while nobody but the caller who was ADMITTED may act upon the
-- ticket: whoever is told QUEUED may publish an issue request, and so ends direct. Nothing else is
-- written unless the claim is admitted.

local gate, tickets, pending, rejected, failed = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local returned, direct = KEYS[6], KEYS[7]
local user = ARGV[1]

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local g = redis.call('HMGET', gate, 'total', 'opens', 'closes', 'state', 'admitted', 'epoch',
  'expires', 'total_before', 'raised_at', 'run_id', 'discarded')
local total, opens, closes, state = tonumber(g[1]), tonumber(g[2]), tonumber(g[3]), g[4]
local admitted, epoch, expires = tonumber(g[5]), tonumber(g[6]), tonumber(g[7])
if not (total and opens and closes and state and admitted and epoch and expires) then
  return {'outcome', 'NO_GATE', 'now', now}
end
local run_id = ARGV[2]
if run_id == '' then
  run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
end
local holders = redis.call('HLEN', tickets)
if g[10] ~= run_id or epoch < tonumber(ARGV[3])
    or (holders < admitted
      and holders + redis.call('ZCARD', returned) - (tonumber(g[11]) or 0) < admitted) then
  return {'outcome', 'NO_GATE', 'now', now}
end

local sequence = tonumber(redis.call('HGET', tickets, user))
if sequence then
  local ahead = redis.call('ZRANK', pending, user)
  if ahead then
    redis.call('SREM', direct, user)
    return {'outcome', 'QUEUED', 'now', now, 'sequence', sequence, 'ahead', ahead, 'epoch', epoch}
  end
  local reason = redis.call('HGET', rejected, user)
  if reason then
    return {'outcome', 'REJECTED', 'now', now, 'sequence', sequence, 'reason', reason}
  end
  if redis.call('HEXISTS', failed, user) == 1 then
    return {'outcome', 'FAILED', 'now', now, 'sequence', sequence}
  end
  return {'outcome', 'ISSUED', 'now', now, 'sequence', sequence}
end

if state == 'CLOSED' or now >= closes then
  return {'outcome', 'CLOSED', 'now', now}
end
if now < opens then
  return {'outcome', 'NOT_OPEN', 'now', now, 'opens', opens}
end
if state ~= 'OPEN' then
  return {'outcome', 'PAUSED', 'now', now}
end

local raised_at = tonumber(g[9])
if raised_at and now < raised_at then
  total = tonumber(g[8]) or total
end
-- The returned are asked for only now: while there is stock they cost nothing.
if admitted >= total and admitted >= total + redis.call('ZCOUNT', returned, '-inf', now) then
  return {'outcome', 'SOLD_OUT', 'now', now}
end

sequence = redis.call('HINCRBY', gate, 'admitted', 1)
redis.call('HSET', tickets, user, sequence)
redis.call('ZADD', pending, sequence, user)
local waiting = redis.call('ZCARD', pending)
if waiting == 1 then
  redis.call('PEXPIREAT', pending, expires)
end
if holders == 0 then
  redis.call('PEXPIREAT', tickets, expires)
end
if ARGV[4] == 'direct' then
  redis.call('SADD', direct, user)
  redis.call('PEXPIREAT', direct, expires)
end
return {'outcome', 'ADMITTED', 'now', now, 'sequence', sequence, 'ahead', waiting - 1,
  'epoch', epoch}
