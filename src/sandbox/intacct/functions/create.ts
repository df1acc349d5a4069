import { err, ok } from 'neverthrow'
import { notCreated } from '../object-errors.ts'
import { stampOf } from '../stamp.ts'
import type { Performer } from '../world.ts'
import { problemWith, type WriteOne, writeEach } from './write-each.ts'

/** `create`: makes objects. */
export const create: Performer = (asked, scene) => writeEach('create', asked.children, scene, createOne)

/** Makes one object; each layer of the software adds a word of its own to a refusal. */
export const createOne: WriteOne = (sent, rule, { world, ledger }) => {
  const now = stampOf(world.time.now())
  const record = new Map([['STATUS', 'active'], ['WHENCREATED', now], ...sent, ['WHENMODIFIED', now]])
  record.delete('RECORDNO')
  // A bill is created when the caller says so: the stamp must not stand in for a date that is required.
  if (rule.required.includes('WHENCREATED') && !sent.has('WHENCREATED')) record.delete('WHENCREATED')
  const problem = problemWith(record, sent, rule, world)
  if (problem !== undefined) return err([problem, notCreated(rule), notCreated(rule)])
  return ok(ledger.insert(rule.name, record))
}
