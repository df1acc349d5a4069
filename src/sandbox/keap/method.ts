import type { Result } from 'neverthrow'
import type { KeapFault } from './fault.ts'
import { type Members, numberOf, textOf, type Value } from './value.ts'
import type { World } from './world.ts'

/** What a call did. */
export interface Done {
  readonly value: Value
  /** The record that it was about. */
  readonly table?: string
  readonly id?: number
}

/** The type of a parameter. */
export type Kind = Value['type']

/** One method of a service. */
export interface Method {
  /** The types of its parameters behind the key. */
  readonly takes: readonly Kind[]
  /** Other lists of parameters that it takes as well. */
  readonly or?: readonly (readonly Kind[])[]
  /** Whether its own parameters are all there are: no key goes before them. */
  readonly keyless?: boolean
  readonly perform: (args: Arguments, world: World) => Result<Done, KeapFault>
}

/** The parameters of a call behind the key; they are of the types that the method takes. */
export interface Arguments {
  readonly count: number
  readonly text: (index: number) => string
  readonly number: (index: number) => number
  readonly flag: (index: number) => boolean
  readonly items: (index: number) => readonly Value[]
  readonly members: (index: number) => Members
  readonly value: (index: number) => Value | undefined
}

/** Gives access to parameters by their place. */
export function argumentsOf(values: readonly Value[]): Arguments {
  const at = (index: number) => values[index]
  return {
    count: values.length,
    value: at,
    text: index => textOf(at(index)),
    number: index => numberOf(at(index)),
    flag: index => textOf(at(index)) === '1',
    items: index => {
      const value = at(index)
      return value?.type === 'array' ? value.value : []
    },
    members: index => {
      const value = at(index)
      return value?.type === 'struct' ? value.value : new Map()
    },
  }
}
