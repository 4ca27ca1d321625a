-- Settles claims of one coupon: takes them from pending and writes down how they ended.
--
-- KEYS  1 gate   2 pending   3 rejected   4 failed   5 direct    (all of one coupon: one hash tag)
-- ARGV  1 expiry in epoch milliseconds, used only if the gate is gone or names none
--       2 n, then n user ids: issued
--       . h, then h user ids: have the coupon from a road that passes no gate
--       . m, then m pairs user id, reason: rejected
--       . k, then k triples user id, sequence, reason: failed
--       The caller keeps n and h below Lua's unpack limit (about 8,000).
--
-- Reply name, value, ...: outcome SETTLED, issued, elsewhere, failed, and rejected:REASON for every reason that
--       was recorded; each number says how many of those claims were pending or being replayed until now;
--       revived says how many were recorded as failed until now
--
-- Invariant: a user is in at most one of pending, rejected, failed.
--   * Issued wins over whatever was recorded before: the row exists.
--   * Who has the coupon from elsewhere is issued too; the gate counts such claims in the field
--     elsewhere, because no row of the gate's own will ever stand for them. Each counts once.
--   * A settled claim is not direct any more: its slot can't be returned.
--   * Rejected and failed are recorded only for a claim that is pending, or failed and being
--     replayed (its cause in failed is then REPLAYED:sequence), so that a worker that was paused
--     for long, or a forged record, can't take back what has been settled since.
--   * Failed must also name the pending claim's own sequence: it may come from a record of which
--     only the headers could be read.
-- Calling it again with the same arguments changes nothing.

local gate, pending, rejected, failed, direct = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local at = 2
local revived = 0

-- Whether the claim was failed and is being replayed; of one sequence if that is given.
local function replaying(user, sequence)
  local cause = redis.call('HGET', failed, user)
  return cause and string.sub(cause, 1, 9) == 'REPLAYED:'
      and (sequence == nil or cause == 'REPLAYED:' .. sequence)
end

local function take()
  local value = ARGV[at]
  at = at + 1
  return value
end

-- Returns how many were pending, and how many were in any of the three.
local function issue()
  local number = tonumber(take())
  if number == 0 then
    return 0, 0
  end
  local users = {unpack(ARGV, at, at + number - 1)}
  at = at + number
  local waited = redis.call('ZREM', pending, unpack(users))
  local was_rejected = redis.call('HDEL', rejected, unpack(users))
  local was_failed = redis.call('HDEL', failed, unpack(users))
  revived = revived + was_failed
  redis.call('SREM', direct, unpack(users))
  return waited, waited + was_rejected + was_failed
end

local issued_count = issue()
local _, elsewhere_count = issue()
if elsewhere_count > 0 and redis.call('EXISTS', gate) == 1 then
  redis.call('HINCRBY', gate, 'elsewhere', elsewhere_count)
end

local rejected_by = {}
for _ = 1, tonumber(take()) do
  local user = take()
  local reason = take()
  local waited = redis.call('ZREM', pending, user) == 1
  if not waited and replaying(user) then
    redis.call('HDEL', failed, user)
    revived = revived + 1
    waited = true
  end
  if waited then
    redis.call('SREM', direct, user)
    redis.call('HSET', rejected, user, reason)
    rejected_by[reason] = (rejected_by[reason] or 0) + 1
  end
end

local failed_count = 0
for _ = 1, tonumber(take()) do
  local user = take()
  local sequence = take()
  local reason = take()
  local score = redis.call('ZSCORE', pending, user)
  if score and tonumber(score) == tonumber(sequence) then
    redis.call('ZREM', pending, user)
    redis.call('SREM', direct, user)
    redis.call('HSET', failed, user, reason)
    failed_count = failed_count + 1
  elseif replaying(user, sequence) then
    redis.call('HSET', failed, user, reason)
    failed_count = failed_count + 1
    revived = revived + 1
  end
end

local reply = {'outcome', 'SETTLED', 'issued', issued_count, 'elsewhere', elsewhere_count,
  'failed', failed_count, 'revived', revived}
for reason, count in pairs(rejected_by) do
  reply[#reply + 1] = 'rejected:' .. reason
  reply[#reply + 1] = count
end

if failed_count > 0 or next(rejected_by) then
  local expires = redis.call('HGET', gate, 'expires') or ARGV[1]
  redis.call('PEXPIREAT', rejected, expires)
  redis.call('PEXPIREAT', failed, expires)
end

return reply
