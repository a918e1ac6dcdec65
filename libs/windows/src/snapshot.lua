-- Purpose: writes what was counted since the last snapshot and moves the position, in one step; or writes nothing
-- KEYS (variable): [1] the lease; [2] the position; [3] the log; [4] the names; [5..n] slices, deltas and open pairs to write
-- ARGV: [1] the holder's fence; [2] the lease's time to live in ms; [3] the position expected ('' for none);
--   [4] the new position; [5] log id up to which the log is no longer needed; [6] new names ('' for none);
--   then per key from [5] on: 'A' (append), 'S' (set), 'D' (delete), 'H' (put
--   into a hash; the field's name is the value's first 16 bytes) or 'E' (prolong), time to live in seconds (0: none), value
-- Returns: { 'fence' } or { 'position' } where it refuses; else { 'ok', length of each appended key (0 for the others) … }
-- Cost: O(bytes written) and O(entries trimmed)
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { 'fence' } end
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[3] then return { 'position' } end
if ARGV[6] ~= '' then redis.call('APPEND', KEYS[4], ARGV[6]) end
local lengths = { 'ok' }
local at = 7
for k = 5, #KEYS do
  local op, ttl, value = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2]
  at = at + 3
  local length = 0
  if op == 'A' then
    length = redis.call('APPEND', KEYS[k], value)
    if ttl > 0 then redis.call('EXPIRE', KEYS[k], ttl) end
  elseif op == 'S' then
    if ttl > 0 then redis.call('SET', KEYS[k], value, 'EX', ttl) else redis.call('SET', KEYS[k], value) end
  elseif op == 'H' then
    redis.call('HSET', KEYS[k], string.sub(value, 1, 16), string.sub(value, 17))
    redis.call('EXPIRE', KEYS[k], ttl)
  elseif op == 'E' then
    redis.call('EXPIRE', KEYS[k], ttl)
  else
    redis.call('DEL', KEYS[k])
  end
  lengths[#lengths + 1] = length
end
redis.call('SET', KEYS[2], ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('XTRIM', KEYS[3], 'MINID', ARGV[5])
return lengths
