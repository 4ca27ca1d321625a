-- Settles claims of one coupon: takes them from pending and writes down how they ended.
--
-- KEYS  1 gate   2 pending   3 rejected   4 failed   5 direct   6 tickets   7 returned
--       (all of one coupon: one hash tag)
-- ARGV  1 expiry in epoch milliseconds, used only if the gate is gone or names none
--       2 epoch of all these claims, 0 if that is not known
--       3 epoch in the database, read after the rows were committed: an older gate is not told anything.
--         0 if the database knows no such coupon: nobody will make it another gate, so this one will do
--       4 delay: milliseconds until the slot of a discarded claim counts as stock
--       5 n, then n pairs user id, sequence: issued
--       . h, then h pairs user id, sequence: have the coupon from a road that passes no gate
--       . m, then m triples user id, sequence, reason: rejected
--       . k, then k triples user id, sequence, reason: failed
--       The caller keeps each below Lua's unpack limit (about 8,000).
--
-- Reply name, value, ...; outcome is first:
--   OLD_GATE  epoch (of the gate): it is older than the database wants, or was not made in this incarnation of Redis.
--       A rebuild is about to shut it, or another Redis is in force; nothing was done
--   SETTLED   issued, elsewhere, failed, revived, adopted, doubt (1 if the claims prove that
--       Redis has lost something), and rejected:REASON for every reason that was recorded; issued, failed and the reasons
--       say how many of those claims were pending or being replayed until now, revived how many were recorded as failed
--
-- Invariant: a user is in at most one of pending, rejected, failed.
--   * Issued wins over whatever was recorded before: the row exists.
--   * Who has the coupon from elsewhere is issued too; the gate counts such claims in the field
--     elsewhere, because no row of the gate's own will ever stand for them. Each counts once.
--   * A settled claim is not direct any more: its slot can't be returned.
--   * Rejected and failed are recorded only for a claim that is pending, or failed and being
--     replayed (its cause in failed is then REPLAYED:sequence), so that a worker that was paused
--     for long, or a forged record, can't take back what has been settled since.
--   * A claim that was discarded, of which discard.lua has not been told yet, is so from here on: out of failed, too,
--     and its slot goes to the stock, once.
--   * A winner whom the database turned away, because a late claim took the last row, holds a slot for nothing: one coupon
--     of a later raise would not be given out. turned_away counts such winners; as many slots of theirs as the gate has
--     given beyond the total become stock again. While the gate is being filled all do: the rows alone say then what is free.
--   * Failed must also name the pending claim's own sequence: it may come from a record of which
--     only the headers could be read.
--   * A claim of which a rebuild did not know is adopted: it gets its ticket, and its slot leaves the stock. While the
--     gate is being filled that is anybody without a ticket; later, whose sequence is the slot '0:sequence'
--     (docs/decisions/0013).
--   * Claims of the gate's epoch above its counter, or of a later epoch, prove that Redis has gone back in time: the
--     gate is trusted by no one from here on.
-- Calling it again with the same arguments changes nothing.

local gate, pending, rejected, failed, direct = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local tickets, returned = KEYS[6], KEYS[7]
local epoch = tonumber(ARGV[2])
local at = 5
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

local function claims(width)
  local users, sequences, reasons = {}, {}, {}
  for i = 1, tonumber(take()) do
    users[i] = take()
    sequences[i] = take()
    if width == 3 then
      reasons[i] = take()
    end
  end
  return {users = users, sequences = sequences, reasons = reasons}
end

local issued, elsewhere = claims(2), claims(2)
local to_reject, to_fail = claims(3), claims(3)

local known = redis.call('HMGET', gate, 'epoch', 'admitted', 'rebuilding', 'expires', 'run_id',
  'turned_away')
local expires = known[4] or ARGV[1]
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local wanted = tonumber(ARGV[3])
if known[1] and wanted > 0 and (tonumber(known[1]) < wanted or known[5] ~= run_id) then
  return {'outcome', 'OLD_GATE', 'epoch', known[1]}
end

local doubt = 0
local highest = 0
for _, group in ipairs({issued, elsewhere, to_reject}) do
  for _, sequence in ipairs(group.sequences) do
    highest = math.max(highest, tonumber(sequence))
  end
end
if epoch > 0 and known[1] and known[2] and not known[3] then
  local ours = tonumber(known[1])
  if epoch > ours or (epoch == ours and highest > tonumber(known[2])) then
    redis.call('HSET', gate, 'run_id', 'rewound')
    doubt = 1
  end
end

