import { err, ok } from 'neverthrow'
import type { Fault } from '../../core/fault.ts'
import { present } from '../../core/present.ts'
import type { Each } from '../../dialects/command.ts'
import { recordsReader } from '../../normalize/records-reader.ts'
import type { XmlElement } from '../../xml/element.ts'
import { explain } from '../send/explain.ts'
import { BrokenBody, sendLive } from '../send/send.ts'
import type { Endpoint } from './endpoint.ts'
import type { Exchanged } from './exchange.ts'
import { limits, type Parcel, type Written, writeRequest } from './write-request.ts'

/** A record of a reply that is still being read. */
interface LiveRecord {
  readonly record: XmlElement
  readonly http: { readonly status: number; readonly bytes: number }
  readonly address: Written['address']
}

/**
 * Writes one request, sends it and gives the records of the reply as they come; whoever wants no more of them ends the exchange. What
 * it returns is the reply without its records.
 */
export async function* exchangeRecords(
  endpoint: Endpoint,
  parcel: Parcel,
  each: Pick<Each, 'records' | 'isRecord'>,
): AsyncGenerator<LiveRecord, Exchanged, undefined> {
  const written = await writeRequest(endpoint, parcel)
  if (written.isErr()) return { reply: err(written.error) }
  const { request, asked, secrets, address } = written.value
  const { clock } = endpoint
  const startedAt = clock.now()
  const sent = await sendLive(endpoint.transport, request, { clock, ...limits(endpoint) })
  const took = () => ({ ...address, durationMs: clock.now() - startedAt })
  if (sent.isErr()) return { reply: err(sent.error), ...took() }

  const { status, headers } = sent.value
  let bytes = 0
  const body = counted(sent.value.body, length => {
    bytes += length
  })
  const { records, isRecord } = each
  const told = {
    records,
    ...present({ isRecord }),
    asked,
    secrets,
    now: clock.now(),
    ...limits(endpoint),
  }
  const reading = recordsReader(endpoint.normalize, thrownBy)({ status, headers, body }, told)
  let fault: Fault | undefined
  try {
    for (let next = await reading.next(); ; next = await reading.next()) {
      if (next.done === true) {
        const reply = next.value === undefined ? err(fault ?? thrownBy(undefined)) : ok(next.value)
        return { reply, http: { status, bytes }, ...took() }
      }
      if (next.value.isOk()) yield { record: next.value.value, http: { status, bytes }, address }
      else fault = next.value.error
    }
  } finally {
    await reading.return(undefined)
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, count: (length: number) => void) {
  for await (const piece of pieces) {
    count(piece.byteLength)
    yield piece
  }
}

/** What a live body throws carries its fault. */
function thrownBy(thrown: unknown): Fault {
  return thrown instanceof BrokenBody ? thrown.fault : explain(thrown, 'body')
}
