-- Purpose: stores what becomes of an incident, of a change or of what was to be asked again, and that this is dealt with; or nothing where
--   another process was quicker
-- KEYS (variable): [1] up to which change all is decided; [2] notifications by time (sorted set); [3] those to be sent (sorted set);
--   [4] what channels were told of the incident (hash; under '_' how often); [5] counts of the day (hash); [6] incidents by when to ask again
--   (sorted set); [7] all about the incident (list); then for each notification itself, its lane (list) and what its channel was told by when (sorted set)
-- ARGV: [1] the place before ('' where nothing changed); [2] the place of the change, or when it was to be asked again in ms; [3] now in ms;
--   [4] seconds notifications are kept; [5] seconds counts are kept; [6] the incident; [7] how often channels were told of it;
--   [8] when to ask again in ms ('' for never); [9] number of counts, then so many names; then for each notification its id, itself, its
--   channel and what that is told
-- Returns: 1, or 0 where another process was quicker
-- Cost: O(notifications log stored)
if (redis.call('HGET', KEYS[4], '_') or '0') ~= ARGV[7] then return 0 end
if ARGV[1] == '' then
  if redis.call('ZSCORE', KEYS[6], ARGV[6]) ~= ARGV[2] then return 0 end
else
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[2])
end
if ARGV[8] == '' then
  redis.call('ZREM', KEYS[6], ARGV[6])
else
  redis.call('ZADD', KEYS[6], ARGV[8], ARGV[6])
end
local at = 9
for i = 1, tonumber(ARGV[9]) do redis.call('HINCRBY', KEYS[5], ARGV[at + i], 1) end
at = at + tonumber(ARGV[9])
redis.call('EXPIRE', KEYS[5], ARGV[5])
for key = 8, #KEYS, 3 do
  local id = ARGV[at + 1]
  redis.call('SET', KEYS[key], ARGV[at + 2], 'EX', ARGV[4])
  redis.call('RPUSH', KEYS[key + 1], id)
  redis.call('EXPIRE', KEYS[key + 1], ARGV[4])
  redis.call('RPUSH', KEYS[7], id)
  redis.call('EXPIRE', KEYS[7], ARGV[4])
  redis.call('ZADD', KEYS[key + 2], ARGV[3], id)
  redis.call('ZREMRANGEBYSCORE', KEYS[key + 2], '-inf', tonumber(ARGV[3]) - 86400000)
  redis.call('EXPIRE', KEYS[key + 2], 86400)
  redis.call('ZADD', KEYS[2], ARGV[3], id)
  redis.call('ZADD', KEYS[3], ARGV[3], id)
  redis.call('HSET', KEYS[4], ARGV[at + 3], ARGV[at + 4])
  redis.call('HINCRBY', KEYS[4], '_', 1)
  redis.call('EXPIRE', KEYS[4], ARGV[4])
  at = at + 4
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', tonumber(ARGV[3]) - tonumber(ARGV[4]) * 1000)
return 1
