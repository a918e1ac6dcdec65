-- Purpose: makes one process the only writer of slices and begins a new epoch of snapshot numbers
-- KEYS: [1] the lease; [2] the position; [3] epochs (hash): last snapshot number by epoch, and 'newest'
-- ARGV: [1] the new holder's fence (random); [2] the lease's time to live in ms; [3] '1' to take it from another holder;
--   [4] the fence that the same process had before
-- Returns: { 'held', ms left } where another process holds it; else { 'taken', position or false, new epoch, epochs as pairs }
-- Cost: O(epochs)
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] and holder ~= ARGV[4] and ARGV[3] ~= '1' then
  return { 'held', redis.call('PTTL', KEYS[1]) }
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local position = redis.call('GET', KEYS[2])
if position then
  local stored = cjson.decode(position)
  redis.call('HSET', KEYS[3], string.format('%d', stored.epoch), string.format('%d', stored.number))
end
-- Both writes may be repeated from a torn file without harm: the first says the same again, the second skips a number.
local epoch = redis.call('HINCRBY', KEYS[3], 'newest', 1)
return { 'taken', position, epoch, redis.call('HGETALL', KEYS[3]) }
