-- Purpose: stores minutes of an incident's own rows, while the judge still is the one that judges
-- KEYS: [1] the lease; [2] the incident's minutes (hash start in ms -> "total failed")
-- ARGV: [1] the judge's fence; [2] how long they are kept, in seconds; then start and counts in turn
-- Returns: 1, or 0 where another process judges now
-- Cost: O(minutes)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1
