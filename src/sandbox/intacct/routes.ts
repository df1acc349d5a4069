import type { Journal } from '../journal.ts'
import type { Route } from '../route.ts'
import { ENDPOINT_PATH, type OpenedIntacct, SIGN_IN_PATH } from './intacct.ts'
import type { PerformedFunction } from './performed-function.ts'
import { respond } from './respond.ts'

/** Where the company answers: where one signs in, and where its sessions live. */
export function intacctRoutes(
  { world }: OpenedIntacct,
  performed: Journal<PerformedFunction>,
): ReadonlyMap<string, Route> {
  const route = (isEndpoint: boolean): Route => ({
    methods: ['POST'],
    respond: (asked, exchange) => respond(asked, { world, performed, isEndpoint }, exchange),
  })
  return new Map([
    [SIGN_IN_PATH, route(false)],
    [ENDPOINT_PATH, route(true)],
  ])
}
