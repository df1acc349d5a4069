/** The service's own no: a fault of XML-RPC. */
export interface KeapFault {
  readonly code: string
  readonly text: string
}

/** The tags that the sandbox uses, with their numbers. */
const NUMBERS = {
  InvalidKey: '2',
  UnexpectedError: '3',
  DatabaseError: '4',
  RecordNotFound: '5',
  Loading: '6',
  NoTableAccess: '7',
  NoFieldAccess: '8',
  NoTableFound: '9',
  NoFieldFound: '10',
  NoFields: '11',
  InvalidParameter: '12',
  FailedLoginAttempt: '13',
  NoAccess: '14',
  FailedLoginAttemptPasswordExpired: '15',
} as const

/** What stands in brackets in front of the words of a fault. */
export type FaultTag = keyof typeof NUMBERS

/** A fault with a number of its own and its tag in the text. */
export function fault(tag: FaultTag, words: string): KeapFault {
  return { code: NUMBERS[tag], text: `[${tag}]${words}` }
}

/** A fault of the library that the server is built on, which has no number for anything. */
export function serverFault(text: string): KeapFault {
  return { code: '0', text }
}

/** A fault of the server around the call: the class of an exception of Java, and what it says. */
function exception(text: string): KeapFault {
  return { code: '500', text: `Server encountered exception: ${text}` }
}

/** What a valid call gets now and then. Nothing in it tells whether the call was carried out. */
export const sessionBug = exception(
  'java.lang.IllegalStateException: Cannot create a session after the response has been committed',
)

/** What a call over the allowance of a legacy key gets. */
export const throttled = exception('com.infusionsoft.throttle.ThrottlingException: Maximum number of threads throttled')

/** The fault of any number, its tag in front of the words where it has one. */
export function faultOf(code: string, words?: string): KeapFault {
  const tag = Object.entries(NUMBERS).find(([, number]) => number === code)?.[0]
  return { code, text: words ?? (tag === undefined ? 'The call is refused' : `[${tag}]The call is refused`) }
}
