import type { Issue, RequestFault } from '../../core/fault.ts'
import { requestFault } from '../../core/request-fault.ts'
import type { Command } from '../../dialects/command.ts'
import type { Endpoint } from './endpoint.ts'

/** The fault of a command that is not sent because its schema refuses its input. */
export function invalidInput(endpoint: Endpoint, { asked }: Command, issues: readonly Issue[]): RequestFault {
  const first = issues[0]
  const message = first === undefined ? undefined : `${first.path.join('.') || asked.name}: ${first.message}`
  return requestFault({ problem: 'invalid-input', message, issues, dialect: endpoint.dialect, operation: asked.name })
}
