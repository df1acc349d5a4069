/**
 * What happens in Redis at once or not at all. Each may be sent twice, as clients do when a connection breaks: the second
 * time it changes nothing and gives the same.
 *
 * `begun` holds, for each job that has no outcome yet, the number of the start that has it, and a letter: `u` under way,
 * `a` under way after a start that never told how it ended, `l` not called because of such a one, `r` given back.
 */
const WHOSE = `
local said = redis.call('HGET', KEYS[2], ARGV[1])
local start, state = 0, 'r'
if said then
  local number, letter = string.match(said, '^(%d+)(%a)$')
  start, state = tonumber(number), letter
end
local own = tonumber(ARGV[2])
`

/** KEYS outcomes, begun, tries, state, hold, lost. ARGV id, start, whether a call that may have been made forbids another. */
const begin = `
local outcome = redis.call('HGET', KEYS[1], ARGV[1])
if outcome then return {'settled', outcome} end
${WHOSE}
if start > own or (start == own and state == 'r' and said) then return {'stale'} end
local tries = redis.call('HGET', KEYS[3], ARGV[1]) or ''
if start == own and said then
  if state == 'u' then return {'begun', tries} end
  return {'lost', tries, redis.call('HGET', KEYS[6], ARGV[1]) or '1'}
end
local lost = state ~= 'r'
local once = ARGV[3] == '1'
if not (lost and once) then
  if redis.call('HEXISTS', KEYS[4], 'stopped') == 1 then return {'stopped'} end
  local heldMs = redis.call('PTTL', KEYS[5])
  if heldMs > 0 then return {'held', heldMs} end
end
redis.call('HSET', KEYS[2], ARGV[1], own .. (lost and (once and 'l' or 'a') or 'u'))
if not lost then return {'begun', tries} end
return {'lost', tries, redis.call('HINCRBY', KEYS[6], ARGV[1], 1)}
`

/** KEYS outcomes, begun, tries. ARGV id, start, tries. */
const release = `
local outcome = redis.call('HGET', KEYS[1], ARGV[1])
if outcome then return {'settled', outcome} end
${WHOSE}
if start ~= own then return {'stale'} end
redis.call('HSET', KEYS[2], ARGV[1], own .. 'r')
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
return {'done'}
`

/**
 * KEYS outcomes, begun, tries, state, lost. ARGV id, start, outcome, its kind, the count that it adds to ('' for none), how
 * many end the run (-1 for none), why it then ends, the fault, whether the job then stays to be done, and the tries that then
 * stay known ('' for none).
 */
const settle = `
local outcome = redis.call('HGET', KEYS[1], ARGV[1])
if outcome then return {'settled', outcome} end
${WHOSE}
if start ~= own then return {'stale'} end
if state == 'r' then return {'open'} end
if ARGV[5] ~= '' then
  local count = redis.call('HINCRBY', KEYS[4], ARGV[5], 1)
  local most = tonumber(ARGV[6])
  if most >= 0 and count >= most then
    if redis.call('HSETNX', KEYS[4], 'stopped', ARGV[7]) == 1 then redis.call('HSET', KEYS[4], 'fault', ARGV[8]) end
    if ARGV[9] == '1' then
      redis.call('HSET', KEYS[2], ARGV[1], own .. 'r')
      if ARGV[10] ~= '' then redis.call('HSET', KEYS[3], ARGV[1], ARGV[10]) else redis.call('HDEL', KEYS[3], ARGV[1]) end
      return {'open'}
    end
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[5], ARGV[1])
redis.call('HINCRBY', KEYS[4], ARGV[4], 1)
return {'done', redis.call('HGET', KEYS[4], 'stopped') or ''}
`

/** Never makes a wait shorter. KEYS hold. ARGV milliseconds. */
const hold = `
local restMs = redis.call('PTTL', KEYS[1])
if restMs < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) end
return redis.call('PTTL', KEYS[1])
`

/** KEYS state, begun. */
const status = `return {redis.call('HGETALL', KEYS[1]), redis.call('HLEN', KEYS[2])}`

/** KEYS state. */
const stopped = `return redis.call('HEXISTS', KEYS[1], 'stopped')`

/** KEYS outcomes. ARGV cursor. */
const scan = `return redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', 500)`

/** KEYS state. */
const reopen = `return redis.call('HDEL', KEYS[1], 'stopped', 'fault', 'functional', 'technical')`

/** KEYS all of a run. */
const forget = `return redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])`

/** Each script, and how many keys it has. */
export const SCRIPTS = {
  begin: { lua: begin, keys: ['outcomes', 'begun', 'tries', 'state', 'hold', 'lost'] },
  release: { lua: release, keys: ['outcomes', 'begun', 'tries'] },
  settle: { lua: settle, keys: ['outcomes', 'begun', 'tries', 'state', 'lost'] },
  hold: { lua: hold, keys: ['hold'] },
  status: { lua: status, keys: ['state', 'begun'] },
  stopped: { lua: stopped, keys: ['state'] },
  scan: { lua: scan, keys: ['outcomes'] },
  reopen: { lua: reopen, keys: ['state'] },
  forget: { lua: forget, keys: ['outcomes', 'begun', 'tries', 'state', 'hold', 'lost'] },
} as const
