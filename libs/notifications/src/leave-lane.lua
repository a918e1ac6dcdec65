-- Purpose: leaves a lane, unless another process is in it by now
-- KEYS: [1] the lane's lock
-- ARGV: [1] what it was entered with
-- Returns: 1, or 0 where it was left before
-- Cost: O(1)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
