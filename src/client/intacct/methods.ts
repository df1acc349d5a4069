import { ResultAsync } from 'neverthrow'
import type { Command } from '../../dialects/command.ts'
import type { Page } from '../../dialects/intacct/operations/read.ts'
import { retryingFor } from '../../retry/options.ts'
import { sleep } from '../../retry/sleep.ts'
import { anySignal } from '../call/any-signal.ts'
import type { CallOptions } from '../call/call.ts'
import { checkCallOptions } from '../call/check-call-options.ts'
import { senderTo } from '../call/sender.ts'
import type { Intacct } from './api.ts'
import { checkFunctions, checkSubmit } from './check-functions.ts'
import { singly, together } from './deliver.ts'
import type { IntacctFault } from './fault.ts'
import { functions } from './functions.ts'
import type { PageResult } from './pages.ts'
import { queryAll } from './query-all.ts'
import { readByQuery } from './read-by-query.ts'
import type { Key, OwnControlId, QueryRequest, ReadByQueryRequest, WriteOptions } from './requests.ts'
import { submit } from './submit.ts'
import type { IntacctWay } from './way.ts'

/** What the schema of the caller makes of them, or refuses. */
type Records = unknown

type Methods = Omit<Intacct, 'getAPISession' | 'close'>

/** Makes every method that sends functions. */
export function methodsOver(way: IntacctWay): Methods {
  const sender = senderTo<IntacctFault, IntacctWay>(way, undefined, singly)
  const unit = senderTo<IntacctFault, IntacctWay>({ ...way, maxObjects: Number.POSITIVE_INFINITY }, undefined, together)
  const { one, oneOrEach } = sender
  return {
    query: (request, call) => one(functions.query(request), call),
    read: (request, call) => one(functions.read(request), call),
    readByName: (request, call) => one(functions.readByName(request), call),
    ...lists(way, one),
    create: (object: string, records: Records, options?: WriteOptions & CallOptions) =>
      oneOrEach(records, record => functions.create(object, record, options), options) as never,
    update: (object: string, records: Records, options?: WriteOptions & CallOptions) =>
      oneOrEach(records, record => functions.update(object, record, options), options) as never,
    delete: (object: string, keys: Key | readonly Key[], options?: OwnControlId & CallOptions) =>
      oneOrEach(keys, key => functions.delete(object, key, options), options),
    execute: (asked, options) => {
      checkFunctions('execute', asked)
      return (options?.transaction === true ? unit : sender).batch(asked, options)
    },
    submit: (asked, options) => {
      checkSubmit(asked, options)
      return new ResultAsync(submit(way, asked, options)) as ResultAsync<never, IntacctFault>
    },
    functions,
  }
}

type One = <Output>(command: Command<Output>, call?: CallOptions) => ResultAsync<Output, IntacctFault>

function lists(way: IntacctWay, one: One): Pick<Methods, 'queryAll' | 'readByQuery'> {
  const page = async <Row>(command: Command<Page<Row>>, call: CallOptions | undefined): Promise<PageResult<Row>> =>
    one(command, call)
  return {
    queryAll: <Row>(request: QueryRequest<Row>, call?: CallOptions) => {
      checkCallOptions(call)
      return faultsOf(queryAll(request, asked => page(functions.query(asked), call)))
    },
    readByQuery: <Row>(request: ReadByQueryRequest<Row>, call?: CallOptions) => {
      checkCallOptions(call)
      const asked = withNumbers(request)
      const { schema } = request
      return faultsOf(
        readByQuery({
          first: () => page(functions.readByQuery(asked), call),
          more: resultId => page(functions.readMore({ resultId, ...(schema === undefined ? {} : { schema }) }), call),
          mayRestart: times => mayRestart(way, call, times),
        }),
      )
    },
  }
}

/** Types only: the codes of this dialect. */
function faultsOf<Row>(list: AsyncGenerator<Row, void, undefined>): never {
  return list as never
}

function withNumbers<Row>(request: ReadByQueryRequest<Row>): ReadByQueryRequest<Row> {
  const { fields } = request
  return Array.isArray(fields) ? { ...request, fields: [...new Set([...fields, 'RECORDNO'])] } : request
}

/** A list that is begun anew is repeated, and so no more often than a call, and after a wait. */
async function mayRestart(way: IntacctWay, call: CallOptions | undefined, times: number): Promise<boolean> {
  const { policy } = retryingFor(way.retrying, call?.retry)
  if (times >= policy.maxAttempts) return false
  const signal = anySignal(way.signal, call?.signal)
  return (await sleep(policy.backoff(times, Math.random), signal, way.clock)) === 'elapsed'
}
