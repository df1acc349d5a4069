import type { BullClient, BullQueue } from './engine.ts'
import { SCRIPTS } from './scripts.ts'

/** Runs one of the scripts on the keys of a run. */
export type RunScript = (script: keyof typeof SCRIPTS, ...args: readonly (string | number)[]) => Promise<unknown>

const prepared = new WeakSet<BullClient>()

/** Makes the function that runs scripts through the queue's own client, beside the queue's own keys. */
export function redisOf(queue: Pick<BullQueue, 'getBackend' | 'toKey'>, run: string): RunScript {
  return async (script, ...args) => {
    const client = await queue.getBackend().client
    if (!prepared.has(client)) prepare(client)
    const keys = SCRIPTS[script].keys.map(key => queue.toKey(`faultline:${run}:${key}`))
    return client.runCommand(commandOf(script), [...keys, ...args])
  }
}

function prepare(client: BullClient): void {
  for (const name of Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]) {
    const { lua, keys } = SCRIPTS[name]
    client.defineCommand(commandOf(name), { numberOfKeys: keys.length, lua })
  }
  prepared.add(client)
}

function commandOf(script: string): string {
  return `faultline-${script}`
}
