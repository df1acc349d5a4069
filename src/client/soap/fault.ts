import type { Fault, ServiceFault } from '../../core/fault.ts'

/** A schema of zod 4, or anything that judges data the same way. */
export interface DetailSchema<Output = unknown> {
  readonly safeParse: (
    data: unknown,
  ) =>
    | { readonly success: true; readonly data: Output }
    | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: PropertyKey[] }[] } }
}

/** Schemas by the names of the elements in `detail`, as `{namespace}localName`. */
export type DetailSchemas = Readonly<Record<string, DetailSchema>>

/** The typed detail of a fault: which element it is, and what its schema made of it. */
export type DetailOf<Details extends DetailSchemas> = {
  readonly [Name in keyof Details & string]: {
    readonly name: Name
    readonly value: Details[Name] extends DetailSchema<infer Output> ? Output : never
  }
}[keyof Details & string]

/** A fault of a SOAP service; its `detail` is there where one of the schemas fits. */
export type SoapFault<Details extends DetailSchemas = DetailSchemas> =
  | Exclude<Fault, ServiceFault>
  | (Omit<ServiceFault, 'detail'> & { readonly detail?: DetailOf<Details> })
