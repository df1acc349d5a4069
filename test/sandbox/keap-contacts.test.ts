import { describe, expect, test } from 'vitest'
import { numberFrom, open, outcome, type Param } from './keap-exchange.ts'

const YES = '<boolean>1</boolean>'
const NO = '<boolean>0</boolean>'

describe('a contact', () => {
  test('is added as often as it is asked for', async () => {
    const sandbox = await open()
    const add = () => numberFrom(sandbox, 'ContactService.add', { Email: 'ada@harbor.example' })
    expect([(await add()) > 0, (await add()) > 0]).toEqual([true, true])
    expect(sandbox.keap.records('Contact')).toHaveLength(2)
  })

  test.each<[string, Record<string, Param>, string, boolean]>([
    ['the same address', { Email: 'ADA@harbor.example' }, 'Email', true],
    ['the same address and name', { Email: 'ada@harbor.example', FirstName: 'Ada' }, 'EmailAndName', true],
    ['another name', { Email: 'ada@harbor.example', FirstName: 'Eve' }, 'EmailAndName', false],
    [
      'another company',
      { Email: 'ada@harbor.example', FirstName: 'Ada', Company: 'Quay' },
      'EmailAndNameAndCompany',
      false,
    ],
    ['no address', { FirstName: 'Ada' }, 'Email', false],
  ])('with %s is found or added', async (_what, sent, check, isFound) => {
    const sandbox = await open()
    const known = sandbox.keap.put('Contact', { Email: 'ada@harbor.example', FirstName: 'Ada' })
    const id = await numberFrom(sandbox, 'ContactService.addWithDupCheck', { ...sent, City: 'Kiel' }, check)
    expect(id === known).toBe(isFound)
    expect(sandbox.keap.records('Contact').find(({ Id }) => Id === id)).toMatchObject({ City: 'Kiel' })
    expect(sandbox.keap.records('Contact')).toHaveLength(isFound ? 1 : 2)
  })

  test('is found by any of its addresses, updated and loaded', async () => {
    const sandbox = await open()
    const id = sandbox.keap.put('Contact', { Email: 'a@b.example', EmailAddress3: 'c@d.example' })
    expect(await numberFrom(sandbox, 'ContactService.update', id, { City: 'Kiel' })).toBe(id)
    expect(await outcome(sandbox, 'ContactService.findByEmail', 'C@D.example', ['City'])).toContain('Kiel')
    expect(await outcome(sandbox, 'ContactService.load', id, ['City'])).toContain('Kiel')
    expect(await outcome(sandbox, 'ContactService.load', id + 1, ['City'])).toMatch(/^6 \[Loading\]/)
  })

  test('takes over what it lacks from one that is merged into it, tags too', async () => {
    const sandbox = await open()
    const id = sandbox.keap.put('Contact', { FirstName: 'Ada' })
    const other = sandbox.keap.put('Contact', { FirstName: 'Eve', City: 'Kiel' })
    const tag = sandbox.keap.put('ContactGroup', { GroupName: 'Crew' })
    await outcome(sandbox, 'ContactService.addToGroup', other, tag)
    expect(await outcome(sandbox, 'ContactService.merge', id, other)).toBe(YES)
    expect(sandbox.keap.records('Contact')).toMatchObject([
      { Id: id, FirstName: 'Ada', City: 'Kiel', Groups: `${tag}` },
    ])
    expect(await outcome(sandbox, 'ContactService.merge', id, other)).toMatch(/^5 /)
    expect(await outcome(sandbox, 'ContactService.merge', id, id)).toMatch(/^12 /)
  })

  test('is linked to another as often as it is asked for', async () => {
    const sandbox = await open()
    const [id, other] = [1, 2].map(Id => sandbox.keap.put('Contact', { Id })) as [number, number]
    for (const _ of [1, 2]) expect(await outcome(sandbox, 'ContactService.linkContacts', id, other, 1)).toBe(YES)
    expect(sandbox.keap.records('LinkedContact')).toHaveLength(2)
  })
})

test('a tag is given and taken once, and says whether that changed anything', async () => {
  const sandbox = await open()
  const id = sandbox.keap.put('Contact', { FirstName: 'Ada' })
  const tag = sandbox.keap.put('ContactGroup', { GroupName: 'Crew' })
  const told: string[] = []
  for (const method of ['addToGroup', 'addToGroup', 'removeFromGroup', 'removeFromGroup'])
    told.push(await outcome(sandbox, `ContactService.${method}`, id, tag))
  expect(told).toEqual([YES, NO, YES, NO])
  expect(await outcome(sandbox, 'ContactService.addToGroup', id, tag + 1)).toMatch(/^5 /)
})

describe('a campaign', () => {
  test('is begun, paused, resumed and left', async () => {
    const sandbox = await open()
    const id = sandbox.keap.put('Contact', { FirstName: 'Ada' })
    const campaign = sandbox.keap.put('Campaign', { Name: 'Spring' })
    const step = sandbox.keap.put('CampaignStep', { CampaignId: campaign })
    const run = (method: string) => outcome(sandbox, `ContactService.${method}`, id, campaign)
    const status = () => sandbox.keap.records('Campaignee').map(({ Status }) => Status)
    expect(await run('getNextCampaignStep')).toBe('<i4>0</i4>')
    expect([await run('addToCampaign'), status()]).toEqual([YES, ['Active']])
    expect(await run('getNextCampaignStep')).toBe(`<i4>${step}</i4>`)
    expect([await run('pauseCampaign'), status()]).toEqual([YES, ['Paused']])
    expect([await run('resumeCampaignForContact'), status()]).toEqual([YES, ['Active']])
    expect([await run('addToCampaign'), status()]).toEqual([YES, ['Active', 'Active']])
    expect([await run('removeFromCampaign'), status()]).toEqual([YES, []])
    expect(await run('removeFromCampaign')).toBe(NO)
  })

  test('has steps and action sets that run as often as they are asked for', async () => {
    const sandbox = await open()
    const id = sandbox.keap.put('Contact', { FirstName: 'Ada' })
    const step = sandbox.keap.put('CampaignStep', {})
    const actions = sandbox.keap.put('ActionSequence', { TemplateName: 'Greet' })
    for (const _ of [1, 2]) {
      expect(await outcome(sandbox, 'ContactService.rescheduleCampaignStep', [id], step)).toBe('<i4>1</i4>')
      expect(await outcome(sandbox, 'ContactService.runActionSequence', id, actions)).toContain('Greet')
    }
    expect(sandbox.keap.records('StepRun')).toHaveLength(2)
    expect(sandbox.keap.records('ActionRun')).toHaveLength(2)
  })
})
