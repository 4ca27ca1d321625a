-- Tells which incarnation of Redis this is.
--
-- Reply name, value, ...: outcome HERE, run_id
return {'outcome', 'HERE', 'run_id', string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')}
