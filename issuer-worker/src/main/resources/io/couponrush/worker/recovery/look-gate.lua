-- Reads what one coupon's keys say, as of one instant.
--
-- KEYS  1 gate   2 tickets   3 pending   4 rejected   5 failed   6 returned   (one coupon: one hash tag)
--
-- Reply name, value, ...; outcome is first:
--   MISSING
--   GATE     epoch (0 if there is none), origin (HERE: made in this incarnation of Redis; REWOUND: settle.lua found
--            that Redis went back in time; ELSEWHERE: anything else), rebuilding (closed, loading, or '' if it is
--            not being rebuilt), complete (1 if it has all that admission.lua wants), version, admitted (0 if there
--            is none), tickets, pending, rejected, failed, returned (slots that no ticket stands for: not those of
--            discarded claims)
--
-- Invariant: writes nothing.

local g = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'rebuilding', 'version', 'admitted',
  'total', 'opens', 'closes', 'state', 'expires', 'discarded')
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {'outcome', 'MISSING'}
end
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local origin = 'ELSEWHERE'
if g[2] == run_id then
  origin = 'HERE'
elseif g[2] == 'rewound' then
  origin = 'REWOUND'
end
local complete = 1
for _, field in ipairs({1, 4, 5, 6, 7, 8, 9, 10}) do
  if not g[field] then
    complete = 0
  end
end
return {'outcome', 'GATE',
  'epoch', g[1] or '0',
  'origin', origin,
  'rebuilding', g[3] or '',
  'complete', complete,
  'version', g[4] or '0',
  'admitted', g[5] or '0',
  'tickets', redis.call('HLEN', KEYS[2]),
  'pending', redis.call('ZCARD', KEYS[3]),
  'rejected', redis.call('HLEN', KEYS[4]),
  'failed', redis.call('HLEN', KEYS[5]),
  'returned', redis.call('ZCARD', KEYS[6]) - (tonumber(g[11]) or 0)}
