import type { Catalog, CatalogEntry } from '../contract.ts'
import { javaServerFault } from '../xmlrpc-java.ts'

const INTEROP = 'http://xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php'
const PYTHON = 'seen: xmlrpc.server of Python'

const malformed = { category: 'malformed-request', remedy: 'fix', source: INTEROP } as const
const failed = {
  category: 'server',
  remedy: 'wait',
  applied: 'maybe',
  advice: 'Check whether the work was done, then try again later.',
  source: INTEROP,
} as const

/** The codes that servers agreed on in 2001, between -32768 and -32000. All others are each server's own. */
const interoperability = {
  '-32700': { ...malformed, title: 'The request is not well-formed XML' },
  '-32701': { ...malformed, title: 'The server does not know the encoding of the request' },
  '-32702': { ...malformed, title: 'The request has a character that its encoding does not' },
  '-32600': { ...malformed, title: 'The request is XML and no call of XML-RPC' },
  '-32601': {
    category: 'unsupported',
    remedy: 'fix',
    title: 'The server has no method of this name',
    advice: 'Ask the server for its methods (system.listMethods), or compare the name letter by letter.',
    source: INTEROP,
  },
  '-32602': {
    category: 'validation',
    remedy: 'fix',
    title: 'The parameters do not fit the method',
    advice: 'Compare number, order and types of the parameters with the signature of the method.',
    source: INTEROP,
  },
  '-32603': { ...failed, title: 'The XML-RPC server failed inside' },
  '-32500': { ...failed, title: 'The program behind the server failed' },
  '-32400': { ...failed, title: 'The system that the server runs on failed' },
  '-32300': {
    ...failed,
    category: 'unavailable',
    title: 'The server could not reach what it needs',
  },
} as const satisfies Record<string, CatalogEntry>

/** -32099 to -32000 are for whoever writes a server. */
const ownFailure = { ...failed, title: 'The server failed in a way of its own' } as const satisfies CatalogEntry
const ownFailures: Readonly<Record<string, CatalogEntry>> = Object.fromEntries(
  Array.from({ length: 100 }, (_, at) => [String(at - 32_099), ownFailure]),
)

/** Means something else at every server. Python's says everything with it, and the name of the exception in its words. */
const one = {
  category: 'unknown',
  remedy: 'contact',
  applied: 'maybe',
  title: 'The service refused with a number whose meaning is its own',
  advice: 'Go by the message of the service, and look there before sending again.',
  source: 'inferred',
  phrases: [
    {
      says: /^<class 'Exception'>:method "[^"\n]*" is not supported\s*$/,
      category: 'unsupported',
      remedy: 'fix',
      title: 'The server has no method of this name',
      advice: 'Ask the server for its methods (system.listMethods), or compare the name letter by letter.',
      source: PYTHON,
    },
    {
      says: /^<class 'xml\.parsers\.expat\.ExpatError'>:/,
      category: 'malformed-request',
      remedy: 'fix',
      title: 'The request is not well-formed XML',
      source: PYTHON,
    },
    {
      says: /^<class '[\w.]{1,200}'>:/,
      category: 'server',
      remedy: 'wait',
      applied: 'maybe',
      title: 'The program behind the server threw an exception',
      advice: 'Check whether the work was done. A wrong parameter gives the same answer each time: look at it first.',
      source: PYTHON,
    },
  ],
} as const satisfies CatalogEntry

/**
 * The few codes that mean the same at many servers. A small number means something else at each: `4` of a PHP server
 * is not that of Keap.
 */
export const xmlRpcCatalog = {
  codes: { ...interoperability, ...ownFailures, '0': javaServerFault, '1': one },
  families: [{ matches: /^-32[1-7]\d\d$/, title: 'failures that XML-RPC servers have in common' }],
} as const satisfies Catalog
