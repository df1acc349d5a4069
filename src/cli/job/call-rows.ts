import { err, errAsync, ok, type Result } from 'neverthrow'
import type { CallContext, Calling } from '../../batch/contract.ts'
import type { Fault, Issue } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { JobApi } from './api.ts'
import type { Row } from './rows.ts'

type Options = CallContext<Row>['options']

/** How one API is called for what rows come to. */
export interface InputCalls<Input> {
  /** What a row comes to, or why it comes to nothing that can be sent. */
  readonly inputOf: (row: Row) => Result<Input, Issue>
  readonly call: (input: Input, context: CallContext<Row>) => Calling<unknown>
  readonly callEach?: (
    inputs: readonly Input[],
    contexts: readonly CallContext<Row>[],
    options: Options,
  ) => Calling<readonly Result<unknown, Fault>[]>
}

/** Makes calls of rows of them: a row that comes to nothing is refused here and never sent. */
export function callRows<Input>({ inputOf, call, callEach }: InputCalls<Input>): Pick<JobApi, 'call' | 'callEach'> {
  const one: JobApi['call'] = (row, context) => {
    const input = inputOf(row)
    return input.isErr() ? errAsync(unfit(input.error)) : call(input.value, context)
  }
  if (callEach === undefined) return { call: one }
  return {
    call: one,
    callEach: async (rows, contexts, options) => each(rows.map(inputOf), contexts, options, callEach),
  }
}

async function each<Input>(
  read: readonly Result<Input, Issue>[],
  contexts: readonly CallContext<Row>[],
  options: Options,
  callEach: NonNullable<InputCalls<Input>['callEach']>,
): Promise<Result<readonly Result<unknown, Fault>[], Fault>> {
  const sent = contexts.filter((_, place) => read[place]?.isOk())
  const inputs = read.flatMap(input => (input.isOk() ? [input.value] : []))
  const refused = read.map(input => (input.isErr() ? err(unfit(input.error)) : undefined))
  if (inputs.length === 0) return ok(refused.flatMap(one => one ?? []))
  // What was never sent does not count among what may have been done.
  const repeat = sent.every(context => context.options.repeat)
  const answer = await callEach(inputs, sent, { ...options, repeat })
  if (inputs.length === read.length || (answer.isOk() && answer.value.length !== inputs.length)) return answer
  // What was never sent is refused, whatever became of the request with the others.
  const results = answer
    .match(
      values => values,
      fault => inputs.map(() => err(fault)),
    )
    .values()
  return ok(refused.map(one => one ?? (results.next().value as Result<unknown, Fault>)))
}

function unfit(issue: Issue): Fault {
  return requestFault({
    problem: 'invalid-input',
    message: `${issue.path.join('.')}: ${issue.message}`,
    issues: [issue],
  })
}
