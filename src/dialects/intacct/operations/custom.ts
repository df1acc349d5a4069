import { z } from 'zod'
import type { Idempotency } from '../../../core/operation.ts'
import type { XmlElement } from '../../../xml/element.ts'
import type { XmlNode } from '../../../xml/node.ts'
import type { PlainData } from '../../../xml/plain.ts'
import type { Operation } from '../../operation.ts'
import { elementName, fieldElements, type RecordInput, recordInput } from '../record-input.ts'

/** A function that the client has no method for. */
export interface CustomFunction {
  /** The name of its element, such as `create_invoice`. */
  readonly name: string
  /** What stands in it: fields, or elements in a given order. */
  readonly content?: RecordInput | readonly XmlNode[]
  /**
   * What a second try of it does. `keyed` where the service logs its control ID, as the vendor says it does with every
   * function; a function of several objects may have been carried out in part, and is `once`.
   */
  readonly idempotency: Idempotency
  /** How many objects it carries. Default 1, for a read 0. */
  readonly objects?: number
  /** Whether a success must hold data or a key. Default: for a read. */
  readonly output?: boolean
  /** The form that its success was asked for; it must then be the only function of its request. */
  readonly format?: 'json' | 'csv'
}

/** What became of it: what its result holds as plain data, or that an earlier try had done it. */
export type CustomResult<Data = PlainData | undefined> =
  | { readonly data: Data; readonly key?: string; readonly replayed?: never }
  | { readonly replayed: true; readonly assumed?: true; readonly data?: never; readonly key?: never }

/**
 * Makes the operation of a function. It is kept under its own name, so that results are told apart by it.
 *
 * @param schema judges what the result holds
 */
export function custom(
  { name, idempotency, objects = idempotency === 'read' ? 0 : 1, output = idempotency === 'read' }: CustomFunction,
  schema: z.ZodType = z.unknown(),
): Operation<CustomFunction, CustomResult<unknown>> {
  return {
    name,
    idempotency,
    objects,
    content: output,
    input: checked,
    output: z.object({ data: schema, key: z.string().optional() }) as z.ZodType<CustomResult<unknown>>,
    write: ({ content = {} }) => ({ name, children: isNodes(content) ? content : fieldElements(content) }),
    read: resultIn,
    done: { codes: [], output: () => ({ replayed: true }) },
  }
}

/** Its data; of a result that is no XML, the text. Functions of DTD 2.1 give a key instead. */
function resultIn(payload: XmlElement) {
  const data = payload.child('data')
  const text = payload.children.length === 0 ? payload.text : undefined
  return { data: data?.toPlain() ?? text, key: payload.child('key')?.text.trim() || undefined }
}

const checked = z.strictObject({
  name: elementName,
  content: z
    .union([recordInput, z.array(z.custom<XmlNode>(value => typeof value === 'object' && value !== null))])
    .optional(),
  idempotency: z.enum(['read', 'repeatable', 'keyed', 'once']),
  objects: z.int().min(0).optional(),
  output: z.boolean().optional(),
  format: z.enum(['json', 'csv']).optional(),
}) as unknown as z.ZodType<CustomFunction>

function isNodes(content: RecordInput | readonly XmlNode[]): content is readonly XmlNode[] {
  return Array.isArray(content)
}
