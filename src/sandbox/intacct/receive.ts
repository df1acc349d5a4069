import { err, ok, type Result } from 'neverthrow'
import { parse } from '../../xml/parse.ts'
import { defectsOf, wordDefect } from './defects.ts'
import { parseFailed } from './function-errors.ts'
import { functionOf } from './functions.ts'
import { type GatewayRequest, readRequest } from './request.ts'
import type { ServiceError } from './service-error.ts'

/**
 * Reads a request, or gives an error for each of its defects.
 *
 * @param text the body; undefined where it is not UTF-8
 */
export function receive(text: string | undefined): Result<GatewayRequest, readonly ServiceError[]> {
  if (text === undefined) return err([parseFailed('XML Parse error: invalid bytes at line 1, column 1')])
  const parsed = parse(text)
  if (parsed.isErr()) {
    const { problem, line, column } = parsed.error
    return err([parseFailed(`XML Parse error: ${problem} at line ${line}, column ${column}`)])
  }
  const { root } = parsed.value
  const defects = defectsOf(root, (name, version) => functionOf(name, version) !== undefined)
  if (defects.length > 0) return err(defects.map(defect => parseFailed(wordDefect(defect, text))))
  return ok(readRequest(root))
}
