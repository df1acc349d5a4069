import { folded } from './folded.ts'
import type { SecretNode, SecretTree } from './secret-tree.ts'
import { maySpell, spellingsAt, type Units } from './spellings.ts'

/** A stretch of a text, its end not included. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** So much of the beginning of a secret tells it from all other texts. */
const TELLING = 128
/** How many ways to read the text are tried at one place. */
const MOST_STEPS = 1_024

/**
 * Finds the secrets of a tree in a text, in every spelling that `spellingsAt` knows; of several at one place the longest.
 *
 * A secret whose first 128 units stand there is one as far as the text goes on like it. So the work at each place is
 * bounded or done away with the place, and grows with the length of the text alone, however many secrets there are, how
 * long they are and how much they are alike.
 */
export function secretsIn(text: Units, { root, begins }: SecretTree): readonly Stretch[] {
  const found: Stretch[] = []
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < begins.length ? begins[unit] === 0 : !root.children.has(folded(unit))) continue
    const end = endOf(text, at, root)
    if (end <= at) continue
    found.push({ start: at, end })
    at = end - 1
  }
  return found
}

/** How far a text has been followed into the tree. */
interface Step {
  readonly node: SecretNode
  /** How much of the label of the node has been passed. */
  readonly offset: number
  readonly depth: number
  readonly at: number
}

/** Where the longest secret ends that begins there; -1 where none does. */
function endOf(text: Units, start: number, root: SecretNode): number {
  let from: Step = { node: root, offset: 0, depth: 0, at: start }
  for (;;) {
    const { end, farthest } = explored(text, from, start)
    if (farthest.depth - from.depth < TELLING) return from.depth === 0 ? end : Math.max(end, farthest.at)
    from = farthest
  }
}

interface Explored {
  /** Of the longest secret on the way; -1 where none ends. */
  readonly end: number
  readonly farthest: Step
}

/** Follows the text from a step on in every way that it can be read, until it is telling. */
function explored(text: Units, from: Step, start: number): Explored {
  let farthest = from
  let end = -1
  const open: Step[] = [from]
  let tried = 0
  for (let step = open.pop(); step !== undefined && tried < MOST_STEPS; step = open.pop()) {
    tried++
    const { node, offset, depth, at } = step
    if (depth > farthest.depth) farthest = step
    if (depth - from.depth >= TELLING) break
    if (offset === node.label.length && at > end && isSecret(text, node, { start, end: at })) end = at
    for (const next of stepsFrom(text, step)) open.push(next)
  }
  return { end, farthest }
}

function stepsFrom(text: Units, step: Step): readonly Step[] {
  const { at } = step
  if (at >= text.length) return []
  const unit = text.charCodeAt(at)
  const literal = passed(step, unit, at + 1)
  const steps = literal === undefined ? [] : [literal]
  if (!maySpell(unit)) return steps
  for (const { of, end } of spellingsAt(text, at)) {
    let next: Step | undefined = step
    for (let index = 0; index < of.length && next !== undefined; index++) next = passed(next, of.charCodeAt(index), end)
    if (next !== undefined) steps.push(next)
  }
  return steps
}

/** One unit farther, where the tree goes on with it. */
function passed({ node, offset, depth }: Step, unit: number, at: number): Step | undefined {
  const fold = folded(unit)
  if (offset < node.label.length) {
    return node.label[offset] === fold ? { node, offset: offset + 1, depth: depth + 1, at } : undefined
  }
  const child = node.children.get(fold)
  return child === undefined ? undefined : { node: child, offset: 1, depth: depth + 1, at }
}

function isSecret(text: Units, { ends }: SecretNode, { start, end }: Stretch): boolean {
  if (ends !== 'alone') return ends === 'anywhere'
  return !isWordy(characterBefore(text, start)) && !isWordy(characterFrom(text, end))
}

function isWordy(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}

function characterBefore(text: Units, at: number): string {
  const low = text.charCodeAt(at - 1)
  if (Number.isNaN(low)) return ''
  const isLow = low >= 0xdc00 && low <= 0xdfff
  return isLow ? String.fromCharCode(text.charCodeAt(at - 2), low) : String.fromCharCode(low)
}

function characterFrom(text: Units, at: number): string {
  const high = text.charCodeAt(at)
  if (Number.isNaN(high)) return ''
  const isHigh = high >= 0xd800 && high <= 0xdbff
  return isHigh ? String.fromCharCode(high, text.charCodeAt(at + 1)) : String.fromCharCode(high)
}
