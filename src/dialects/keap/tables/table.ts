import { type Words, wordsOf } from '../../words.ts'

/** What a field holds: text, a whole number, an amount with decimals, a point in time. */
export type FieldKind = 'text' | 'whole' | 'amount' | 'time'

type Listed = { readonly [Kind in FieldKind]?: string }

/** The fields of a table by name. */
export type FieldsOf<Lists extends Listed> = {
  readonly [Field in Words<Texts<Lists>>]: KindOf<Lists, Field>
}

type Texts<Lists extends Listed> = Extract<Lists[keyof Lists], string>

type KindOf<Lists extends Listed, Field> = {
  [Kind in keyof Lists]: Lists[Kind] extends string ? (Field extends Words<Lists[Kind]> ? Kind : never) : never
}[keyof Lists]

/** Gives the fields of a table, listed by what they hold. */
export function table<const Lists extends Listed>(lists: Lists): FieldsOf<Lists> {
  const entries = Object.entries(lists).flatMap(([kind, names]) => wordsOf(names).map(name => [name, kind]))
  return Object.fromEntries(entries) as FieldsOf<Lists>
}
