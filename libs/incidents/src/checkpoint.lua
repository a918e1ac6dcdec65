-- Purpose: stores what open incidents are judged by, while the judge still is the one that judges; of what ended meanwhile nothing
-- KEYS: [1] the lease; [2] what open incidents are judged by (hash id -> JSON)
-- ARGV: [1] the judge's fence; then id and JSON in turn
-- Returns: 1, or 0 where another process judges now
-- Cost: O(ids)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for i = 2, #ARGV, 2 do
  if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 1 then redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
end
return 1
