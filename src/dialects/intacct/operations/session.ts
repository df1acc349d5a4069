import { z } from 'zod'
import type { Operation } from '../../operation.ts'
import { element } from '../writer.ts'

/** What a sign-in gives. */
export interface IntacctSession {
  readonly sessionId: string
  /** The address that the session is bound to; empty where the service names none. */
  readonly endpoint: string
  /** The entity that it is for; empty at the top level. */
  readonly locationId: string
}

const entity = z.strictObject({ locationId: z.string().optional() })

/** Begins a session. Must stand alone in its request, which is signed with a login. */
export const getAPISession: Operation<z.output<typeof entity>, IntacctSession> = {
  name: 'getAPISession',
  idempotency: 'read',
  objects: 0,
  content: true,
  input: entity,
  output: z.strictObject({
    sessionId: z.string().refine(value => value !== '', { error: 'Must be the id of the session' }),
    endpoint: z.string(),
    locationId: z.string(),
  }),
  write: ({ locationId }) => ({
    name: 'getAPISession',
    children: locationId === undefined ? [] : [element('locationid', locationId)],
  }),
  read: payload => {
    const api = payload.child('data')?.child('api')
    const said = (name: string) => api?.child(name)?.text.trim() ?? ''
    return { sessionId: said('sessionid'), endpoint: said('endpoint'), locationId: said('locationid') }
  },
}
