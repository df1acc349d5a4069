import type { NetworkFault } from './fault.ts'
import { present } from './present.ts'
import type { Category, Remedy } from './vocabulary.ts'

/** What is known when no usable answer came. Only problem and phase are needed. */
export interface NetworkFaultFacts {
  readonly problem: NetworkFault['problem']
  readonly phase: NetworkFault['phase']
  readonly errno?: string | undefined
  /** Where the cause says more than the problem does. */
  readonly category?: Category | undefined
  readonly remedy?: Remedy | undefined
  readonly title?: string | undefined
  readonly advice?: string | undefined
  /** Default: the title. Must not quote the request. */
  readonly message?: string | undefined
  readonly dialect?: string | undefined
  readonly operation?: string | undefined
}

/**
 * Makes the fault of an exchange that brought no usable answer. Category, remedy, title and advice follow
 * from the problem; `applied` follows from the phase: `no` while connecting, else `maybe`.
 *
 * @example
 * networkFault({ problem: 'refused', phase: 'connect', errno: 'ECONNREFUSED' }).applied // 'no'
 */
export function networkFault(facts: NetworkFaultFacts): NetworkFault {
  const told = { ...MEANINGS[facts.problem], ...REFINED[`${facts.problem} ${facts.phase}`], ...present(facts) }
  return { kind: 'network', applied: facts.phase === 'connect' ? 'no' : 'maybe', message: told.title, ...told }
}

interface Meaning {
  readonly category: Category
  readonly remedy: Remedy
  readonly title: string
  readonly advice: string
}

const MEANINGS: Readonly<Record<NetworkFault['problem'], Meaning>> = {
  refused: {
    category: 'unavailable',
    remedy: 'wait',
    title: 'The server refuses connections',
    advice: 'Nothing listens at this address and port now. Check both if it stays so.',
  },
  name: {
    category: 'unavailable',
    remedy: 'fix',
    title: 'The host name cannot be resolved',
    advice: 'Check the spelling of the host, then the name service of this machine.',
  },
  unreachable: {
    category: 'unavailable',
    remedy: 'wait',
    title: 'No route leads to the server',
    advice: 'Check network, VPN and firewall between this machine and the service.',
  },
  tls: {
    category: 'unavailable',
    remedy: 'fix',
    title: 'No trusted TLS connection could be made',
    advice: 'Check the certificate of the server, the trusted authorities here and that the port speaks TLS.',
  },
  timeout: {
    category: 'timeout',
    remedy: 'wait',
    title: 'No answer came in time',
    advice: 'The service may have done the work all the same.',
  },
  reset: {
    category: 'unavailable',
    remedy: 'wait',
    title: 'The connection was cut before the answer was complete',
    advice: 'The service may have done the work all the same.',
  },
  cancelled: {
    category: 'cancelled',
    remedy: 'none',
    title: 'The call was cancelled while it was under way',
    advice: 'What had been sent by then may still be worked on.',
  },
  'too-large': {
    category: 'malformed-response',
    remedy: 'shrink',
    title: 'The answer is larger than allowed',
    advice: 'Ask for less at once, or raise the byte limit.',
  },
  other: {
    category: 'unknown',
    remedy: 'contact',
    title: 'The exchange failed for a reason that is not known here',
    advice: 'A transport of your own may have thrown; errno, where present, says what.',
  },
}

/** Where the phase says more than the problem alone. */
const REFINED: Readonly<Record<string, Partial<Meaning>>> = {
  'timeout connect': {
    title: 'No connection could be made in time',
    advice: 'Nothing was sent. Check address, firewall and proxy if it stays so.',
  },
  'timeout headers': { title: 'The service did not begin to answer in time' },
  'timeout body': { title: 'The answer stopped coming before it was complete' },
  'reset connect': {
    title: 'The connection was cut while it was being made',
    advice: 'Nothing was sent. Check that the port speaks what the address says, and any proxy between.',
  },
  'cancelled connect': {
    title: 'The call was cancelled before anything was sent',
    advice: 'The service knows nothing of it. Call again if it is still wanted.',
  },
} satisfies Partial<Record<`${NetworkFault['problem']} ${NetworkFault['phase']}`, Partial<Meaning>>>
