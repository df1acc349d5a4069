import { describe, expect, test } from 'vitest'
import { type DialectDefinition, defineDialect } from '../../src/define.ts'
import type { Asked } from '../../src/dialects/contract.ts'
import { normalizer } from '../../src/normalize/normalizer.ts'

/** Bodies are invented after the shapes in the vendors' documentation; the definitions show what the form can say. */
interface Survey {
  readonly definition: DialectDefinition
  /** What happened, the body, and the verdict: kind or outcomes, then code and category. */
  readonly bodies: readonly (readonly [string, string, string])[]
  readonly asked?: Asked
}

const soap = (body: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`

const soapFault = (text: string, detail: string) =>
  soap(`<S:Fault><faultcode>S:Server</faultcode><faultstring>${text}</faultstring><detail>${detail}</detail></S:Fault>`)

const surveys: readonly Survey[] = [
  {
    definition: {
      name: 'ebay-trading',
      namespace: 'urn:ebay:apis:eBLBaseComponents',
      roots: ['*Response'],
      rules: [
        {
          each: 'Errors',
          code: ['ErrorCode'],
          message: ['LongMessage', 'ShortMessage'],
          severity: { at: 'SeverityCode', map: { Warning: 'warning' } },
        },
      ],
      flag: { at: 'Ack', values: ['Success', 'Warning'] },
      codes: {
        '37': { category: 'validation' },
        '10007': { category: 'server', source: 'https://developer.ebay.com' },
      },
    },
    bodies: [
      [
        'succeeds',
        '<AddItemResponse xmlns="urn:ebay:apis:eBLBaseComponents"><Ack>Success</Ack></AddItemResponse>',
        'done',
      ],
      [
        'succeeds with a warning',
        '<AddItemResponse xmlns="urn:ebay:apis:eBLBaseComponents"><Ack>Warning</Ack><Errors><ErrorCode>5</ErrorCode><SeverityCode>Warning</SeverityCode></Errors></AddItemResponse>',
        'done, 1 warning',
      ],
      [
        'fails with a cause',
        '<AddItemResponse xmlns="urn:ebay:apis:eBLBaseComponents"><Ack>Failure</Ack><Errors><LongMessage>No title</LongMessage><ErrorCode>37</ErrorCode><SeverityCode>Error</SeverityCode></Errors></AddItemResponse>',
        'service 37 validation',
      ],
      [
        'fails without a cause',
        '<AddItemResponse xmlns="urn:ebay:apis:eBLBaseComponents"><Ack>PartialFailure</Ack></AddItemResponse>',
        'service - unknown',
      ],
      ['says nothing', '<AddItemResponse xmlns="urn:ebay:apis:eBLBaseComponents"/>', 'shape missing-signal'],
    ],
  },
  {
    definition: {
      name: 'ups-xml',
      roots: ['*Response'],
      rules: [
        {
          ok: { at: 'Response/ResponseStatusCode', values: ['1'] },
          code: ['Response/Error[ErrorSeverity!=Warning]/ErrorCode'],
          message: ['Response/Error[ErrorSeverity!=Warning]/ErrorDescription'],
          field: ['Response/Error/ErrorLocation/ErrorLocationElementName'],
          retryAfter: { at: 'Response/Error/MinimumRetrySeconds', unit: 's' },
        },
        {
          each: 'Response/Error[ErrorSeverity=Warning]',
          severity: 'warning',
          code: ['ErrorCode'],
          message: ['ErrorDescription'],
        },
      ],
      codes: { '20001': { category: 'unavailable', applied: 'no' }, '10002': { category: 'malformed-request' } },
    },
    bodies: [
      [
        'succeeds',
        '<RateResponse><Response><ResponseStatusCode>1</ResponseStatusCode></Response></RateResponse>',
        'done',
      ],
      [
        'succeeds and warns',
        '<RateResponse><Response><ResponseStatusCode>1</ResponseStatusCode><Error><ErrorSeverity>Warning</ErrorSeverity><ErrorCode>110971</ErrorCode></Error></Response></RateResponse>',
        'done, 1 warning',
      ],
      [
        'has passing trouble',
        '<RateResponse><Response><ResponseStatusCode>0</ResponseStatusCode><Error><ErrorSeverity>Transient</ErrorSeverity><ErrorCode>20001</ErrorCode><MinimumRetrySeconds>30</MinimumRetrySeconds></Error></Response></RateResponse>',
        'service 20001 unavailable after 30000',
      ],
      [
        'refuses for good',
        '<RateResponse><Response><ResponseStatusCode>0</ResponseStatusCode><Error><ErrorSeverity>Hard</ErrorSeverity><ErrorCode>10002</ErrorCode></Error></Response></RateResponse>',
        'service 10002 malformed-request',
      ],
    ],
  },
  {
    definition: {
      name: 'cloud-query',
      roots: ['ErrorResponse', 'Response', '*Response'],
      rules: [
        { when: ['ErrorResponse'], each: 'Error', code: ['Code'], message: ['Message'] },
        { when: ['Response'], each: 'Errors/Error', code: ['Code'], message: ['Message'] },
        { when: ['*Response'], ok: { at: '**/RequestId', matches: /^[\w-]+$/ } },
      ],
      codes: { RequestLimitExceeded: { category: 'rate-limit' } },
    },
    bodies: [
      [
        'succeeds',
        '<ListUsersResponse><ResponseMetadata><RequestId>a-1</RequestId></ResponseMetadata></ListUsersResponse>',
        'done',
      ],
      [
        'slows down',
        '<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>x</Message></Error></Errors></Response>',
        'service RequestLimitExceeded rate-limit',
      ],
      [
        'refuses',
        '<ErrorResponse><Error><Code>NoSuchEntity</Code></Error><RequestId>a-1</RequestId></ErrorResponse>',
        'service NoSuchEntity unknown',
      ],
    ],
  },
  {
    definition: {
      name: 'namecheap',
      roots: ['ApiResponse'],
      rules: [
        { each: 'Errors/Error', code: ['@Number'], message: ['.'], next: 'go-on' },
        { each: 'Warnings/Warning', severity: 'warning', code: ['@Number'], message: ['.'] },
      ],
      flag: { at: '@Status', values: ['OK'] },
      codes: { '1011150': { category: 'permission' } },
    },
    bodies: [
      ['succeeds', '<ApiResponse Status="OK"><Errors/><Warnings/></ApiResponse>', 'done'],
      [
        'fails beside a zeroed result',
        '<ApiResponse Status="ERROR"><Errors><Error Number="1011150">Unknown address</Error></Errors><CommandResponse><Result Charged="0"/></CommandResponse></ApiResponse>',
        'service 1011150 permission',
      ],
    ],
  },
  {
    definition: {
      name: 'realex',
      roots: ['response'],
      rules: [{ ok: { at: 'result', values: ['00'] }, code: ['result'], message: ['message'] }],
      codes: { '101': { category: 'declined' }, '508': { category: 'malformed-request' } },
      families: [{ matches: { pattern: '^2\\d\\d$' }, title: 'trouble at the bank' }],
    },
    bodies: [
      ['succeeds', '<response><result>00</result></response>', 'done'],
      ['does not mix up 0 and 00', '<response><result>0</result></response>', 'service 0 unknown'],
      ['declines', '<response><result>101</result><message>DECLINED</message></response>', 'service 101 declined'],
      ['names a code of a family', '<response><result>205</result></response>', 'service 205 unknown'],
    ],
  },
  {
    definition: {
      name: 'epp',
      namespace: 'urn:ietf:params:xml:ns:epp-1.0',
      roots: ['epp'],
      rules: [
        {
          each: 'response/result',
          ok: { at: '@code', range: [1000, 1999] },
          code: ['@code'],
          message: ['extValue/reason', 'msg'],
        },
      ],
      codes: {
        '2302': { category: 'conflict', applied: 'yes' },
        '2400': { category: 'server' },
        '2502': { category: 'rate-limit' },
      },
    },
    bodies: [
      [
        'succeeds',
        '<epp xmlns="urn:ietf:params:xml:ns:epp-1.0"><response><result code="1000"/></response></epp>',
        'done',
      ],
      [
        'takes it and waits',
        '<epp xmlns="urn:ietf:params:xml:ns:epp-1.0"><response><result code="1001"/></response></epp>',
        'done',
      ],
      [
        'finds it there already',
        '<epp xmlns="urn:ietf:params:xml:ns:epp-1.0"><response><result code="2302"><msg>Exists</msg></result></response></epp>',
        'service 2302 conflict',
      ],
      ['greets only', '<epp xmlns="urn:ietf:params:xml:ns:epp-1.0"><greeting/></epp>', 'shape missing-signal'],
    ],
  },
  {
    definition: {
      name: 'qbxml',
      roots: ['QBXML'],
      rules: [
        {
          each: 'QBXMLMsgsRs/*Rs',
          item: { key: '@requestID' },
          ok: { at: '@statusCode', range: [0, 499] },
          severity: { at: '@statusSeverity', map: { Warn: 'warning', Info: 'info' } },
          code: ['@statusCode'],
          message: ['@statusMessage'],
        },
      ],
      codes: { '3200': { category: 'conflict' }, '3180': { category: 'conflict', remedy: 'wait' } },
    },
    bodies: [
      [
        'answers two of three requests with a refusal and a warning',
        '<QBXML><QBXMLMsgsRs><AddRs requestID="1" statusCode="0"/><ModRs requestID="2" statusCode="3200" statusSeverity="Error"/><QueryRs requestID="3" statusCode="510" statusSeverity="Warn" statusMessage="part"/></QBXMLMsgsRs></QBXML>',
        'done, 3200 conflict, done, 1 warning',
      ],
      [
        'finds nothing, which is no error',
        '<QBXML><QBXMLMsgsRs><QueryRs statusCode="1"/></QBXMLMsgsRs></QBXML>',
        'done',
      ],
      ['leaves a status out', '<QBXML><QBXMLMsgsRs><QueryRs/></QBXMLMsgsRs></QBXML>', 'missing-signal'],
      ['answers nothing', '<QBXML><QBXMLMsgsRs/></QBXML>', 'shape missing-signal'],
    ],
  },
  {
    definition: {
      name: 'ota',
      roots: ['*RS'],
      rules: [
        { each: 'Errors/Error', code: ['@Code', '@Type'], message: ['@ShortText', '.'], field: ['@Tag'] },
        { each: 'Warnings/Warning', severity: 'warning', code: ['@Code', '@Type'], message: ['@ShortText', '.'] },
        { each: 'Success', ok: { at: '#name', values: ['Success'] } },
      ],
      codes: { '450': { category: 'unsupported' } },
    },
    bodies: [
      ['succeeds', '<OTA_HotelRS><Success/></OTA_HotelRS>', 'done'],
      [
        'succeeds and warns',
        '<OTA_HotelRS><Success/><Warnings><Warning Code="321">old</Warning></Warnings></OTA_HotelRS>',
        'done, 1 warning',
      ],
      [
        'refuses',
        '<OTA_HotelRS><Errors><Error Type="3" Code="450" ShortText="no"/></Errors></OTA_HotelRS>',
        'service 450 unsupported',
      ],
      [
        'refuses by type',
        '<OTA_HotelRS><Errors><Error Type="4">who</Error></Errors></OTA_HotelRS>',
        'service 4 unknown',
      ],
      [
        'only warns',
        '<OTA_HotelRS><Warnings><Warning Code="321">old</Warning></Warnings></OTA_HotelRS>',
        'shape missing-signal',
      ],
    ],
  },
  {
    definition: {
      name: 'carrier-web-service',
      roots: ['*Reply'],
      rules: [
        {
          each: '**/Notifications',
          code: ['Code'],
          message: ['LocalizedMessage', 'Message'],
          severity: { at: 'Severity', map: { SUCCESS: 'info', NOTE: 'info', WARNING: 'warning' } },
        },
      ],
      flag: { at: 'HighestSeverity', values: ['SUCCESS', 'NOTE', 'WARNING'] },
      codes: { '9040': { category: 'not-found', remedy: 'wait' } },
    },
    bodies: [
      [
        'succeeds',
        soap(
          '<TrackReply><HighestSeverity>SUCCESS</HighestSeverity><Notifications><Severity>SUCCESS</Severity></Notifications></TrackReply>',
        ),
        'done',
      ],
      [
        'hides a failure below an overall success',
        soap(
          '<TrackReply><HighestSeverity>SUCCESS</HighestSeverity><Detail><Notifications><Severity>FAILURE</Severity><Code>9040</Code><Message>Not yet</Message></Notifications></Detail></TrackReply>',
        ),
        'service 9040 not-found',
      ],
    ],
  },
  {
    definition: {
      name: 'travel-soap',
      namespace: /^urn:travel:v\d+$/,
      rules: [
        {
          when: ['Fault'],
          each: 'detail/StackTrace',
          message: ['.'],
          split: { of: 'message', matches: /\b(?<code>USG_[A-Z_]+)/ },
        },
        { when: ['*RS'], ok: { at: '@status', values: ['Complete'] }, code: ['@status'] },
      ],
      codes: {
        USG_CONNECTOR_IS_BUSY: { category: 'unavailable', applied: 'no', retryAfterMs: 500 },
        USG_INVALID_SECURITY_TOKEN: { category: 'session' },
      },
    },
    bodies: [
      ['succeeds', soap('<FareRS xmlns="urn:travel:v3" status="Complete"/>'), 'done'],
      [
        'is only halfway',
        soap('<FareRS xmlns="urn:travel:v3" status="NotProcessed"/>'),
        'service NotProcessed unknown',
      ],
      [
        'hides the code in a trace',
        soapFault(
          'failed',
          '<StackTrace xmlns="urn:travel:v4">at Gate: USG_CONNECTOR_IS_BUSY: all lines taken</StackTrace>',
        ),
        'service USG_CONNECTOR_IS_BUSY unavailable after 500',
      ],
      [
        'ends the session',
        soapFault('failed', '<StackTrace xmlns="urn:travel:v4">USG_INVALID_SECURITY_TOKEN</StackTrace>'),
        'service USG_INVALID_SECURITY_TOKEN session',
      ],
    ],
  },
  {
    definition: {
      name: 'card-gateway',
      roots: ['receipts'],
      rules: [
        {
          each: 'receipt',
          ok: { at: 'ResponseCode', range: [0, 49], absent: 'fail' },
          code: ['ResponseCode'],
          message: ['Message'],
        },
      ],
      codes: { '481': { category: 'declined' } },
      phrases: [{ says: { pattern: 'timed?.?out', flags: 'i' }, category: 'timeout' }],
    },
    bodies: [
      ['approves', '<receipts><receipt><ResponseCode>027</ResponseCode></receipt></receipts>', 'done'],
      ['declines', '<receipts><receipt><ResponseCode>481</ResponseCode></receipt></receipts>', 'service 481 declined'],
      [
        'did not get through',
        '<receipts><receipt><ResponseCode>null</ResponseCode><Message>Global Error: timed out</Message></receipt></receipts>',
        'service - timeout',
      ],
    ],
  },
  {
    definition: {
      name: 'list-service',
      roots: ['UpdateListItemsResponse'],
      rules: [
        {
          each: '**/Result',
          item: { key: '@ID' },
          ok: { at: 'ErrorCode', values: ['0x00000000'] },
          code: ['ErrorCode'],
          message: ['ErrorText'],
        },
      ],
      codes: { '0x81020015': { category: 'conflict' }, '0x800704c7': { category: 'collateral' } },
    },
    bodies: [
      [
        'tells victims from causes',
        soap(
          '<UpdateListItemsResponse><Results><Result ID="1,Update"><ErrorCode>0x81020015</ErrorCode></Result><Result ID="2,Update"><ErrorCode>0x800704c7</ErrorCode></Result><Result ID="3,New"><ErrorCode>0x00000000</ErrorCode></Result></Results></UpdateListItemsResponse>',
        ),
        '0x81020015 conflict, 0x800704c7 collateral, done',
      ],
    ],
  },
  {
    definition: {
      name: 'partner-statistics',
      roots: ['response'],
      rules: [
        {
          each: 'hashref',
          pairs: { each: 'item', key: '@key', value: '.' },
          ok: { at: 'result', values: ['ok'] },
          code: ['error_type'],
          message: ['message'],
        },
      ],
      codes: { 'Exception::Validation': { category: 'validation' } },
    },
    bodies: [
      ['succeeds', '<response><hashref><item key="result">ok</item></hashref></response>', 'done'],
      [
        'refuses',
        '<response><hashref><item key="result">error</item><item key="error_type">Exception::Validation</item></hashref></response>',
        'service Exception::Validation validation',
      ],
    ],
  },
]

function verdict({ definition }: Survey, body: string): string {
  const result = normalizer([defineDialect(definition)])({ status: 200, headers: {}, body })
  if (result.isErr()) {
    const fault = result.error
    if (fault.kind === 'shape') return `shape ${fault.problem}`
    const pause = fault.retryAfterMs === undefined ? '' : ` after ${fault.retryAfterMs}`
    return `${fault.kind} ${fault.kind === 'service' ? (fault.code ?? '-') : '-'} ${fault.category}${pause}`
  }
  const outcomes = result.value.outcomes.map(outcome =>
    outcome.result.match(
      () => 'done',
      fault =>
        fault.kind === 'service' ? `${fault.code} ${fault.category}` : fault.kind === 'shape' ? fault.problem : '',
    ),
  )
  const { length } = result.value.warnings
  return [...outcomes, ...(length === 0 ? [] : [`${length} warning`])].join(', ')
}

describe.each(surveys.map(survey => ({ name: survey.definition.name, survey })))('$name', ({ survey }) => {
  test.each(survey.bodies)('%s', (_, body, expected) => {
    expect(verdict(survey, body)).toBe(expected)
  })

  test('is the same after a trip through JSON', () => {
    const json = JSON.stringify(survey.definition, (_, value) =>
      value instanceof RegExp ? { pattern: value.source, flags: value.flags } : value,
    )
    const revived = { ...survey, definition: JSON.parse(json) as DialectDefinition }
    for (const [, body, expected] of survey.bodies) expect(verdict(revived, body)).toBe(expected)
  })
})
