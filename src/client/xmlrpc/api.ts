import type { ResultAsync } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import type { Command } from '../../dialects/command.ts'
import type { XmlRpcInput } from '../../wire/xmlrpc-input.ts'
import type { XmlRpcData } from '../../wire/xmlrpc-value.ts'
import type { CallOptions } from '../call/call.ts'
import type { BatchResults } from '../call/sender.ts'
import type { MethodCallOptions, MethodOptions } from './options.ts'

type Answered<Output> = ResultAsync<Output, Fault>

/** A service over XML-RPC. No method ever rejects. */
export interface XmlRpcClient {
  /** Calls a method with its parameters in order. Only a schema tells what its result is. */
  readonly call: <Output = XmlRpcData>(
    method: string,
    params?: readonly XmlRpcInput[],
    options?: MethodCallOptions<Output>,
  ) => Answered<NoInfer<Output>>
  /** The same as a value, for `multicall`. */
  readonly command: <Output = XmlRpcData>(
    method: string,
    params?: readonly XmlRpcInput[],
    options?: MethodOptions<Output>,
  ) => Command<NoInfer<Output>>
  /**
   * Makes several calls in one request, by `system.multicall`, which the service must offer. Each has its own result;
   * those that failed and may be repeated go together in the next request. The `Err` is for what refuses or loses the
   * request as a whole. A single call goes by itself.
   */
  readonly multicall: <const Commands extends readonly Command[]>(
    commands: Commands,
    call?: CallOptions,
  ) => Answered<BatchResults<Commands, Fault>>
  /** The names of all methods, where the service tells (`system.listMethods`). */
  readonly listMethods: (call?: CallOptions) => Answered<readonly string[]>
  /** What the service says of a method (`system.methodHelp`). */
  readonly methodHelp: (method: string, call?: CallOptions) => Answered<string>
  /** The types of a method, as the service tells them (`system.methodSignature`); many tell nothing of use. */
  readonly methodSignature: (method: string, call?: CallOptions) => Answered<XmlRpcData>
  /** Lets running calls finish and closes the connections. A transport of your own is left open. */
  readonly close: () => Promise<void>
}
