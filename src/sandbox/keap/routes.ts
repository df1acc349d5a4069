import type { Journal } from '../journal.ts'
import type { Route } from '../route.ts'
import type { OpenedKeap, PerformedCall } from './keap.ts'
import { respond } from './respond.ts'

/** Where the account answers: XML-RPC under `/crm/xmlrpc/v1`. */
export function keapRoutes(opened: OpenedKeap, performed: Journal<PerformedCall>): ReadonlyMap<string, Route> {
  const keap = { ...opened, performed }
  return new Map([
    ['/crm/xmlrpc/v1', { methods: ['POST'], respond: (asked, exchange) => respond(asked, keap, exchange) }],
  ])
}
