import type { Result } from 'neverthrow'
import type { SignInRefusal } from './access.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { performFunction } from './perform.ts'
import type { Session } from './session.ts'
import { stand, takeBack } from './settle.ts'
import type { FunctionResult, Task, Work } from './work.ts'
import type { Scene } from './world.ts'

/** An operation, and who it is for or why it is for nobody. */
export interface SignedOperation {
  readonly isTransaction: boolean
  readonly signedIn: Result<Session, SignInRefusal>
  readonly tasks: readonly Task[]
}

/** What became of an operation; `died` where the process ended early, whatever it had done by then. */
type Executed = readonly FunctionResult[] | 'died'

/** Carries out the operations of a request in order, one list of results for each. Their control IDs count as running. */
export async function execute(
  operations: readonly SignedOperation[],
  work: Work,
): Promise<readonly (readonly FunctionResult[])[] | 'died'> {
  const ids = operations.flatMap(({ tasks }) => tasks.map(({ controlId }) => controlId))
  const end = work.world.log.begin(ids, work.call)
  const results: (readonly FunctionResult[])[] = []
  try {
    for (const operation of operations) {
      const done = await executeOperation(operation, work)
      if (done === 'died') return 'died'
      results.push(done)
    }
    return results
  } finally {
    end()
  }
}

async function executeOperation({ isTransaction, signedIn, tasks }: SignedOperation, work: Work): Promise<Executed> {
  if (signedIn.isErr()) return []
  const { world, chance } = work
  const ledger = openLedger(world.store)
  const scene: Scene = { world, session: signedIn.value, ledger, ...(chance !== undefined && { chance }) }
  return isTransaction ? inOneGo(tasks, scene, work) : oneByOne(tasks, scene, work)
}

async function oneByOne(tasks: readonly Task[], scene: Scene, work: Work): Promise<Executed> {
  const results: FunctionResult[] = []
  for (const task of tasks) {
    if (await diesWithin(1, work)) return 'died'
    if (!lives(work)) return 'died'
    results.push(stand(performFunction(task, scene, work), work))
  }
  return results
}

/** Its time passes first, so that nobody else's work comes between: what is taken back is the transaction's own. */
async function inOneGo(tasks: readonly Task[], scene: Scene, work: Work): Promise<Executed> {
  if (await diesWithin(tasks.length, work)) return 'died'
  const results: FunctionResult[] = []
  for (const task of tasks) {
    if (!lives(work)) {
      undo(scene.ledger, results, work)
      return 'died'
    }
    const failed = results.some(({ status }) => status !== 'success')
    results.push(failed ? skipped(task) : performFunction(task, scene, work))
  }
  if (results.some(({ status }) => status !== 'success')) return undo(scene.ledger, results, work)
  return results.map(result => stand(result, work))
}

function undo(ledger: Ledger, results: readonly FunctionResult[], work: Work): readonly FunctionResult[] {
  ledger.undo()
  return takeBack(results, work)
}

function skipped(task: Task): FunctionResult {
  return { task, status: 'aborted', deed: { errors: [] }, isPerformed: false }
}

/** Lets the time of so many functions pass; true where the sandbox closed meanwhile. */
async function diesWithin(functions: number, { world }: Work): Promise<boolean> {
  const { functionMs } = world.settings
  return functionMs > 0 && (await world.time.wait(functionMs * functions)) === 'stopped'
}

/** Whether the process lives to carry out one function more. */
function lives(work: Work): boolean {
  work.functionsLeft -= 1
  return work.functionsLeft >= 0
}
