import { type Answer, xmlAnswer } from '../answer.ts'
import type { Journal } from '../journal.ts'
import type { Route, Exchange as RouteExchange } from '../route.ts'
import type { Exchange } from './exchange.ts'
import type { PerformedCommand } from './openair.ts'
import { respond } from './respond.ts'
import { respondSoap } from './soap/respond.ts'
import type { World } from './world.ts'

/** Where the account answers: the XML API under `/api.pl`, the SOAP API under `/soap`. */
export function openAirRoutes(world: World, performed: Journal<PerformedCommand>): ReadonlyMap<string, Route> {
  const route = (
    methods: readonly string[],
    answer: (text: string | undefined, exchange: Exchange) => Answer,
  ): Route => ({
    methods,
    respond: ({ text }, exchange) => answer(text, noted(exchange, performed)),
  })
  return new Map([
    ['/api.pl', route(['POST', 'PUT'], (text, exchange) => xmlAnswer(respond(text, world, exchange)))],
    ['/soap', route(['POST'], (text, exchange) => respondSoap(text, world, exchange))],
  ])
}

/** Writes what is carried out into the journal, under the number of the request. */
function noted({ call, ...exchange }: RouteExchange, performed: Journal<PerformedCommand>): Exchange {
  return { ...exchange, onPerformed: done => performed.write({ call, ...done }) }
}
