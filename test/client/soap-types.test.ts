import type { ResultAsync } from 'neverthrow'
import type { Client } from 'soap'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import type { InputOf, OperationName, OutputOf, SoapClient, SoapFault, SoapOperations } from '../../src/soap.ts'
import { fromSoapClient, soapClient } from '../../src/soap.ts'

/** As a person writes it. */
interface Written {
  PlaceOrder(input: { sku: string }): { id: number }
  Cancel(input: { id: number }): Promise<{ done: boolean }>
  Ping(): void
  readonly version: string
}

/** As a generator writes it for node-soap. */
interface Generated extends Client {
  PlaceOrderAsync(
    order: { sku: string },
    options?: object,
  ): Promise<[result: { id?: number }, rawResponse: unknown, soapHeader: unknown, rawRequest: unknown]>
  PlaceOrder(order: { sku: string }, callback: (error: unknown, result: unknown) => void): void
}

const faults = {
  '{urn:o}OrderFault': z.object({ reason: z.string() }),
  '{urn:o}StockFault': z.object({ left: z.coerce.number() }),
}
type Details = typeof faults

describe('the types of a SOAP client', () => {
  test('the operations are those of the interface, typed by it', () => {
    expectTypeOf<OperationName<Written>>().toEqualTypeOf<'PlaceOrder' | 'Cancel' | 'Ping'>()
    expectTypeOf<InputOf<Written, 'PlaceOrder'>>().toEqualTypeOf<{ sku: string }>()
    expectTypeOf<OutputOf<Written, 'Cancel'>>().toEqualTypeOf<{ done: boolean }>()
    type Operations = SoapOperations<Written>
    expectTypeOf<ReturnType<Operations['PlaceOrder']>>().toExtend<ResultAsync<{ id: number }, SoapFault>>()
    expectTypeOf<Operations['Ping']>().toBeCallableWith()
    expectTypeOf<Parameters<Operations['PlaceOrder']>[0]>().toEqualTypeOf<{ sku: string }>()
  })

  test('an input that the interface requires cannot be left out', () => {
    const calls = ({ call, operations }: SoapClient<Written>) => [
      call('PlaceOrder', { sku: 'A-1' }),
      call('Ping'),
      // @ts-expect-error the input is required
      call('PlaceOrder'),
      // @ts-expect-error the input is required
      operations.PlaceOrder(),
      // @ts-expect-error the input of another operation
      call('PlaceOrder', { id: 7 }),
    ]
    expectTypeOf(calls).toBeFunction()
    const any = ({ call }: SoapClient) => [call('Whatever'), call('Whatever', { any: 'thing' })]
    expectTypeOf(any).toBeFunction()
  })

  test('interfaces that generators write for node-soap serve as they are', () => {
    expectTypeOf<OperationName<Generated>>().toEqualTypeOf<'PlaceOrder'>()
    expectTypeOf<InputOf<Generated, 'PlaceOrder'>>().toEqualTypeOf<{ sku: string }>()
    expectTypeOf<OutputOf<Generated, 'PlaceOrder'>>().toEqualTypeOf<{ id?: number }>()
  })

  test('without an interface every name may be asked for', () => {
    type Operations = SoapOperations<unknown>
    expectTypeOf<Operations[string]>().toBeCallableWith({ any: 'thing' })
    expectTypeOf<Awaited<ReturnType<Operations[string]>>>().toHaveProperty('isOk')
  })

  test('the detail of a fault is typed by the name of its element', () => {
    const read = (fault: SoapFault<Details>) => {
      if (fault.kind !== 'service' || fault.detail === undefined) return undefined
      expectTypeOf(fault.detail.name).toEqualTypeOf<'{urn:o}OrderFault' | '{urn:o}StockFault'>()
      return fault.detail.name === '{urn:o}StockFault' ? fault.detail.value.left : fault.detail.value.reason
    }
    expectTypeOf(read).returns.toEqualTypeOf<string | number | undefined>()
  })

  test('zod schemas are taken as they are, and both makers give the same client', () => {
    expectTypeOf(soapClient<Written, Details>).returns.toExtend<ResultAsync<SoapClient<Written, Details>, unknown>>()
    expectTypeOf(fromSoapClient<Written, Details>).returns.toEqualTypeOf<SoapClient<Written, Details>>()
    expectTypeOf(fromSoapClient).toBeCallableWith({} as Client, { faults })
  })
})
