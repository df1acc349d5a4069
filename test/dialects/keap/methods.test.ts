import { describe, expect, test } from 'vitest'
import type { Idempotency } from '../../../src/core/operation.ts'
import { idempotencyOf, keapCommand, type Method } from '../../../src/dialects/keap/method.ts'
import { methodNamed, services } from '../../../src/dialects/keap/services.ts'
import { write } from '../../../src/xml/write.ts'

const words = (text: string) => text.split(/\s+/).filter(word => word !== '')

/** The table of facts/keap.md, row by row: service, read, repeatable, once. */
const RATED: readonly (readonly [string, string, string, string])[] = [
  [
    'ContactService',
    'load findByEmail getNextCampaignStep',
    `update addToGroup removeFromGroup removeFromCampaign pauseCampaign resumeCampaignForContact merge addWithDupCheck`,
    'add addToCampaign rescheduleCampaignStep runActionSequence linkContacts',
  ],
  [
    'DataService',
    'load findByField query count getAppSetting getAppointmentCal getUserInfo echo authenticateUser',
    'update delete updateCustomField getTemporaryKey',
    'add addCustomField',
  ],
  [
    'InvoiceService',
    `calculateAmountOwed getPayments getAllPaymentOptions getAllShippingOptions locateExistingCard validateCreditCard`,
    'recalculateTax updateJobRecurringNextBillDate deleteInvoice deleteSubscription',
    `createBlankOrder addOrderItem chargeInvoice addManualPayment addPaymentPlan addRecurringOrder
     createInvoiceForRecurring addOrderCommissionOverride addRecurringCommissionOverride`,
  ],
  ['OrderService', '', '', 'placeOrder'],
  ['FunnelService', '', '', 'achieveGoal'],
  [
    'APIEmailService',
    'getEmailTemplate getOptStatus',
    'optIn optOut updateEmailTemplate',
    'sendEmail attachEmail addEmailTemplate',
  ],
  ['FileService', 'getFile getDownloadUrl', 'replaceFile renameFile', 'uploadFile'],
  [
    'ProductService',
    'getInventory',
    'deactivateCreditCard',
    'incrementInventory decrementInventory increaseInventory decreaseInventory',
  ],
  [
    'DiscountService',
    `getFreeTrial getOrderTotalDiscount getCategoryDiscount getCategoryAssignmentsForCategoryDiscount
     getProductTotalDiscount getShippingTotalDiscount`,
    '',
    `addFreeTrial addOrderTotalDiscount addCategoryDiscount addCategoryAssignmentToCategoryDiscount
     addProductTotalDiscount addShippingTotalDiscount`,
  ],
  [
    'SearchService',
    `getAllReportColumns getSavedSearchResults getSavedSearchResultsAllFields getAvailableQuickSearches
     getDefaultQuickSearch quickSearch`,
    '',
    '',
  ],
  [
    'ShippingService',
    `getAllShippingOptions getFlatRateShippingOption getOrderTotalShippingOption getOrderTotalShippingRanges
     getProductBasedShippingOption getOrderQuantityShippingOption getWeightBasedShippingOption getUpsShippingOption`,
    '',
    '',
  ],
  [
    'AffiliateProgramService',
    'getAffiliatesByProgram getProgramsForAffiliate getAffiliatePrograms getResourcesForAffiliateProgram',
    '',
    '',
  ],
  ['APIAffiliateService', 'affClawbacks affCommissions affPayouts affRunningTotals affSummary', '', ''],
  ['AffiliateService', 'getRedirectLinksForAffiliate', '', ''],
  ['CreditCardSubmissionService', 'requestCreditCardId', 'requestSubmissionToken', ''],
  ['WebFormService', 'getMap getHTML', '', ''],
  ['WebTrackingService', 'getWebTrackingScriptTag getWebTrackingScriptUrl', '', ''],
]

const rated = new Map(
  RATED.flatMap(([service, read, repeatable, once]) =>
    Object.entries({ read, repeatable, once }).flatMap(([idempotency, names]) =>
      words(names).map(name => [`${service}.${name}`, idempotency as Idempotency] as const),
    ),
  ),
)

const listed: readonly (readonly [string, Method<readonly never[]>])[] = Object.entries(services).flatMap(
  ([service, methods]) =>
    Object.entries(methods).map(
      ([name, method]) => [`${service}.${name}`, method as Method<readonly never[]>] as const,
    ),
)

