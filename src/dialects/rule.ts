import type { Level, Signal } from '../core/vocabulary.ts'

/**
 * One declarative rule: which nodes of an answer to look at, when they mean yes, and where code and words stand.
 *
 * A rule with `ok` proves success or refusal. A rule without one finds errors by their mere presence and proves
 * nothing where it finds none, unless `absent` says so: a success is a whitelist.
 *
 * Every value is a path from the node (see `parsePath`); with `pairs`, the name of a member.
 */
export interface Rule<Expression = RegExp> {
  /** Names of the root, or of the element in a SOAP Body (`Fault` among them), that the rule is for. Default: all. */
  readonly when?: readonly string[]
  /** The nodes to look at. Default `.`, the root or Body element itself. */
  readonly each?: string
  /** What no node at all means: `pass` is a success. Default: nothing is proven. */
  readonly absent?: 'pass'
  readonly ok?: OkTest<Expression>
  /** The first path that finds something gives the code, trimmed. */
  readonly code?: readonly string[]
  /** The first path that finds something gives the texts: all that it finds, in order, untouched. */
  readonly message?: readonly string[]
  /** A fixed severity, or one by the value at a path. Unlisted values are errors. Warnings refuse nothing; information is dropped. */
  readonly severity?: Severity | { readonly at: string; readonly map: Readonly<Record<string, Severity>> }
  /**
   * Each node is the outcome of its own command: by its position, or with the caller's mark at a path. Where what
   * was sent is known, a node of a mark that was never sent is a warning and no outcome, and a command that no node
   * answers for certain has a shape fault. Without `ok` only errors are outcomes.
   */
  readonly item?: 'position' | { readonly key: string }
  /** Where the command's name stands. Default: the name that was asked, else that of the node. */
  readonly operation?: string
  /** The first path that finds something gives the field that is wrong. */
  readonly field?: readonly string[]
  /** Where the answer asks for a pause, in seconds or milliseconds. */
  readonly retryAfter?: { readonly at: string; readonly unit: 's' | 'ms' }
  /** Takes a value apart that holds several: the groups `code`, `message` and `field` replace what was read. */
  readonly split?: { readonly of: 'code' | 'message'; readonly matches: Expression }
  /** The node is a list of named values: the paths of one entry, its name and its value. */
  readonly pairs?: { readonly each: string; readonly key: string; readonly value: string }
  /** Whether the rules behind this one still count when it has found a refusal. Default `stop`. */
  readonly next?: 'stop' | 'go-on'
  /** Default by form: a status, a list of messages, an error element, a SOAP Fault. */
  readonly signal?: Signal
  /** Default `command` for items, else `response`. */
  readonly level?: Level
}

/** What a node that says no is: an error refuses, a warning is kept with the reply, information is dropped. */
export type Severity = 'error' | 'warning' | 'info'

/** When a value means success: it is listed, in range, or matches. Several values must all do. */
export interface OkTest<Expression = RegExp> {
  readonly at: string
  readonly values?: readonly string[]
  /** Both ends belong to it. */
  readonly range?: readonly [number, number]
  readonly matches?: Expression
  /** What a missing value means. Default: a shape fault, for nobody said yes. */
  readonly absent?: 'pass' | 'fail'
}

/** An overall yes or no beside the rules: it refuses even where no rule finds why. */
export interface Flag<Expression = RegExp> extends OkTest<Expression> {
  /** As in a rule. */
  readonly when?: readonly string[]
  readonly code?: readonly string[]
  readonly message?: readonly string[]
  readonly signal?: Signal
}
