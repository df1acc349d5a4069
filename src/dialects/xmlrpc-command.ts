import { err, ok, type Result } from 'neverthrow'
import type { z } from 'zod'
import type { Issue } from '../core/fault.ts'
import type { Idempotency } from '../core/operation.ts'
import { present } from '../core/present.ts'
import { type MethodCall, methodCall } from '../wire/xmlrpc.ts'
import type { XmlRpcInput } from '../wire/xmlrpc-input.ts'
import { readValue, type XmlRpcData } from '../wire/xmlrpc-value.ts'
import type { WriteHabits } from '../wire/xmlrpc-write.ts'
import type { XmlElement } from '../xml/element.ts'
import type { XmlNode } from '../xml/node.ts'
import type { Command, Done, Unreadable } from './command.ts'
import { parsed, unreadable } from './operation.ts'

/** What a call of one method is made of. */
export interface MethodCommand<Output> {
  readonly method: string
  readonly params: readonly XmlRpcInput[]
  readonly idempotency: Idempotency
  /** What the value of a success must be. Without it any value will do, and `null` stands for none. */
  readonly schema?: z.ZodType<Output>
  readonly habits?: WriteHabits
  /** Codes that, on a repeat after an unknown outcome, mean that the first try succeeded. */
  readonly done?: Done<Output>
}

/** Makes a command that calls a method. What of its parameters cannot be sent makes its outcome a `request` fault. */
export function methodCommand<Output = XmlRpcData>(call: MethodCommand<Output>): Command<Output> {
  const { method, idempotency, schema, habits, done } = call
  const node = written(call, habits)
  return {
    asked: { name: method, idempotency, objects: 1, output: schema !== undefined },
    write: () => node,
    read: payload =>
      dataOf(payload, method).andThen(data =>
        schema === undefined ? ok(data as Output) : parsed(method, schema, data),
      ),
    ...present({ done }),
  }
}

/** A command that is never sent, for its input is not what it should be. */
export function refusedCommand(method: string, idempotency: Idempotency, issues: readonly Issue[]): Command<never> {
  return {
    asked: { name: method, idempotency, objects: 1, output: true },
    write: () => err(issues),
    read: () => err(unreadable(method, issues)),
  }
}

/** Parameters may be objects that throw where they are looked at, and that is no reason for a call to throw. */
function written(call: MethodCall, habits: WriteHabits | undefined): Result<XmlNode, readonly Issue[]> {
  try {
    return methodCall(call, habits).mapErr(issue => [issue])
  } catch {
    return err([{ path: [], message: 'Cannot be read: a property throws' }])
  }
}

/** The payload of a method that gives nothing is the empty `<params>`. */
function dataOf(payload: XmlElement, method: string): Result<XmlRpcData, Unreadable> {
  if (payload.localName === 'params') return ok(null)
  return readValue(payload).mapErr(issue => unreadable(method, [issue]))
}
