import { z } from 'zod'
import { appliedValues, categories, levels, remedies, signals } from '../core/vocabulary.ts'

const text = z.string().min(1)
const texts = z.array(text).readonly()
const unit = z.enum(['s', 'ms'])
const severity = z.enum(['error', 'warning', 'info'])

/** `g` and `y` make an expression remember where it stopped: the same answer would read differently twice. */
const FLAGS = /^(?!.*(.).*\1)[imsuv]*$/

const expression = z
  .union([z.instanceof(RegExp), z.strictObject({ pattern: z.string(), flags: z.string().exactOptional() })])
  .transform((value, context): RegExp => {
    const { flags = '' } = value
    if (!FLAGS.test(flags)) {
      context.issues.push({
        code: 'custom',
        message: `flags may be any of i, m, s, u, v, once; not "${flags}"`,
        input: value,
      })
      return z.NEVER
    }
    if (value instanceof RegExp) return value
    try {
      return new RegExp(value.pattern, flags)
    } catch (error) {
      context.issues.push({
        code: 'custom',
        message: error instanceof Error ? error.message : String(error),
        input: value,
      })
      return z.NEVER
    }
  })

const okTest = {
  at: text,
  values: z.array(z.string()).readonly().exactOptional(),
  range: z
    .tuple([z.number(), z.number()])
    .readonly()
    .refine(([low, high]) => low <= high, 'the lower end comes first')
    .exactOptional(),
  matches: expression.exactOptional(),
  absent: z.enum(['pass', 'fail']).exactOptional(),
}

const JUDGES = 'needs `values`, `range` or `matches`: a success is a list of what means yes'

const rule = z.strictObject({
  when: texts.exactOptional(),
  each: text.exactOptional(),
  absent: z.literal('pass').exactOptional(),
  ok: z.strictObject(okTest).refine(canJudge, JUDGES).exactOptional(),
  code: texts.exactOptional(),
  message: texts.exactOptional(),
  severity: z.union([severity, z.strictObject({ at: text, map: z.record(z.string(), severity) })]).exactOptional(),
  item: z.union([z.literal('position'), z.strictObject({ key: text })]).exactOptional(),
  operation: text.exactOptional(),
  field: texts.exactOptional(),
  retryAfter: z.strictObject({ at: text, unit }).exactOptional(),
  split: z.strictObject({ of: z.enum(['code', 'message']), matches: expression }).exactOptional(),
  pairs: z.strictObject({ each: text, key: text, value: text }).exactOptional(),
  next: z.enum(['stop', 'go-on']).exactOptional(),
  signal: z.enum(signals).exactOptional(),
  level: z.enum(levels).exactOptional(),
})

const flag = z
  .strictObject({
    ...okTest,
    when: texts.exactOptional(),
    code: texts.exactOptional(),
    message: texts.exactOptional(),
    signal: z.enum(signals).exactOptional(),
  })
  .refine(canJudge, JUDGES)

const meaning = {
  category: z.enum(categories),
  remedy: z.enum(remedies).exactOptional(),
  applied: z.enum(appliedValues).exactOptional(),
  title: text.exactOptional(),
  advice: text.exactOptional(),
  retryAfterMs: z.number().nonnegative().exactOptional(),
  source: text.exactOptional(),
}

const phrase = z.strictObject({ ...meaning, says: expression, level: z.enum(levels).exactOptional() })

const status = z.int().min(100).max(999)

const httpRule = z
  .strictObject({
    status: z.union([status, z.array(status).readonly()]).exactOptional(),
    header: z.strictObject({ name: text, matches: expression.exactOptional() }).exactOptional(),
    says: expression.exactOptional(),
    code: text.exactOptional(),
    retryAfter: z.strictObject({ header: text, unit }).exactOptional(),
  })
  .refine(
    ({ status, header, says }) => status !== undefined || header !== undefined || says !== undefined,
    'needs a condition: `status`, `header` or `says`',
  )

/** Checks a definition; what comes out has compiled expressions and no keys that nobody knows. */
export const definition = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'is lower case: letters, digits and dashes'),
    roots: z.array(text).min(1, 'name at least one, or leave it out').readonly().exactOptional(),
    namespace: z.union([text, expression]).exactOptional(),
    rank: z.enum(['specific', 'generic', 'named']).exactOptional(),
    rules: z.array(rule).min(1).max(200).readonly(),
    flag: flag.exactOptional(),
    codes: z
      .record(z.string(), z.strictObject({ ...meaning, phrases: z.array(phrase).readonly().exactOptional() }))
      .exactOptional(),
    phrases: z.array(phrase).readonly().exactOptional(),
    families: z
      .array(z.strictObject({ matches: expression, title: text }))
      .readonly()
      .exactOptional(),
    wrappers: texts.exactOptional(),
    http: z.array(httpRule).readonly().exactOptional(),
    validStatuses: z.array(status).readonly().exactOptional(),
  })
  .refine(({ roots, namespace }) => roots !== undefined || namespace !== undefined, {
    path: ['roots'],
    message: 'name `roots`, a `namespace` or both: how else would an answer of this API be known?',
  })

/** A definition that was checked. */
export type CheckedDefinition = z.output<typeof definition>

function canJudge(test: { values?: unknown; range?: unknown; matches?: unknown }): boolean {
  return test.values !== undefined || test.range !== undefined || test.matches !== undefined
}
