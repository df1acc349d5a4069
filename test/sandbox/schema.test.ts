import { describe, expect, test } from 'vitest'
import { datePartsOf, momentOf } from '../../src/sandbox/openair/dates.ts'
import { dateFieldsOf, declaredFieldsOf, externalFieldOf, referenceFieldsOf } from '../../src/sandbox/openair/schema.ts'

describe('the account knows its types', () => {
  test.each([
    ['Project', 105],
    ['Projecttask', 47],
    ['Timesheet', 25],
    ['Task', 35],
    ['Slip', 55],
    ['Invoice', 39],
    ['Purchase_item', 36],
  ])('%s has the %i fields of the published WSDL', (type, count) => {
    expect(declaredFieldsOf(type)?.size).toBe(count)
  })

  test.each([
    ['Project', 'externalid'],
    ['ResourceRequest', 'external_id'],
    ['Booking_request', 'external_id'],
    ['Task', undefined],
    ['Nothing', undefined],
  ])('the external key of %s is %s', (type, field) => {
    expect(externalFieldOf(type)).toBe(field)
  })

  test('dates and references are told by their names', () => {
    expect(dateFieldsOf('Timesheet')).toEqual([
      'created',
      'updated',
      'acct_date',
      'approved',
      'ends',
      'starts',
      'submitted',
    ])
    expect(referenceFieldsOf('Projecttask')).toContain('project_taskid')
    expect(referenceFieldsOf('Customer')).toEqual(['customerid', 'customer_id'])
  })
})

describe('dates', () => {
  const moment = Date.UTC(2025, 1, 28, 23, 59, 58)

  test.each([
    [
      "in the account's zone",
      { Date: { year: '2025', month: '2', day: '28', hour: '18', minute: '59', second: '58' } },
      moment,
    ],
    [
      'with a zone',
      { Date: { year: '2025', month: '03', day: '01', hour: '05', minute: '29', second: '58', timezone: '+0530' } },
      moment,
    ],
    ['as its own parts', { Date: datePartsOf(moment, '-0500') }, moment],
    ['as text', '2025-02-28 18:59:58', moment],
    ['without a time', { Date: { year: '2025', month: '1', day: '1' } }, Date.UTC(2025, 0, 1, 5)],
    ['unset', { Date: { year: '', month: '', day: '' } }, undefined],
    ['all zeros', '0000-00-00', undefined],
    ['not a date', 'soon', undefined],
    ['absent', undefined, undefined],
  ])('%s', (_what, value, expected) => {
    expect(momentOf(value)).toBe(expected)
  })
})
