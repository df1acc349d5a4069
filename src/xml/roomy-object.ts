import type { PlainData } from './plain.ts'

/** An object in the making. */
export type Growing = Record<string, PlainData | PlainData[]>

/**
 * A plain empty object with room for so many members.
 *
 * V8 gives `{}` room for four, stores some twelve more outside of it, and turns an object that grows larger, member by
 * member, into a hash table, which costs three times as much. A constructor's objects have room for as many as it seems
 * to assign. Elsewhere, or should V8 change its mind, these are plain objects all the same.
 */
export function emptyObject(members: number): Growing {
  if (members <= 4) return {}
  if (members <= 16) return new Roomy16()
  return members <= 32 ? new Roomy32() : new Roomy64()
}

interface Roomy {
  m: unknown
}
type PlainConstructor = new () => Growing

const never: boolean = false

// biome-ignore-start lint/suspicious/noAssignInExpressions: never run, only counted; as statements they would be 112 lines
// biome-ignore format: sixteen to a line, so that they can be counted
const Roomy16 = roomy(16, function (this: Roomy) {
  if (never) {
    this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = 0
  }
})

// biome-ignore format: sixteen to a line, so that they can be counted
const Roomy32 = roomy(32, function (this: Roomy) {
  if (never) {
    this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = 0
    this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = 0
  }
})

// biome-ignore format: sixteen to a line, so that they can be counted
const Roomy64 = roomy(64, function (this: Roomy) {
  if (never) {
    this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = 0
    this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = 0
    this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = 0
    this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = this.m = 0
  }
})
// biome-ignore-end lint/suspicious/noAssignInExpressions: see above

/** Makes its objects plain ones, and uses all of the room in the first, before V8 takes back what the first few leave. */
function roomy(room: number, seeming: (this: Roomy) => void): PlainConstructor {
  seeming.prototype = Object.prototype
  const Plain = seeming as unknown as PlainConstructor
  for (let count = 0; count < 8; count++) {
    const object = new Plain()
    for (let member = 0; member < room; member++) object[`m${member}`] = ''
  }
  return Plain
}
