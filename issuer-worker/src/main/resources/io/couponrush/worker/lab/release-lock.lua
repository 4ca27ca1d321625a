-- Releases a lock if it is still the caller's.
--
-- KEYS  1 the lock
-- ARGV  1 the caller's token
-- Reply pairs, outcome first:
--   RELEASED  the lock was the caller's and is free
--   GONE      it ended before, and may be somebody else's now
-- Invariant: nobody releases a lock that another one holds.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
  return {'outcome', 'RELEASED'}
end
return {'outcome', 'GONE'}
