-- Purpose: goes on holding a lane, unless another process is in it by now
-- KEYS: [1] the lane's lock
-- ARGV: [1] what it was entered with; [2] for how long in ms
-- Returns: 1, or 0 where it was lost
-- Cost: O(1)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
