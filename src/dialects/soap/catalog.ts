import type { Catalog, CatalogEntry } from '../contract.ts'

const SOAP_11 = 'https://www.w3.org/TR/2000/NOTE-SOAP-20000508/'
const SOAP_12 = 'https://www.w3.org/TR/soap12-part1/#faultcodes'
const RPC = 'https://www.w3.org/TR/soap12-part2/'
const WSA = 'https://www.w3.org/TR/ws-addr-soap/'
const WSS = 'http://docs.oasis-open.org/wss/v1.1/wss-v1.1-spec-os-SOAPMessageSecurity.pdf'
const WSRM = 'http://docs.oasis-open.org/ws-rx/wsrm/v1.2/wsrm.html'
const INFERRED = 'inferred'

const caller = {
  category: 'validation',
  remedy: 'fix',
  title: 'The service finds the request wrong or incomplete',
  advice: 'Read the reason and the detail, and correct the request before sending it again.',
} as const

const server = {
  category: 'server',
  remedy: 'wait',
  applied: 'maybe',
  title: 'The service could not process the request',
  advice: 'Check whether the work was done, then try again later.',
} as const

const signIn = { category: 'authentication', remedy: 'sign-in' } as const
const unsupported = { category: 'unsupported', remedy: 'fix' } as const
const malformed = { category: 'malformed-request', remedy: 'fix' } as const
const brokenSequence = { category: 'session', remedy: 'reconcile' } as const

/** SOAP 1.1 section 4.4.1, SOAP 1.2 part 1 section 5.4.6, and refinements that stacks add behind a dot. */
const standard = {
  Client: { ...caller, source: SOAP_11 },
  Sender: { ...caller, source: SOAP_12 },
  Server: { ...server, source: SOAP_11 },
  Receiver: { ...server, source: SOAP_12 },
  VersionMismatch: { ...unsupported, title: 'The service speaks another version of SOAP', source: SOAP_12 },
  MustUnderstand: { ...unsupported, title: 'The service does not know a header it must understand', source: SOAP_12 },
  DataEncodingUnknown: { ...unsupported, title: 'The service does not support the encoding style', source: SOAP_12 },
  'Client.Authentication': { ...signIn, title: 'The service does not accept the credentials', source: SOAP_11 },
  'Client.authenticationError': { ...signIn, title: 'The service does not accept the credentials', source: INFERRED },
  'Client.validationError': { ...caller, title: 'The service finds values in the request wrong', source: INFERRED },
  'Server.NoService': { ...unsupported, title: 'No service of this name is deployed there', source: INFERRED },
  'Server.userException': { ...server, title: 'The program behind the service threw an exception', source: INFERRED },
  'Server.generalException': { ...server, title: 'The SOAP stack of the service failed', source: INFERRED },
  BadArguments: { ...caller, title: 'The arguments do not fit the procedure', source: RPC },
  ProcedureNotPresent: { ...unsupported, title: 'The service has no procedure of this name', source: RPC },
  MissingID: { ...malformed, title: 'A reference in the message points to nothing', source: RPC },
  DuplicateID: { ...malformed, title: 'Two elements of the message carry the same id', source: RPC },
} as const satisfies Record<string, CatalogEntry>

/** WS-Addressing 1.0, with the names of the 2004/08 version. */
const addressing = {
  InvalidAddressingHeader: { ...malformed, title: 'An addressing header is not valid', source: WSA },
  InvalidMessageInformationHeader: { ...malformed, title: 'An addressing header is not valid', source: WSA },
  InvalidAddress: { ...malformed, title: 'An addressing header holds no valid address', source: WSA },
  InvalidEPR: { ...malformed, title: 'An endpoint reference is not valid', source: WSA },
  InvalidCardinality: { ...malformed, title: 'An addressing header occurs too often', source: WSA },
  MissingAddressInEPR: { ...malformed, title: 'An endpoint reference lacks its address', source: WSA },
  ActionMismatch: { ...malformed, title: 'The Action header and the SOAP action differ', source: WSA },
  DuplicateMessageID: {
    category: 'conflict',
    remedy: 'reconcile',
    applied: 'maybe',
    title: 'A message with this id has arrived before',
    advice: 'The earlier copy may have been carried out: look before sending under a new id.',
    source: WSA,
  },
  OnlyAnonymousAddressSupported: { ...unsupported, title: 'Replies go back on the same connection only', source: WSA },
  OnlyNonAnonymousAddressSupported: { ...unsupported, title: 'Replies go to a separate address only', source: WSA },
  MessageAddressingHeaderRequired: { ...malformed, title: 'A required addressing header is missing', source: WSA },
  MessageInformationHeaderRequired: { ...malformed, title: 'A required addressing header is missing', source: WSA },
  DestinationUnreachable: {
    category: 'not-found',
    remedy: 'fix',
    title: 'Nothing can be reached at the destination address',
    source: WSA,
  },
  ActionNotSupported: { ...unsupported, title: 'The endpoint does not support the action', source: WSA },
  EndpointUnavailable: {
    category: 'unavailable',
    remedy: 'wait',
    title: 'The endpoint cannot process the message now',
    advice: 'Send the same message again after the pause that the fault names, if it names one.',
    source: WSA,
  },
} as const satisfies Record<string, CatalogEntry>

