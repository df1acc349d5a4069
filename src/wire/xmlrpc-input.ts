/** Marks a value whose type was said; a symbol, for every text may be the name of a member. */
const TYPE: unique symbol = Symbol('xmlrpc')

/** The types that JavaScript has no value of its own for, or has one for several. */
export type SaidType = 'int' | 'i8' | 'double' | 'dateTime.iso8601'

/** A value with its type. Made by `int`, `i8`, `double` and `dateTime`. */
export interface TypedValue {
  readonly [TYPE]: SaidType
  readonly value: number | bigint | string
}

/**
 * What can be sent as a value of XML-RPC.
 *
 * A number is an `int` where it is a whole number of 32 bits, and else a `double`; a whole number that is larger has
 * to be said to be one or the other. A `bigint` is an `i8`, bytes are `base64`, `null` is `nil` (an extension that
 * not every server takes). A `Date` is written in the time zone of the service, where somebody has told it, without its
 * milliseconds. Members that are undefined are left out.
 */
export type XmlRpcInput =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | TypedValue
  | readonly XmlRpcInput[]
  | { readonly [name: string]: XmlRpcInput | undefined }

/** A whole number of 32 bits. What is none is refused when it is written. */
export function int(value: number | string): TypedValue {
  return { [TYPE]: 'int', value }
}

/** A whole number of 64 bits, an extension. */
export function i8(value: number | bigint | string): TypedValue {
  return { [TYPE]: 'i8', value }
}

/** A floating-point number, also where it is whole: `double(5)` for an amount. */
export function double(value: number): TypedValue {
  return { [TYPE]: 'double', value }
}

/**
 * A point in time as the service understands it: `20240229T07:05:09`. The type has no time zone: which one the service
 * means, its own pages say.
 */
export function dateTime(value: string): TypedValue {
  return { [TYPE]: 'dateTime.iso8601', value }
}

/** The type that was said of a value; undefined where none was. */
export function saidType(value: object): SaidType | undefined {
  return (value as Partial<TypedValue>)[TYPE]
}
