import { type IntacctOptions, intacct } from '../../src/intacct.ts'
import { httpPeer } from './peers.ts'

/** A request as it came to the gateway. */
export interface Asked {
  readonly text: string
  readonly id: string
  readonly unique: boolean
  readonly transaction: boolean
  readonly session: string | undefined
  readonly functions: readonly { readonly id: string; readonly name: string; readonly text: string }[]
}

/** What the gateway does with a request. `lost` has no answer, `half` breaks off in it; a text comes with status 200. */
export type Deed =
  | 'lost'
  | 'half'
  | 'never'
  | string
  | { readonly status: number; readonly body: string; readonly headers?: object }

/** A gateway that does one thing after another, and the last of them ever after. Sign-ins are answered beside them. */
export async function gateway(...deeds: readonly ((asked: Asked) => Deed)[]) {
  const requests: Asked[] = []
  const signIns: Asked[] = []
  const state = {
    signIn: (asked: Asked, count: number): Deed => answer(asked, [session(asked, `session-${count}`)]),
  }
  const peer = await httpPeer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const asked = parsed(Buffer.concat(pieces).toString('utf8'))
      let deed: Deed
      if (asked.functions[0]?.name === 'getAPISession') {
        signIns.push(asked)
        deed = state.signIn(asked, signIns.length)
      } else {
        deed = deeds[Math.min(requests.length, deeds.length - 1)]?.(asked) ?? 'lost'
        requests.push(asked)
      }
      if (deed === 'never') return
      if (deed === 'lost') {
        response.socket?.resetAndDestroy()
        return
      }
      if (deed === 'half') {
        response.writeHead(200, { 'content-type': 'application/xml' })
        response.end(
          answer(
            asked,
            asked.functions.map(one => done(one)),
          ).slice(0, -40),
        )
        return
      }
      const { status, body, headers = {} } = typeof deed === 'string' ? { status: 200, body: deed } : deed
      response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body)
    })
  })
  let count = 0
  const connect = (options: object = {}) =>
    intacct({
      url: `${peer.url}ia/xml/xmlgw.phtml`,
      sender: { id: 'harbor', password: 'Quay-8' },
      credentials: { companyId: 'pier', userId: 'mara', userPassword: 'Tide-4417' },
      newId: () => `id-${++count}`,
      retry: { backoff: () => 0 },
      ...options,
    } as IntacctOptions)
  return { peer, requests, signIns, state, connect }
}

function parsed(text: string): Asked {
  const one = (pattern: RegExp) => pattern.exec(text)?.[1]
  return {
    text,
    id: one(/<\/password><controlid>([^<]*)</) ?? '',
    unique: one(/<uniqueid>([^<]*)</) === 'true',
    transaction: one(/transaction="([^"]*)"/) === 'true',
    session: one(/<sessionid>([^<]*)</),
    functions: [...text.matchAll(/<function controlid="([^"]*)"><(\w+)(.*?)<\/function>/gs)].map(
      ([whole, id = '', name = '']) => ({ id, name, text: whole }),
    ),
  }
}

type One = Asked['functions'][number]

/** A reply with these results. */
export function answer({ id }: Asked, results: readonly string[]): string {
  return `<response><control><status>success</status><controlid>${id}</controlid></control><operation><authentication><status>success</status></authentication>${results.join('')}</operation></response>`
}

/** A result that says yes. */
export function done({ id, name }: One, data = '<vendor><RECORDNO>7</RECORDNO></vendor>', attributes = ''): string {
  return `<result><status>success</status><function>${name}</function><controlid>${id}</controlid><data${attributes}>${data}</data></result>`
}

/** A result that says no. */
export function refused({ id, name }: One, number: string, text: string, status = 'failure'): string {
  return `<result><status>${status}</status><function>${name}</function><controlid>${id}</controlid><errormessage><error><errorno>${number}</errorno><description2>${text}</description2></error></errormessage></result>`
}

/** The refusal of a function whose control ID has succeeded before. */
export function recorded(one: One): string {
  return refused(one, 'BL01001973', `A successful transaction has already been recorded with the control id ${one.id}`)
}

/** The mark of a function that was undone with its transaction. */
export function undone(one: One): string {
  return refused(
    one,
    'XL03000009',
    'The entire transaction in this operation has been rolled back due to an error',
    'aborted',
  )
}

/** All functions are done. */
export function allDone(asked: Asked): string {
  return answer(
    asked,
    asked.functions.map(one => done(one)),
  )
}

/** What refuses an operation for its session or its login. */
export function unauthenticated({ id }: Asked, text: string): string {
  return `<response><control><status>success</status><controlid>${id}</controlid></control><operation><authentication><status>failure</status></authentication><errormessage><error><errorno>XL03000006</errorno><description2>${text}</description2></error></errormessage></operation></response>`
}

function session(asked: Asked, id: string): string {
  const [one] = asked.functions
  const api = `<api><sessionid>${id}</sessionid><endpoint></endpoint><locationid></locationid></api>`
  return one === undefined ? '' : done(one, api)
}

/** A page of vendors by their numbers. */
export function page(
  one: One,
  numbers: readonly number[],
  facts: {
    readonly total?: number
    readonly remaining?: number
    readonly offset?: number
    readonly resultId?: string
  } = {},
): string {
  const { total, remaining, offset, resultId } = facts
  const attributes = [
    ` listtype="vendor" count="${numbers.length}"`,
    total === undefined ? '' : ` totalcount="${total}"`,
    remaining === undefined ? '' : ` numremaining="${remaining}"`,
    offset === undefined ? '' : ` offset="${offset}"`,
    resultId === undefined ? '' : ` resultId="${resultId}"`,
  ]
  const records = numbers.map(number => `<vendor><RECORDNO>${number}</RECORDNO></vendor>`)
  return done(one, records.join(''), attributes.join(''))
}
