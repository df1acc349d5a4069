import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Command } from '../../dialects/command.ts'
import type { ApprovalOptions } from '../../dialects/openair/operations/approve.ts'
import { PAGE } from '../../dialects/openair/operations/read.ts'
import type { Id, InputOf, RecordOf } from '../../dialects/openair/records.ts'
import type { CallOptions } from '../call.ts'
import type { Line } from '../line.ts'
import { callInParts } from '../split.ts'
import type { OpenAirXml } from './api.ts'
import { commandsFor, type UpsertOptions } from './commands.ts'
import { errorLookup } from './errors.ts'
import type { OpenAirFault } from './fault.ts'
import { type LookupGate, lookupGate } from './lookup-gate.ts'
import { openLine } from './open-line.ts'
import type { OpenAirOptions } from './options.ts'
import { walk } from './pages.ts'
import type { ReadOptions } from './read-options.ts'

/**
 * Makes a client for the XML API of one OpenAir (SuiteProjects Pro) account.
 *
 * Nothing is sent until a method is called. The type parameter names custom fields by record type.
 *
 * @throws TypeError that names the option where one is missing or cannot be used
 * @example
 * const api = openAirXml<{ Project: { region__c: string } }>({ url, namespace, key, auth: { company, user, password } })
 * const projects = await api.read('Project', { match: { customerid: '7719' } })
 * if (projects.isErr()) console.error(projects.error.category)
 */
export function openAirXml<Custom extends object = object>(options: OpenAirOptions): OpenAirXml<Custom> {
  const { line, close } = openLine(options)
  const gate = lookupGate(line.clock)
  const { one, oneOrEach, batch } = senders(line, gate)
  const commands = commandsFor<unknown>()
  const readAll = (type: string, options: ReadOptions<string> = {}, call?: CallOptions) => {
    const { offset = 0, limit = PAGE } = options
    const page = (skip: number, most: number) =>
      one(commands.read(type, { ...options, offset: skip, limit: most }), call)
    return walk(page, offset, limit)
  }
  const errors = errorLookup({
    ask: code => one(commands.read('Error', { match: { code }, limit: 1 })),
    askAll: () => readAll('Error') as AsyncIterable<Result<RecordOf<'Error'>, OpenAirFault>>,
    closed: gate.closed,
    clock: line.clock,
    keep: options.errors,
  })

  type Options = CallOptions
  type Row = InputOf<string>
  type Rows = Row | readonly Row[]
  const step = (name: 'submit' | 'approve' | 'reject' | 'unapprove') => {
    return (type: string, id: Id, options?: ApprovalOptions, call?: Options) =>
      one(commands[name](type, id, options), call)
  }
  const api = {
    read: (type: string, options?: ReadOptions<string>, call?: Options) => one(commands.read(type, options), call),
    readAll,
    add: (type: string, rows: Rows, call?: Options) => oneOrEach(rows, row => commands.add(type, row), call),
    modify: (type: string, rows: Rows, call?: Options) => oneOrEach(rows, row => commands.modify(type, row), call),
    upsert: (type: string, rows: Rows, options: UpsertOptions, call?: Options) =>
      oneOrEach(rows, row => commands.upsert(type, row, options), call),
    delete: (type: string, ids: Id | readonly Id[], call?: Options) =>
      oneOrEach(ids, id => commands.delete(type, id), call),
    modifyOnCondition: (type: string, row: Row, options: { ifNotUpdatedSince: string }, call?: Options) =>
      one(commands.modifyOnCondition(type, row, options), call),
    submit: step('submit'),
    approve: step('approve'),
    reject: step('reject'),
    unapprove: step('unapprove'),
    report: (type: string, id: Id, call?: Options) => one(commands.report(type, id), call),
    createUser: (...[input, call]: [Parameters<typeof commands.createUser>[0], Options?]) =>
      one(commands.createUser(input), call),
    makeURL: (...[page, call]: [Parameters<typeof commands.makeURL>[0], Options?]) => one(commands.makeURL(page), call),
    remoteAuth: (...[credentials, call]: [Parameters<typeof commands.remoteAuth>[0], Options?]) =>
      one(commands.remoteAuth(credentials), call),
    whoami: (call?: Options) => one(commands.whoami(), call),
    time: (call?: Options) => one(commands.time(), call),
    version: (call?: Options) => one(commands.version(), call),
    rateLimit: (call?: Options) => one(commands.rateLimit(), call),
    batch,
    commands,
    errors,
    close,
  } satisfies Record<keyof OpenAirXml, unknown>
  // Types only: which fields a record has does not change what is sent.
  return api as unknown as OpenAirXml<Custom>
}

/** The three ways to send commands. Each awaits plainly inside and builds one Result at the end. */
function senders(line: Line, gate: LookupGate) {
  const called = async (commands: readonly Command[], options: CallOptions | undefined) => {
    const answer = await callInParts(line, commands, options)
    gate.note(answer.outcomes)
    return answer
  }
  const one = <Output>(command: Command<Output>, options?: CallOptions): ResultAsync<Output, OpenAirFault> =>
    new ResultAsync(called([command], options).then(({ outcomes }) => outcomes[0] as Result<Output, OpenAirFault>))
  const each = (commands: readonly Command[], options?: CallOptions) =>
    new ResultAsync(called(commands, options).then(({ outcomes }) => ok(outcomes)))
  const oneOrEach = <Input>(input: Input | readonly Input[], make: (one: Input) => Command, options?: CallOptions) =>
    isList(input) ? each(input.map(make), options) : one(make(input), options)
  const batch = (commands: readonly Command[], options?: CallOptions) =>
    new ResultAsync(
      called(commands, options).then(({ outcomes, refused, parts }) =>
        refused !== undefined && parts === 1 ? err(refused) : ok(outcomes),
      ),
    )
  return { one, oneOrEach, batch }
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}
