import type { ShapeFault } from '../../core/fault.ts'

/** What a list is called where it does not go on. */
export interface ListName {
  readonly dialect: string
  readonly operation: string
  /** Where its records stand in an answer. */
  readonly path: string
}

/** The fault of a list whose pages bring nothing new up to this offset. */
export function stuckList(offset: number, name: ListName): ShapeFault {
  const title = 'The list does not go on from page to page'
  return {
    kind: 'shape',
    category: 'malformed-response',
    applied: 'no',
    remedy: 'contact',
    title,
    message: `${title}: nothing new came up to offset ${offset}`,
    advice: 'Not all records were read. Choose fewer, so that one page holds them, or read again later.',
    problem: 'unexpected-element',
    ...name,
  }
}