/** WS-Security 1.1 section 12, its Java stack's umbrella, and WS-SecureConversation. */
const security = {
  FailedAuthentication: { ...signIn, title: 'The security token was not accepted', source: WSS },
  InvalidSecurityToken: { ...signIn, title: 'The security token is not valid', source: WSS },
  SecurityTokenUnavailable: {
    category: 'authentication',
    remedy: 'fix',
    title: 'The security token that the message refers to cannot be fetched',
    source: WSS,
  },
  FailedCheck: {
    category: 'authentication',
    remedy: 'fix',
    title: 'A signature or an encrypted part could not be verified',
    source: WSS,
  },
  InvalidSecurity: { ...malformed, title: 'The Security header could not be processed', source: WSS },
  UnsupportedSecurityToken: { ...unsupported, title: 'The kind of security token is not supported', source: WSS },
  UnsupportedAlgorithm: {
    ...unsupported,
    title: 'The signature or encryption algorithm is not supported',
    source: WSS,
  },
  MessageExpired: {
    ...signIn,
    title: 'The security timestamp is too old',
    advice: 'Sign the message anew with a fresh timestamp, once; if it is refused again, compare the clocks.',
    source: WSS,
  },
  SecurityError: {
    category: 'authentication',
    remedy: 'contact',
    title: 'The security check failed and the service hides why',
    advice: 'The log of the service tells the reason; the message does not.',
    source: INFERRED,
  },
  BadContextToken: {
    category: 'session',
    remedy: 'sign-in',
    title: 'The security context is unknown or gone',
    source: 'http://docs.oasis-open.org/ws-sx/ws-secureconversation/v1.4/ws-secureconversation.html',
  },
} as const satisfies Record<string, CatalogEntry>

/** WS-ReliableMessaging 1.0 to 1.2. */
const reliableMessaging = {
  SequenceTerminated: { ...brokenSequence, applied: 'maybe', title: 'The message sequence was ended', source: WSRM },
  UnknownSequence: { ...brokenSequence, applied: 'maybe', title: 'The message sequence is not known', source: WSRM },
  SequenceClosed: { ...brokenSequence, title: 'The message sequence takes no more messages', source: WSRM },
  MessageNumberRollover: { ...brokenSequence, title: 'The message sequence has run out of numbers', source: WSRM },
  InvalidAcknowledgement: { ...malformed, title: 'The acknowledgement is not valid', source: WSRM },
  InvalidAcknowledgment: { ...malformed, title: 'The acknowledgement is not valid', source: WSRM },
  LastMessageNumberExceeded: { ...malformed, title: 'The message comes after the declared last one', source: WSRM },
  CreateSequenceRefused: {
    category: 'unavailable',
    remedy: 'wait',
    title: 'The service does not open a message sequence now',
    source: WSRM,
  },
  WSRMRequired: { ...unsupported, title: 'The service insists on reliable messaging', source: WSRM },
} as const satisfies Record<string, CatalogEntry>

/**
 * The codes that standards give to SOAP faults, by local name. Client and Server (Sender and Receiver) are the
 * least reliable sign there is: look them up last.
 */
export const soapCatalog = {
  codes: { ...standard, ...addressing, ...security, ...reliableMessaging },
  families: [
    { matches: /^(?:Client|Sender)\./, title: 'faults in the request' },
    { matches: /^(?:Server|Receiver)\./, title: 'faults of the service itself' },
  ],
  wrappers: ['Client', 'Sender', 'Server', 'Receiver'],
} as const satisfies Catalog
