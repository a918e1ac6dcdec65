-- Purpose: stores that a notification is dealt with: it leaves its lane and is counted, once however often this is said
-- KEYS: [1] the notification; [2] its lane (list); [3] notifications to be sent (sorted set); [4] what channels call their messages (hash);
--   [5] counts of the day (hash); [6] those that were given up (sorted set)
-- ARGV: [1] id; [2] the notification; [3] seconds it is kept; [4] its channel; [5] what that calls the message ('' for nothing);
--   [6] the name it is counted under; [7] seconds counts are kept; [8] when it was decided in ms where it is given up, else ''; [9] now in ms
-- Returns: 1, or 0 where it was dealt with before
-- Cost: O(lane)
if redis.call('ZREM', KEYS[3], ARGV[1]) == 0 then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
redis.call('LREM', KEYS[2], 1, ARGV[1])
if ARGV[5] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[4], ARGV[5])
  redis.call('EXPIRE', KEYS[4], ARGV[3])
end
redis.call('HINCRBY', KEYS[5], ARGV[6], 1)
redis.call('EXPIRE', KEYS[5], ARGV[7])
if ARGV[8] ~= '' then
  redis.call('ZADD', KEYS[6], ARGV[8], ARGV[1])
  redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', tonumber(ARGV[9]) - tonumber(ARGV[3]) * 1000)
end
return 1
