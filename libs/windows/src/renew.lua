-- Purpose: keeps the lease while its holder lives
-- KEYS: [1] the lease
-- ARGV: [1] the holder's fence; [2] the lease's time to live in ms
-- Returns: 1 where the lease is still held, 0 where somebody else has it
-- Cost: O(1)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
