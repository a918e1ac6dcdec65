-- Purpose: has a notification sent that was given up: it is to be sent once more, and no longer counted as given up
-- KEYS: [1] the notification; [2] its lane (list); [3] notifications to be sent (sorted set); [4] what channels were told of the incident
--   (hash); [5] counts of the day on which it was given up (hash); [6] those that were given up (sorted set)
-- ARGV: [1] id; [2] the notification as it was read; [3] as it is to be; [4] now in ms; [5] seconds it is kept; [6] its channel; [7] its version;
--   [8] the name it is counted under where it is given up
-- Returns: 1; 0 where it is no longer what was read; -1 where its channel was to be told of a newer change since
-- Cost: O(log stored)
if redis.call('GET', KEYS[1]) ~= ARGV[2] then return 0 end
local told = redis.call('HGET', KEYS[4], ARGV[6])
if told and cjson.decode(told).version > tonumber(ARGV[7]) then return -1 end
redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[5])
redis.call('RPUSH', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[5])
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1])
redis.call('HINCRBY', KEYS[5], ARGV[8], -1)
redis.call('ZREM', KEYS[6], ARGV[1])
return 1
