-- Purpose: stores what one change of an incident becomes, and that the change is dealt with; or nothing where another process was quicker
-- KEYS (variable): [1] up to which change all is decided; [2] notifications by time (sorted set); [3] those to be sent (sorted set);
--   [4] what channels were told of the incident (hash); [5] counts of the day (hash); then for each notification itself and its lane (list)
-- ARGV: [1] the place before; [2] the place of the change; [3] now in ms; [4] seconds notifications are kept; [5] seconds counts are kept;
--   [6] number of counts, then so many names; then for each notification its id, itself, its channel and what that is told
-- Returns: 1, or 0 where the place is another
-- Cost: O(notifications log stored)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
local at = 6
for i = 1, tonumber(ARGV[6]) do redis.call('HINCRBY', KEYS[5], ARGV[at + i], 1) end
at = at + tonumber(ARGV[6])
redis.call('EXPIRE', KEYS[5], ARGV[5])
for key = 6, #KEYS, 2 do
  local id = ARGV[at + 1]
  redis.call('SET', KEYS[key], ARGV[at + 2], 'EX', ARGV[4])
  redis.call('RPUSH', KEYS[key + 1], id)
  redis.call('EXPIRE', KEYS[key + 1], ARGV[4])
  redis.call('ZADD', KEYS[2], ARGV[3], id)
  redis.call('ZADD', KEYS[3], ARGV[3], id)
  redis.call('HSET', KEYS[4], ARGV[at + 3], ARGV[at + 4])
  redis.call('EXPIRE', KEYS[4], ARGV[4])
  at = at + 4
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', tonumber(ARGV[3]) - tonumber(ARGV[4]) * 1000)
return 1
