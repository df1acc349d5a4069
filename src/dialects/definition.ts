import type { Applied, Category, Level, Remedy } from '../core/fault.ts'
import type { Flag, Rule } from './rule.ts'

/** A regular expression, or what JSON can hold of one. The flags `i`, `m`, `s`, `u` and `v` may stand. */
export type Expression = RegExp | { readonly pattern: string; readonly flags?: string }

/** What a code or phrase of the API means. Only the category must be given. */
export interface DefinedMeaning {
  readonly category: Category
  /** Default by category: `wait` for a rate limit, `sign-in` for a session, `fix` for a validation, ... */
  readonly remedy?: Remedy
  /** Default `no`, except where the category leaves it open: `server`, `timeout`, `unavailable`, `unknown`. */
  readonly applied?: Applied
  /** Default: a sentence for the category. */
  readonly title?: string
  readonly advice?: string
  readonly retryAfterMs?: number
  /** The vendor's page that says so. Default `inferred`. */
  readonly source?: string
}

/** A meaning that hangs on the words of a refusal. */
export interface DefinedPhrase extends DefinedMeaning {
  readonly says: Expression
  readonly level?: Level
}

/** A refusal that is not XML of this API: every condition given must hold. */
export interface HttpRule {
  readonly status?: number | readonly number[]
  readonly header?: { readonly name: string; readonly matches?: Expression }
  /** Searched in the first 4,000 characters of the body; its groups `code` and `message` are taken over. */
  readonly says?: Expression
  readonly code?: string
  /** A header that holds a pause. `Retry-After` needs no rule. */
  readonly retryAfter?: { readonly header: string; readonly unit: 's' | 'ms' }
}

/** An API as data: all of it survives JSON, with regular expressions as `{ pattern, flags }`. */
export interface DialectDefinition {
  readonly name: string
  /** Names of the root, or of the result in a SOAP Body: `Reply`, `{namespace}Reply`, `*Response`. */
  readonly roots?: readonly string[]
  /** The namespace of these elements, or of what a SOAP Fault has in its detail. */
  readonly namespace?: string | Expression
  /** Default `specific`. */
  readonly rank?: 'specific' | 'generic' | 'named'
  readonly rules: readonly Rule<Expression>[]
  readonly flag?: Flag<Expression>
  readonly codes?: Readonly<Record<string, DefinedMeaning & { readonly phrases?: readonly DefinedPhrase[] }>>
  readonly phrases?: readonly DefinedPhrase[]
  readonly families?: readonly { readonly matches: Expression; readonly title: string }[]
  readonly wrappers?: readonly string[]
  readonly http?: readonly HttpRule[]
  readonly validStatuses?: readonly number[]
}
