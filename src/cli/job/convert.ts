import { err, ok, type Result } from 'neverthrow'

/** What a value can be read as. */
export const kinds = ['text', 'integer', 'number', 'boolean'] as const
export type Kind = (typeof kinds)[number]

/** Reads a value of a row as what the API wants, or says in a sentence why it is none: never as another one. */
export function convert(value: unknown, kind: Kind): Result<string | number | boolean, string> {
  if (typeof value === 'object') return err('Is an object or a list')
  const text = String(value).trim()
  switch (kind) {
    case 'text':
      return ok(String(value))
    case 'integer':
      return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))
        ? ok(Number(text))
        : err('Is no whole number')
    case 'number':
      return isNumber(text) ? ok(Number(text)) : err('Is no number, or one of more than 15 digits')
    case 'boolean': {
      const truth = TRUTH.get(text.toLowerCase())
      return truth === undefined ? err('Is neither true nor false') : ok(truth)
    }
  }
}

/** More digits a number of JavaScript does not keep. */
function isNumber(text: string): boolean {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(Number(text))) return false
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '')
  return digits.length <= 15
}

const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])