local adopted = 0
local loading = known[3] == 'loading'
if loading or (known[1] and redis.call('EXISTS', returned) == 1) then
  for _, group in ipairs({issued, elsewhere, to_reject, to_fail}) do
    if #group.users > 0 then
      local held = redis.call('HMGET', tickets, unpack(group.users))
      for i, user in ipairs(group.users) do
        local slot = '0:' .. group.sequences[i]
        if not held[i] and redis.call('HEXISTS', tickets, user) == 0
            and (redis.call('ZREM', returned, slot) == 1 or loading) then
          if loading then
            redis.call('HSET', gate, 'adopted:' .. group.sequences[i], 1)
          end
          redis.call('HSET', tickets, user, group.sequences[i])
          redis.call('ZADD', pending, group.sequences[i], user)
          adopted = adopted + 1
        end
      end
    end
  end
  if adopted > 0 then
    redis.call('PEXPIREAT', tickets, expires)
    redis.call('PEXPIREAT', pending, expires)
  end
end

-- Returns how many were pending, and how many were in any of the three.
local function issue(users)
  if #users == 0 then
    return 0, 0
  end
  local waited = redis.call('ZREM', pending, unpack(users))
  local was_rejected = redis.call('HDEL', rejected, unpack(users))
  local was_failed = redis.call('HDEL', failed, unpack(users))
  revived = revived + was_failed
  redis.call('SREM', direct, unpack(users))
  return waited, waited + was_rejected + was_failed
end

local issued_count = issue(issued.users)
local _, elsewhere_count = issue(elsewhere.users)
if elsewhere_count > 0 and redis.call('EXISTS', gate) == 1 then
  redis.call('HINCRBY', gate, 'elsewhere', elsewhere_count)
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function return_slot(slot)
  local counts = now + tonumber(ARGV[4])
  if not redis.call('ZSCORE', returned, slot) then
    redis.call('ZADD', returned, string.format('%.0f', counts), slot)
    redis.call('HINCRBY', gate, 'discarded', 1)
    redis.call('PEXPIREAT', returned, expires)
  end
end

local rejected_by = {}
for i, user in ipairs(to_reject.users) do
  local reason, sequence = to_reject.reasons[i], to_reject.sequences[i]
  local given_up = reason == 'DISCARDED'
  local waited = false
  if not given_up or redis.call('HGET', tickets, user) == sequence then
    waited = redis.call('ZREM', pending, user) == 1
    if not waited and (replaying(user) or (given_up and redis.call('HEXISTS', failed, user) == 1)) then
      redis.call('HDEL', failed, user)
      revived = revived + 1
      waited = true
    end
  end
  if waited then
    redis.call('SREM', direct, user)
    redis.call('HSET', rejected, user, reason)
    if known[1] and (given_up or (loading and reason == 'SOLD_OUT')) then
      return_slot(user .. ':' .. sequence)
    end
    rejected_by[reason] = (rejected_by[reason] or 0) + 1
  end
end

local turned_away = tonumber(known[6]) or 0
if known[2] and not known[3] and (turned_away > 0 or rejected_by['SOLD_OUT']) then
  local g = redis.call('HMGET', gate, 'total', 'total_before', 'raised_at', 'away_total', 'discarded')
  local total = tonumber(g[4])
  if rejected_by['SOLD_OUT'] then
    turned_away = turned_away + rejected_by['SOLD_OUT']
    total = tonumber(g[3] and now < tonumber(g[3]) and g[2] or g[1])
  end
  if total then
    local beyond = tonumber(known[2]) - redis.call('ZCARD', returned) - total
    local slots = math.max(0, math.min(beyond, turned_away))
    for i = 1, slots do
      return_slot('away:' .. (tonumber(g[5]) or 0) + i)
    end
    redis.call('HSET', gate, 'turned_away', turned_away - slots, 'away_total', total)
  end
end

local failed_count = 0
for i, user in ipairs(to_fail.users) do
  local score = redis.call('ZSCORE', pending, user)
  if score and tonumber(score) == tonumber(to_fail.sequences[i]) then
    redis.call('ZREM', pending, user)
    redis.call('SREM', direct, user)
    redis.call('HSET', failed, user, to_fail.reasons[i])
    failed_count = failed_count + 1
  elseif replaying(user, to_fail.sequences[i]) then
    redis.call('HSET', failed, user, to_fail.reasons[i])
    failed_count = failed_count + 1
    revived = revived + 1
  end
end

local reply = {'outcome', 'SETTLED', 'issued', issued_count, 'elsewhere', elsewhere_count,
  'failed', failed_count, 'revived', revived, 'adopted', adopted, 'doubt', doubt}
for reason, count in pairs(rejected_by) do
  reply[#reply + 1] = 'rejected:' .. reason
  reply[#reply + 1] = count
end

if failed_count > 0 or next(rejected_by) then
  redis.call('PEXPIREAT', rejected, expires)
  redis.call('PEXPIREAT', failed, expires)
end

return reply
