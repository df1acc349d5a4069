import type { XmlNode } from '../../xml/node.ts'
import type { Answer } from '../answer.ts'
import type { TroubleOnce } from '../trouble.ts'
import type { SignedOperation } from './execute.ts'
import type { Control } from './request.ts'
import type { FunctionResult } from './work.ts'
import type { World } from './world.ts'
import { leaf, type Manner } from './write-error.ts'
import { type OperationAnswer, operationsAnswer } from './write-response.ts'

/** The answer to a request whose operations were carried out or refused, with the defect that trouble gives it. */
export function answerOf(
  control: Control,
  operations: readonly SignedOperation[],
  results: readonly (readonly FunctionResult[])[],
  trouble: TroubleOnce,
  world: World,
  manner: Manner,
): Answer {
  const all = results.flat()
  const [only] = all
  // JSON and CSV have no place for anything else.
  if (only?.deed.text !== undefined && all.length === 1) return { status: 200, ...only.deed.text }
  const answers = operations.map(
    (operation, index): OperationAnswer => ({
      authentication: authenticationOf(operation, trouble, world),
      results: (results[index] ?? []).flatMap(result => marred(result, trouble)),
      errors: operation.signedIn.isErr() ? operation.signedIn.error.errors : [],
    }),
  )
  return operationsAnswer(control, answers, manner)
}

function marred(result: FunctionResult, trouble: TroubleOnce): readonly FunctionResult[] {
  if (trouble.kind === 'drop-outcome' && trouble.at === result.task.index) return []
  if (trouble.kind !== 'missing-status' || trouble.at !== result.task.index) return [result]
  const { status: _, ...silent } = result
  return [silent]
}

function authenticationOf({ signedIn }: SignedOperation, trouble: TroubleOnce, { time, settings }: World): XmlNode {
  const { userId, companyId, locationId } = signedIn.match(
    session => session,
    refusal => ({ ...refusal, locationId: '' }),
  )
  const isSilent = signedIn.isOk() && trouble.kind === 'missing-status' && trouble.at === 'auth'
  const now = time.now()
  const times = [
    leaf('sessiontimestamp', timeText(now)),
    // The end of a session moves forward with every request.
    leaf('sessiontimeout', timeText(now + settings.sessionMs)),
  ]
  return {
    name: 'authentication',
    children: [
      ...(isSilent ? [] : [leaf('status', signedIn.isOk() ? 'success' : 'failure')]),
      leaf('userid', userId),
      leaf('companyid', companyId),
      leaf('locationid', locationId),
      ...(signedIn.isOk() ? times : []),
    ],
  }
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`
}
