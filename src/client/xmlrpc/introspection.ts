import { z } from 'zod'
import type { XmlRpcClient } from './api.ts'

type Introspection = Pick<XmlRpcClient, 'listMethods' | 'methodHelp' | 'methodSignature'>

const READ = { idempotency: 'read' } as const

/** What a service tells of itself: an extension that many offer. */
export function introspection(call: XmlRpcClient['call']): Introspection {
  return {
    listMethods: options => call('system.listMethods', [], { ...options, ...READ, schema: z.array(z.string()) }),
    methodHelp: (method, options) => call('system.methodHelp', [method], { ...options, ...READ, schema: z.string() }),
    methodSignature: (method, options) => call('system.methodSignature', [method], { ...options, ...READ }),
  }
}
