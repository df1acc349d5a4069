import { describe, expect, test } from 'vitest'
import { open, results, statuses } from './exchange.ts'

const step = (name: string, id: string, attributes = '', type = 'Timesheet') =>
  `<${name} type="${type}" ${attributes}><${type}><id>${id}</id></${type}><Approval><notes>by test</notes></Approval></${name}>`

describe('the steps of an approval', () => {
  test.each([
    ['Submit', 'O', '0', 'S'],
    ['Submit', 'R', '0', 'S'],
    ['Submit', 'S', '1001', 'S'],
    ['Submit', 'A', '1001', 'A'],
    ['Approve', 'S', '0', 'A'],
    ['Approve', 'O', '1001', 'O'],
    ['Reject', 'S', '0', 'R'],
    ['Reject', 'A', '1001', 'A'],
    ['Unapprove', 'A', '0', 'O'],
    ['Unapprove', 'O', '1001', 'O'],
  ])('%s in state %s is %s and leads to %s', async (name, before, code, after) => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', { status: before })
    expect(await statuses(sandbox, step(name, id))).toEqual(['0', code])
    expect(sandbox.openAir.records('Timesheet')).toMatchObject([{ status: after }])
  })

  test('an approval_status counts where the type has one', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Booking', {})
    expect(await statuses(sandbox, step('Submit', id, '', 'Booking'))).toEqual(['0', '0'])
    expect(sandbox.openAir.records('Booking')).toMatchObject([{ approval_status: 'S' }])
  })

  test('a missing record is 601, a type without approval 603', async () => {
    const sandbox = await open()
    const customer = sandbox.openAir.put('Customer', { name: 'a' })
    expect(await statuses(sandbox, step('Submit', '1') + step('Submit', customer, '', 'Customer'))).toEqual([
      '0',
      '601',
      '603',
    ])
  })

  test('a success shows the record with a log', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', {})
    expect(await results(sandbox, step('Submit', id))).toBe(
      `<Submit status="0"><Timesheet><id>${id}</id><errors/><warnings/><log>Submitted by mara</log></Timesheet></Submit>`,
    )
  })

  test('errors are 1002 with their text in the record', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', {})
    sandbox.openAir.obstruct('Timesheet', id, { errors: 'Hours are missing', warnings: 'Late' })
    expect(await results(sandbox, step('Submit', id, 'submit_warning="1"'))).toBe(
      `<Submit status="1002"><Timesheet><id>${id}</id><errors>Hours are missing</errors><warnings>Late</warnings><log/></Timesheet></Submit>`,
    )
    sandbox.openAir.obstruct('Timesheet', id)
    expect(await statuses(sandbox, step('Submit', id))).toEqual(['0', '0'])
  })

  test('warnings are 1003 until submit_warning goes ahead in spite of them', async () => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', {})
    sandbox.openAir.obstruct('Timesheet', id, { warnings: 'Late' })
    expect(await results(sandbox, step('Submit', id))).toContain('<Submit status="1003"><Timesheet>')
    expect(sandbox.openAir.records('Timesheet')).toMatchObject([{ status: 'O' }])
    expect(await statuses(sandbox, step('Submit', id, 'submit_warning="1"'))).toEqual(['0', '0'])
  })

  test.each([
    ['24.5', '1002'],
    ['12.5', '1003'],
    ['8', '0'],
  ])('an entry of %s hours makes %s', async (hours, code) => {
    const sandbox = await open()
    const id = sandbox.openAir.put('Timesheet', {})
    sandbox.openAir.put('Task', { timesheetid: id, hours })
    expect(await statuses(sandbox, step('Submit', id))).toEqual(['0', code])
  })
})
