import { present } from '../../core/present.ts'
import { observe } from '../../retry/observe.ts'
import type { Endpoint } from './endpoint.ts'
import type { Exchanged } from './exchange.ts'
import { redactUrl } from './redact-url.ts'
import type { Called, Sent } from './settle.ts'

/** Tells the observer of an endpoint what became of one request. */
export function report(
  endpoint: Endpoint,
  sent: readonly Sent[],
  { reply, durationMs, http, url = endpoint.url }: Exchanged,
  called: Called,
): void {
  if (durationMs === undefined) return // nothing was given to the transport
  observe(endpoint.hooks.onReply, () => ({
    dialect: endpoint.dialect,
    operations: sent.map(({ command }) => command.asked.name),
    url: redactUrl(url),
    durationMs,
    ...present({ status: http?.status, bytes: http?.bytes, fault: called.refused }),
    outcomes: sent.map(({ command }, index) => {
      const outcome = called.outcomes[index]
      return { operation: command.asked.name, ...(outcome?.isErr() === true ? { fault: outcome.error } : {}) }
    }),
    warnings: reply.isOk() ? reply.value.warnings : [],
  }))
}
