import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { rpcReply } from '../bodies/soap.ts'

/**
 * A server for the SOAP calls, in a process of its own so that its work is nobody's: `/large` answers with the records
 * that the argument asks for, `/small` with one. Prints its port, and ends when its input does.
 */
const answers = new Map([
  ['/large', Buffer.from(rpcReply(Number(process.argv[2])))],
  ['/small', Buffer.from(rpcReply(1))],
])

const server = createServer((request, reply) => {
  request.resume().on('end', () => {
    const body = answers.get(request.url ?? '')
    reply.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/xml; charset=utf-8' }).end(body)
  })
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
process.stdin.resume().on('end', () => process.exit())
