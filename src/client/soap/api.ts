import type { ResultAsync } from 'neverthrow'
import type { Client } from 'soap'
import type { DetailSchemas, SoapFault } from './fault.ts'
import type { SoapCallOptions } from './options.ts'
import type { SoapAnswer } from './read-reply.ts'

/**
 * The operations that a caller's interface lists: methods that take an input and give an output, or node-soap's own
 * (`PlaceOrderAsync` that promises a list whose first item is the output), as generators of interfaces write them.
 */
export type OperationName<Service> = keyof {
  [Key in keyof Service as OutputAt<Service, Key> extends never ? never : NameAt<Key>]: unknown
} &
  string

type NameAt<Key> = Key extends `${infer Name}Async`
  ? Name
  : Key extends string
    ? string extends Key
      ? never
      : Key
    : never

/** What an operation takes. */
export type InputOf<Service, Name extends string> = `${Name}Async` extends keyof Service
  ? FirstOf<Service[`${Name}Async`]>
  : Name extends keyof Service
    ? FirstOf<Service[Name]>
    : unknown

/** What an operation gives. */
export type OutputOf<Service, Name extends string> = `${Name}Async` extends keyof Service
  ? OutputAt<Service, `${Name}Async`>
  : Name extends keyof Service
    ? OutputAt<Service, Name>
    : unknown

type FirstOf<Method> = Method extends (...args: infer Args) => unknown ? Args[0] : unknown

type OutputAt<Service, Key extends keyof Service> = Key extends `${string}Async`
  ? Service[Key] extends (...args: never[]) => Promise<infer Answer>
    ? Answer extends readonly [infer Output, ...unknown[]]
      ? Output
      : never
    : never
  : Service[Key] extends (...args: never[]) => infer Output
    ? `${Key & string}Async` extends keyof Service
      ? never
      : Awaited<Output>
    : never

/** What becomes of one call. Never rejects. */
export type SoapResult<Output, Details extends DetailSchemas> = ResultAsync<Output, SoapFault<Details>>

/** What a call takes beside the name of the operation. An input that the interface requires cannot be left out. */
type Arguments<Input> = undefined extends Input
  ? [input?: Input, call?: SoapCallOptions]
  : [input: Input, call?: SoapCallOptions]

type Operation<Input, Output, Details extends DetailSchemas> = (
  ...given: Arguments<Input>
) => SoapResult<Output, Details>

/** Names of functions that JavaScript itself calls on any object. */
export type NotAMember = 'then' | 'toJSON' | 'toString' | 'valueOf'

/**
 * The operations of a service by name. Of a service without an interface every name may be asked for. One called `then`,
 * `toJSON`, `toString` or `valueOf` can be had from `call` alone: as a member here it would be sent by an `await`.
 */
export type SoapOperations<Service, Details extends DetailSchemas = DetailSchemas> = unknown extends Service
  ? Readonly<Record<string, Operation<unknown, unknown, Details>>>
  : {
      readonly [Name in Exclude<OperationName<Service>, NotAMember>]: Operation<
        InputOf<Service, Name>,
        OutputOf<Service, Name>,
        Details
      >
    }

/** The client of one SOAP service. */
export interface SoapClient<Service = unknown, Details extends DetailSchemas = DetailSchemas> {
  /** Every operation of the WSDL as a function that gives its output. */
  readonly operations: SoapOperations<Service, Details>
  /** The same for one operation, with all that came beside its output: header, attachments, warnings. */
  readonly call: <Name extends unknown extends Service ? string : OperationName<Service>>(
    operation: Name,
    ...given: Arguments<InputOf<Service, Name>>
  ) => SoapResult<SoapAnswer<OutputOf<Service, Name>>, Details>
  /** node-soap's client, to be told of SOAP headers, security and HTTP headers. */
  readonly client: Client
  /**
   * Lets the calls finish that were made before, and none begin after, and closes the connections. A transport of your own
   * is left open.
   */
  readonly close: () => Promise<void>
}
