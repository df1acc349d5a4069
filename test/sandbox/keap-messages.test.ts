import { expect, test } from 'vitest'
import { date, numberFrom, open, outcome } from './keap-exchange.ts'

const YES = '<boolean>1</boolean>'
const NO = '<boolean>0</boolean>'
const TODAY = date('20310228T00:00:00')
const PARTS = [
  'Greeting',
  '',
  'quay@harbor.example',
  '~Contact.Email~',
  '',
  '',
  'Ahoy',
  'text',
  '<b>',
  'HTML',
  'Contact',
]

test('an e-mail goes out as often as it is sent, by a template or with words of its own', async () => {
  const sandbox = await open()
  const ids = ['a@b.example', 'c@d.example'].map(Email => sandbox.keap.put('Contact', { Email }))
  const template = await numberFrom(sandbox, 'APIEmailService.addEmailTemplate', ...PARTS)
  expect(await outcome(sandbox, 'APIEmailService.sendEmail', ids, template)).toBe(YES)
  const words = ['quay@harbor.example', '~Contact.Email~', '', '', 'Text', 'Tide', '', 'high'] as const
  expect(await outcome(sandbox, 'APIEmailService.sendEmail', ids, ...words)).toBe(YES)
  const sent = sandbox.keap.records('EmailSent').map(({ ToAddress, Subject }) => `${ToAddress} ${Subject}`)
  expect(sent).toEqual(['a@b.example Ahoy', 'c@d.example Ahoy', 'a@b.example Tide', 'c@d.example Tide'])
  expect(await outcome(sandbox, 'APIEmailService.sendEmail', [...ids, 1], template)).toMatch(/^5 /)
  expect(sandbox.keap.records('EmailSent')).toHaveLength(4)
})

test('an e-mail that was sent elsewhere is noted', async () => {
  const sandbox = await open()
  const id = sandbox.keap.put('Contact', { Email: 'a@b.example' })
  const words = ['Quay', 'quay@harbor.example', 'a@b.example', '', '', 'Text', 'Tide', '', 'high', ''] as const
  expect(await outcome(sandbox, 'APIEmailService.attachEmail', id, ...words, TODAY, TODAY, 1)).toBe(YES)
  expect(sandbox.keap.records('EmailSent')).toMatchObject([
    { ContactId: id, ToAddress: 'a@b.example', Subject: 'Tide' },
  ])
})

test('a template is changed and read', async () => {
  const sandbox = await open()
  const id = await numberFrom(sandbox, 'APIEmailService.addEmailTemplate', ...PARTS)
  const changed = PARTS.map(part => (part === 'Ahoy' ? 'Farewell' : part))
  expect(await outcome(sandbox, 'APIEmailService.updateEmailTemplate', id, ...changed)).toBe(YES)
  expect(await outcome(sandbox, 'APIEmailService.getEmailTemplate', id)).toContain('Farewell')
})

test('an address is opted in once, and never after it was opted out', async () => {
  const sandbox = await open()
  const run = (method: string) => outcome(sandbox, `APIEmailService.${method}`, 'a@b.example', 'asked for it')
  const status = () => numberFrom(sandbox, 'APIEmailService.getOptStatus', 'A@b.example')
  expect(await status()).toBe(0)
  expect([await run('optIn'), await status()]).toEqual([YES, 1])
  expect([await run('optIn'), await status()]).toEqual([NO, 1])
  expect([await run('optOut'), await status()]).toEqual([YES, 0])
  expect([await run('optIn'), await status()]).toEqual([NO, 0])
})

test('a goal is achieved as often as it is said', async () => {
  const sandbox = await open()
  const id = sandbox.keap.put('Contact', { Email: 'a@b.example' })
  for (const _ of [1, 2])
    expect(await outcome(sandbox, 'FunnelService.achieveGoal', 'harbor', 'moored', id)).toContain('<name>goalId</name>')
  expect(sandbox.keap.records('Goal')).toHaveLength(2)
})

test('a file is stored, replaced, renamed and given back', async () => {
  const sandbox = await open()
  const id = await numberFrom(sandbox, 'FileService.uploadFile', 'tide.txt', 'aGlnaA==')
  expect(await outcome(sandbox, 'FileService.getFile', id)).toBe('aGlnaA==')
  expect(await outcome(sandbox, 'FileService.replaceFile', id, 'bG93')).toBe(YES)
  expect(await outcome(sandbox, 'FileService.renameFile', id, 'ebb.md')).toBe(YES)
  expect(sandbox.keap.records('FileBox')).toMatchObject([{ FileName: 'ebb.md', Extension: 'md', FileSize: 3 }])
  expect(await outcome(sandbox, 'FileService.getDownloadUrl', id)).toContain(`Id=${id}`)
  expect(await outcome(sandbox, 'FileService.uploadFile', 'tide.txt', 'not in it: §')).toMatch(/^12 /)
})
