-- Purpose: stores an incident's next version with the change that led to it, or nothing where somebody was quicker
-- KEYS: [1] the lease; [2] incidents (hash id -> JSON); [3] ids by the time they opened (sorted set); [4] the timeline (list);
--   [5] the outbox (stream); [6] what open incidents are judged by (hash id -> JSON)
-- ARGV: [1] the judge's fence ('' for a person, who needs none); [2] id; [3] version expected (0: not there yet);
--   [4] the incident; [5] the change; [6] when it opened in ms; [7] what it is judged by ('' to leave it, '-' to drop it)
-- Returns: 'ok', 'fence' (another process judges now) or 'version' (the stored one is another)
-- Cost: O(log incidents)
if ARGV[1] ~= '' and redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'fence' end
local stored = redis.call('HGET', KEYS[2], ARGV[2])
local version = stored and cjson.decode(stored).version or 0
if version ~= tonumber(ARGV[3]) then return 'version' end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[4])
redis.call('ZADD', KEYS[3], ARGV[6], ARGV[2])
redis.call('RPUSH', KEYS[4], ARGV[5])
redis.call('XADD', KEYS[5], 'MAXLEN', '~', 100000, '*', 'id', ARGV[2], 'version', version + 1, 'change', ARGV[5])
if ARGV[7] == '-' then redis.call('HDEL', KEYS[6], ARGV[2]) elseif ARGV[7] ~= '' then redis.call('HSET', KEYS[6], ARGV[2], ARGV[7]) end
return 'ok'
