import type { z } from 'zod'
import type { Command } from '../../dialects/command.ts'
import { type CustomResult, custom } from '../../dialects/intacct/operations/custom.ts'
import { query } from '../../dialects/intacct/operations/query.ts'
import { type Page, read, readByName, readByQuery, readMore } from '../../dialects/intacct/operations/read.ts'
import { create, type Deleted, remove, update, type Written } from '../../dialects/intacct/operations/write.ts'
import type { RecordInput } from '../../dialects/intacct/record-input.ts'
import type { IntacctRecord } from '../../dialects/intacct/record-output.ts'
import { command } from '../../dialects/operation.ts'
import type { PlainData } from '../../xml/plain.ts'
import { type Findable, findableBy } from './find-keys.ts'
import { isControlId } from './prepare.ts'
import type {
  CustomRequest,
  Key,
  OwnControlId,
  QueryRequest,
  ReadByQueryRequest,
  ReadMoreRequest,
  ReadRequest,
  WriteOptions,
} from './requests.ts'

/**
 * The functions of the gateway as values, to be sent by `execute` and `submit`. An input that is not what it should be
 * makes a function whose outcome is a `request` fault.
 */
export interface IntacctFunctions {
  readonly query: <Row = IntacctRecord>(request: QueryRequest<Row>) => Command<Page<Row>>
  readonly read: <Row = IntacctRecord>(request: ReadRequest<Row>) => Command<readonly Row[]>
  readonly readByName: <Row = IntacctRecord>(request: ReadRequest<Row>) => Command<readonly Row[]>
  readonly readByQuery: <Row = IntacctRecord>(request: ReadByQueryRequest<Row>) => Command<Page<Row>>
  /** Never repeated by itself: a second try would give the page after. */
  readonly readMore: <Row = IntacctRecord>(request: ReadMoreRequest<Row>) => Command<Page<Row>>
  readonly create: <Schema extends z.ZodType<RecordInput> = z.ZodType<RecordInput, RecordInput>>(
    object: string,
    record: z.input<Schema>,
    options?: WriteOptions<Schema>,
  ) => Command<Written>
  readonly update: <Schema extends z.ZodType<RecordInput> = z.ZodType<RecordInput, RecordInput>>(
    object: string,
    record: z.input<Schema>,
    options?: WriteOptions<Schema>,
  ) => Command<Written>
  readonly delete: (object: string, key: Key, options?: OwnControlId) => Command<Deleted>
  readonly custom: <Data = PlainData | undefined>(request: CustomRequest<Data>) => Command<CustomResult<Data>>
}

/** The operations without a schema of the caller's own, made once: to make one takes longer than to use it. */
const USUAL = {
  query: query(),
  read: read(),
  readByName: readByName(),
  readByQuery: readByQuery(),
  readMore: readMore(),
  create: create(),
  update: update(),
}

/** Makes them. Each is typed by the schema that it is given, which sees to it. */
export const functions: IntacctFunctions = {
  query: ({ schema, ...input }) => typed(command(schema === undefined ? USUAL.query : query(schema), input)),
  read: ({ schema, ...input }) => typed(command(schema === undefined ? USUAL.read : read(schema), input)),
  readByName: ({ schema, ...input }) =>
    typed(command(schema === undefined ? USUAL.readByName : readByName(schema), input)),
  readByQuery: ({ schema, ...input }) =>
    typed(command(schema === undefined ? USUAL.readByQuery : readByQuery(schema), input)),
  readMore: ({ schema, ...input }) => typed(command(schema === undefined ? USUAL.readMore : readMore(schema), input)),
  create: (object, record, options) => writing(schemed(USUAL.create, create, options), object, record, options),
  update: (object, record, options) => writing(schemed(USUAL.update, update, options), object, record, options),
  delete: (object, key, options) => named(command(remove, { object, key }), options),
  custom: ({ schema, controlId, ...input }) => {
    const made = named(command(custom(input, schema), input), { ...(controlId === undefined ? {} : { controlId }) })
    const { format } = input
    return typed(format === undefined ? made : { ...made, asked: { ...made.asked, format } })
  },
}

type Writing = ReturnType<typeof create>

function writing(
  operation: Writing,
  object: string,
  record: unknown,
  options: WriteOptions | undefined,
): Command<Written> & Findable {
  const made = named(command(operation, { object, record }), options)
  if (options?.findBy !== undefined && !Array.isArray(options.findBy))
    throw new TypeError('findBy: is not a list of fields')
  return options?.findBy === undefined ? made : { ...made, find: findableBy(object, record, options.findBy) }
}

function schemed(usual: Writing, make: typeof create, options: WriteOptions | undefined): Writing {
  return options?.schema === undefined ? usual : make(options.schema)
}

/**
 * Puts a function under a control ID of the program's own.
 *
 * @throws TypeError where it is none
 */
function named<Output>(made: Command<Output>, options: OwnControlId | undefined): Command<Output> {
  const id = options?.controlId
  if (id === undefined) return made
  if (!isControlId(id))
    throw new TypeError('controlId: is not a text of 1 to 256 characters on one line, without blanks around it')
  return { ...made, asked: { ...made.asked, id } }
}

function typed(made: Command): Command<never> {
  return made as Command<never>
}
