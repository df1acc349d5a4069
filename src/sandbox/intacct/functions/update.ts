import { err, ok } from 'neverthrow'
import { textOf } from '../../data.ts'
import { fieldEmpty, updateFindsNone } from '../object-errors.ts'
import { stampOf } from '../stamp.ts'
import type { Performer } from '../world.ts'
import { problemWith, type WriteOne, writeEach } from './write-each.ts'

/** `update`: changes the fields that are sent of objects that their RECORDNO or their name points out. */
export const update: Performer = (asked, scene) => writeEach('update', asked.children, scene, updateOne)

/** Changes one object. */
export const updateOne: WriteOne = (sent, rule, { world, ledger }) => {
  const { store, time } = world
  const number = textOf(sent, 'RECORDNO').trim()
  const name = rule.idField === undefined ? '' : textOf(sent, rule.idField)
  if (number === '' && name === '') return err([fieldEmpty(rule.idField ?? 'RECORDNO')])
  const [record] = number === '' ? store.find(rule.name, rule.idField ?? '', name) : [store.get(rule.name, number)]
  if (record === undefined) return err([updateFindsNone(rule, number || name)])
  const merged = new Map([...record.fields, ...sent, ['WHENMODIFIED', stampOf(time.now())]])
  const problem = problemWith(merged, sent, rule, world, record)
  if (problem !== undefined) return err([problem])
  ledger.change(record, merged)
  return ok(record)
}
