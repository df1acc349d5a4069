import { performance } from 'node:perf_hooks'
import type { Body } from './bodies.ts'
import type { Subject } from './subjects.ts'

/** How long and how often to measure. */
export interface Effort {
  readonly rounds: number
  /** The least that one sample lasts; calls are repeated until then. */
  readonly sampleMs: number
  /** Calls before each sample go on for as long. */
  readonly warmUpMs: number
}

/** The median time of one call, by body and subject. */
export interface Measurement {
  readonly body: Body
  readonly subject: Subject
  readonly medianMicroseconds: number
}

/**
 * Measures every subject on every body. All of them take turns in each round, in an order that is drawn anew
 * for it, so that a machine that slows down slows all of them down.
 */
export function measure(bodies: readonly Body[], subjects: readonly Subject[], effort: Effort): Measurement[] {
  const pairs = bodies.flatMap(body => subjects.map(subject => ({ body, subject, samples: [] as number[] })))
  const random = chance(1)
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const { body, subject, samples } of shuffled(pairs, random)) {
      repeat(subject, body, effort.warmUpMs)
      samples.push(repeat(subject, body, effort.sampleMs))
    }
  }
  return pairs.map(({ body, subject, samples }) => ({ body, subject, medianMicroseconds: median(samples) }))
}

/** Calls until the time is up, once at least; gives the microseconds of one call. */
function repeat(subject: Subject, body: Body, durationMs: number): number {
  const start = performance.now()
  let calls = 0
  let elapsed = 0
  do {
    subject.read(body.bytes)
    calls += 1
    elapsed = performance.now() - start
  } while (elapsed < durationMs)
  return (elapsed * 1000) / calls
}

function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return (low + high) / 2
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map(item => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

/** Numbers from 0 to 1 that look drawn and are the same in every run (a linear congruential generator). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
