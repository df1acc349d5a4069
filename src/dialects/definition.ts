import type { Applied, Category, Level, Remedy } from '../core/vocabulary.ts'
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
  /** Searched in the first 2,000 characters of the body; its groups `code` and `message` are taken over. */
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
  /** Tried in order; the first that refuses ends it unless it says otherwise. */
  readonly rules: readonly Rule<Expression>[]
  /** An overall yes or no beside the rules, such as `<Reply success="false">`. */
  readonly flag?: Flag<Expression>
  /** What each code means, as the service writes it: `0042` is not `42`. Others are `unknown`. */
  readonly codes?: Readonly<Record<string, DefinedMeaning & { readonly phrases?: readonly DefinedPhrase[] }>>
  /** Meanings by the words of a refusal, before its code is asked. The first that matches wins. */
  readonly phrases?: readonly DefinedPhrase[]
  /** What ranges of codes are about: the hint in the title of a code that `codes` does not list. */
  readonly families?: readonly { readonly matches: Expression; readonly title: string }[]
  /** Codes that say nothing of their own where a more specific one stands beside them. */
  readonly wrappers?: readonly string[]
  /** Refusals that are not XML of this API, such as a gateway's JSON. Asked only where the caller names the dialect. */
  readonly http?: readonly HttpRule[]
  /** Statuses outside 2xx under which an answer may still be a success. */
  readonly validStatuses?: readonly number[]
}
