import type { CatalogEntry } from './contract.ts'

const SOURCE = 'read in the common Java server library'

/** Code 0 is what the common Java server library gives all its faults: only the words tell them apart. */
export const javaServerFault = {
  category: 'unknown',
  remedy: 'contact',
  applied: 'maybe',
  title: 'The XML-RPC server refused the call and gave no number of its own',
  advice: 'Go by the message of the service. Look there before sending again: the call may have been carried out.',
  source: 'inferred',
  phrases: [
    {
      says: /^\s*Failed to parse XML-RPC request:/,
      category: 'malformed-request',
      remedy: 'fix',
      title: 'The server could not read the request',
      advice: 'Check that the body is a complete methodCall: an empty one is refused in this way too.',
      source: SOURCE,
    },
    {
      says: /^\s*No such handler:/,
      category: 'unsupported',
      remedy: 'fix',
      title: 'The server has no such method',
      advice: 'Compare the name of service and method, letter by letter, with the documentation.',
      source: SOURCE,
    },
    {
      says: /^\s*No method matching arguments:/,
      category: 'malformed-request',
      remedy: 'fix',
      title: 'The method does not take parameters of these types',
      advice: 'Compare number, order and types of the parameters: an int where a double is due is enough.',
      source: SOURCE,
    },
    {
      says: /^\s*Not authorized\b/,
      category: 'authentication',
      remedy: 'sign-in',
      title: 'The server wants other credentials',
      advice: 'Get a new token, or check the one that was sent.',
      source: SOURCE,
    },
    {
      says: /^\s*Failed to invoke method\b/,
      category: 'server',
      remedy: 'wait',
      applied: 'maybe',
      title: 'The method broke off inside the server',
      advice: 'Check whether the work was done, then try again later.',
      source: SOURCE,
    },
  ],
} as const satisfies CatalogEntry
