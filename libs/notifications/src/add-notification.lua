-- Purpose: stores one more notification to be sent, once however often this is asked
-- KEYS: [1] the notification; [2] its lane (list); [3] notifications by time (sorted set); [4] those to be sent (sorted set);
--   [5] counts of the day (hash); [6] all about the incident (list)
-- ARGV: [1] id; [2] the notification; [3] now in ms; [4] seconds it is kept; [5] the name it is counted under; [6] seconds counts are kept
-- Returns: 1, or 0 where it was there before
-- Cost: O(log stored)
if not redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[4], 'NX') then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[4])
redis.call('RPUSH', KEYS[6], ARGV[1])
redis.call('EXPIRE', KEYS[6], ARGV[4])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
redis.call('ZADD', KEYS[4], ARGV[3], ARGV[1])
redis.call('HINCRBY', KEYS[5], ARGV[5], 1)
redis.call('EXPIRE', KEYS[5], ARGV[6])
return 1