describe('the methods that are listed', () => {
  test('are those of the table, each with what a second run of it does', () => {
    expect(Object.fromEntries(listed.map(([name, { idempotency }]) => [name, idempotency]))).toEqual(
      Object.fromEntries(rated),
    )
  })

  test('are known by their whole names, letter by letter', () => {
    for (const [name, method] of listed) expect(methodNamed(name)).toBe(method)
    for (const name of [
      'contactService.add',
      'ContactService.Add',
      'add',
      'ContactService',
      '__proto__',
      'EmailService.optIn',
    ])
      expect(methodNamed(name)).toBeUndefined()
  })

  test.each(listed)('%s takes nothing for granted: without its parameters it is never sent', (name, method) => {
    const command = keapCommand(name, method, Array.from({ length: method.arity }), {})
    const written = command.write()
    expect(written.isErr()).toBe(method.arity > 0)
    if (written.isErr()) expect(written.error[0]?.path).toEqual([0])
  })

  const GONE = [
    'ContactService.merge',
    'DataService.delete',
    'InvoiceService.deleteInvoice',
    'InvoiceService.deleteSubscription',
  ]
  test('take fault 5 on a repeat for work already done where they make something vanish, and only there', () => {
    expect(listed.filter(([, { gone }]) => gone !== undefined).map(([name]) => name)).toEqual(GONE)
  })
})

describe('addWithDupCheck', () => {
  const { addWithDupCheck } = services.ContactService
  const full = { Email: 'a@b.example', FirstName: 'Ada', LastName: 'L', Company: 'Pier' }

  test.each<[string, object, Idempotency]>([
    ['Email', { Email: 'a@b.example' }, 'repeatable'],
    ['Email', { FirstName: 'Ada' }, 'once'],
    ['Email', { Email: '  ' }, 'once'],
    ['EmailAndName', full, 'repeatable'],
    ['EmailAndName', { ...full, LastName: undefined }, 'once'],
    ['EmailAndName', { Email: 'a@b.example' }, 'once'],
    ['EmailAndNameAndCompany', full, 'repeatable'],
    ['EmailAndNameAndCompany', { ...full, Company: '' }, 'once'],
    ['Phone', full, 'once'],
    ['constructor', full, 'once'],
  ])('by %s of %o is %s', (check, data, idempotency) => {
    expect(idempotencyOf(addWithDupCheck, [data as never, check])).toBe(idempotency)
  })
})

describe('parameters on the wire', () => {
  const sent = (name: string, ...params: readonly unknown[]) => {
    const method = methodNamed(name)
    if (method === undefined) throw new Error(`${name} is not listed`)
    const node = keapCommand(name, method, params, { nil: false }).write()._unsafeUnwrap()
    const text = write(node)._unsafeUnwrap()
    return [...text.matchAll(/<param><value>(.*?)<\/value><\/param>/gs)].map(([, value]) => value)
  }

  test('have the types that the service wants, whatever form they were given in', () => {
    expect(sent('InvoiceService.addManualPayment', '7', 12, '20240229T07:05:09', 'Check', '', false)).toEqual([
      '<int>7</int>',
      '<double>12</double>',
      '<dateTime.iso8601>20240229T07:05:09</dateTime.iso8601>',
      '<string>Check</string>',
      '<string/>',
      '<boolean>0</boolean>',
    ])
  })

  test('that may be left out are left out at the end', () => {
    expect(sent('FileService.uploadFile', 'a.txt', 'YQ==', undefined)).toHaveLength(2)
    expect(sent('DataService.query', 'Contact', 10, 0, { Id: '%' }, ['Id'], undefined, undefined)).toHaveLength(5)
  })

  test('write each field of a record as its table has it, and leave out what is undefined', () => {
    const [, record] = sent('DataService.add', 'Product', {
      ProductName: 'Pier',
      ProductPrice: 5,
      Status: '1',
      Sku: undefined,
      _Berth: 7,
    })
    expect(record).toBe(
      '<struct><member><name>ProductName</name><value><string>Pier</string></value></member>' +
        '<member><name>ProductPrice</name><value><double>5</double></value></member>' +
        '<member><name>Status</name><value><int>1</int></value></member>' +
        '<member><name>_Berth</name><value><int>7</int></value></member></struct>',
    )
  })
})
