/** A value of XML-RPC with its type. */
export type Value =
  | { readonly type: 'string' | 'dateTime' | 'base64'; readonly value: string }
  | { readonly type: 'int' | 'double'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'array'; readonly value: readonly Value[] }
  | { readonly type: 'struct'; readonly value: Members }

/** The members of a struct, and the fields of a record. */
export type Members = ReadonlyMap<string, Value>

export const string = (value: string): Value => ({ type: 'string', value })
export const int = (value: number): Value => ({ type: 'int', value })
export const double = (value: number): Value => ({ type: 'double', value })
export const boolean = (value: boolean): Value => ({ type: 'boolean', value })
export const array = (value: readonly Value[]): Value => ({ type: 'array', value })
export const struct = (members: Readonly<Record<string, Value>>): Value => structOf(membersOf(members))
export const structOf = (value: Members): Value => ({ type: 'struct', value })

/** Members from an object that names them. */
export const membersOf = (members: Readonly<Record<string, Value>>): Members => new Map(Object.entries(members))

/** A point in time as the service writes it: of UTC here, for nobody knows its zone. */
export function dateTime(ms: number): Value {
  return { type: 'dateTime', value: new Date(ms).toISOString().slice(0, 19).replaceAll('-', '') }
}

/** A scalar as text; empty for a list, a struct and what is not there. */
export function textOf(value: Value | undefined): string {
  if (value === undefined || value.type === 'array' || value.type === 'struct') return ''
  if (value.type === 'boolean') return value.value ? '1' : '0'
  return String(value.value)
}

/** A scalar as a number; 0 for what is none. */
export function numberOf(value: Value | undefined): number {
  const number = Number(textOf(value))
  return Number.isNaN(number) ? 0 : number
}
