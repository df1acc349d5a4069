import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Fault, Issue, XmlData } from '../core/fault.ts'
import {
  appliedValues,
  bodyKinds,
  categories,
  kinds,
  levels,
  networkProblems,
  phases,
  remedies,
  requestProblems,
  shapeProblems,
  signals,
  stopReasons,
  xmlProblems,
} from '../core/vocabulary.ts'

const warning = z.object({
  message: z.string(),
  code: z.string().exactOptional(),
  level: z.enum(levels).exactOptional(),
  index: z.number().exactOptional(),
})

const issue = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })

const xmlData: z.ZodType<XmlData> = z.object({
  name: z.string(),
  namespace: z.string().exactOptional(),
  attributes: z.record(z.string(), z.string()).exactOptional(),
  text: z.string().exactOptional(),
  get children() {
    return z.array(xmlData).exactOptional()
  },
})

const verdict = {
  category: z.enum(categories),
  remedy: z.enum(remedies),
  applied: z.enum(appliedValues),
}

const base = {
  ...verdict,
  message: z.string(),
  title: z.string(),
  advice: z.string().exactOptional(),
  status: z.number().exactOptional(),
  retryAfterMs: z.number().exactOptional(),
  dialect: z.string().exactOptional(),
  operation: z.string().exactOptional(),
  attempts: z
    .array(
      z.object({
        kind: z.enum(kinds),
        category: z.enum(categories),
        code: z.string().exactOptional(),
        applied: z.enum(appliedValues),
        delayMs: z.number(),
        durationMs: z.number(),
      }),
    )
    .exactOptional(),
  stopped: z.object({ because: z.enum(stopReasons), reason: z.string() }).exactOptional(),
}

const said = {
  signal: z.enum(signals),
  level: z.enum(levels),
  code: z.string().exactOptional(),
}

const reason = z.object({
  ...verdict,
  ...said,
  texts: z.array(z.string()),
  title: z.string(),
  advice: z.string().exactOptional(),
  source: z.string().exactOptional(),
  retryAfterMs: z.number().exactOptional(),
  operation: z.string().exactOptional(),
  index: z.number().exactOptional(),
  field: z.string().exactOptional(),
  subcode: z.string().exactOptional(),
  correction: z.string().exactOptional(),
  supportId: z.string().exactOptional(),
  requestId: z.string().exactOptional(),
  additional: xmlData.exactOptional(),
})

const cause = z.object({
  index: z.number().exactOptional(),
  operation: z.string(),
  id: z.string().exactOptional(),
  code: z.string().exactOptional(),
  message: z.string().exactOptional(),
})

const qualifiedName = z.object({
  text: z.string(),
  localName: z.string(),
  namespace: z.string().exactOptional(),
})

const soap = z.object({
  version: z.enum(['1.1', '1.2']).exactOptional(),
  code: qualifiedName.exactOptional(),
  subcodes: z.array(qualifiedName),
  reasons: z.array(z.object({ language: z.string().exactOptional(), text: z.string() })),
  role: z.string().exactOptional(),
  node: z.string().exactOptional(),
  detail: xmlData.exactOptional(),
})

/** The zod schema of a fault. Keys that a newer faultline may add are dropped, not refused. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('request'),
    applied: z.literal('no'),
    problem: z.enum(requestProblems),
    issues: z.array(issue).exactOptional(),
  }),
  z.object({
    ...base,
    kind: z.literal('network'),
    problem: z.enum(networkProblems),
    phase: z.enum(phases),
    errno: z.string().exactOptional(),
  }),
  z.object({
    ...base,
    kind: z.literal('http'),
    status: z.number(),
    body: z.enum(bodyKinds),
    excerpt: z.string().exactOptional(),
  }),
  z.object({
    ...base,
    kind: z.literal('xml'),
    problem: z.enum(xmlProblems),
    line: z.number(),
    column: z.number(),
    excerpt: z.string(),
  }),
  z.object({
    ...base,
    kind: z.literal('shape'),
    problem: z.enum(shapeProblems),
    path: z.string(),
    issues: z.array(issue).exactOptional(),
  }),
  z.object({
    ...base,
    ...said,
    kind: z.literal('service'),
    reasons: z.array(reason),
    warnings: z.array(warning),
    written: z.array(xmlData).exactOptional(),
    cause: cause.exactOptional(),
    soap: soap.exactOptional(),
    detail: z.object({ name: z.string(), value: z.unknown() }).exactOptional(),
  }),
])

/**
 * Reads a fault back that went through a queue, a log or a worker: from its JSON text or the parsed data.
 *
 * @returns the fault, or what is wrong with the data, by field
 * @example
 * const restored = parseFault(JSON.stringify(fault))
 */
export function parseFault(data: unknown): Result<Fault, readonly Issue[]> {
  try {
    const parsed = faultSchema.safeParse(typeof data === 'string' ? JSON.parse(data) : data)
    return parsed.success ? ok(parsed.data) : err(parsed.error.issues.map(issueOf))
  } catch (error) {
    // Text that is no JSON, or data nested so deep that reading it overflows the stack.
    return err([{ path: [], message: error instanceof Error ? error.message : 'The data cannot be read' }])
  }
}

function issueOf({ path, message }: z.core.$ZodIssue): Issue {
  return { path: path.map(part => (typeof part === 'number' ? part : String(part))), message }
}
