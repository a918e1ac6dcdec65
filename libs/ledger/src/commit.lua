-- Purpose: remembers a batch's event ids and appends the batch to the log, in one step; repeating it changes nothing.
-- KEYS (variable): [1] the log (stream); [2..n] sets of seen ids, one per group of ids that share second and bucket
-- ARGV: [1] the encoded batch; then per set: time to live in seconds (0: none), number of ids,
--   and per id: its position in the batch, its fingerprint
-- Returns: { id of the log entry (false where every event was known), positions of the events that were known }
-- Cost: O(ids) look-ups and inserts into small integer sets, one XADD
local known = {}
local at = 2
local fresh = false
for k = 2, #KEYS do
  local ttl = tonumber(ARGV[at])
  local size = tonumber(ARGV[at + 1])
  at = at + 2
  local positions, ids = {}, {}
  for i = 1, size do
    positions[i] = ARGV[at]
    ids[i] = ARGV[at + 1]
    at = at + 2
  end
  for from = 1, size, 4000 do
    local upto = math.min(from + 3999, size)
    local member = redis.call('SMISMEMBER', KEYS[k], unpack(ids, from, upto))
    local new, n = {}, 0
    for i = from, upto do
      if member[i - from + 1] == 1 then
        known[#known + 1] = positions[i]
      else
        n = n + 1
        new[n] = ids[i]
      end
    end
    if n > 0 then
      fresh = true
      local added = redis.call('SADD', KEYS[k], unpack(new))
      -- A time to live is set once, when the set is born, to keep the append-only file short.
      if ttl > 0 and redis.call('SCARD', KEYS[k]) == added then
        redis.call('EXPIRE', KEYS[k], ttl)
      end
    end
  end
end
if not fresh then
  return { false, known }
end
local entry
if #known > 0 then
  entry = redis.call('XADD', KEYS[1], '*', 'b', ARGV[1], 'x', table.concat(known, ','))
else
  entry = redis.call('XADD', KEYS[1], '*', 'b', ARGV[1])
end
return { entry, known }
