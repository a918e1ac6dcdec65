-- Purpose: recognises ids seen before and remembers the others, and nothing else: what the ledger's commit is measured against
-- KEYS (variable): sets of seen ids
-- ARGV: per set: number of ids, then the ids
-- Returns: how many were known
-- Cost: O(ids) look-ups and inserts into small integer sets
local known = 0
local at = 1
for k = 1, #KEYS do
  local size = tonumber(ARGV[at])
  local member = redis.call('SMISMEMBER', KEYS[k], unpack(ARGV, at + 1, at + size))
  local new, n = {}, 0
  for i = 1, size do
    if member[i] == 1 then
      known = known + 1
    else
      n = n + 1
      new[n] = ARGV[at + i]
    end
  end
  if n > 0 then redis.call('SADD', KEYS[k], unpack(new)) end
  at = at + size + 1
end
return known
