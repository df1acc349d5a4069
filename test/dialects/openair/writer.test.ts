import { describe, expect, test } from 'vitest'
import { envelope, tag } from '../../../src/dialects/openair/writer.ts'
import { write } from '../../../src/xml/write.ts'

const integration = { namespace: 'harbor', key: 'K-517', client: 'harbor sync', clientVersion: '3.2' }
const byPassword = { company: 'Pier & Sons', user: 'mara', password: 'tide<high' }
const text = (node: Parameters<typeof write>[0]) => write(node)._unsafeUnwrap()

describe('the envelope', () => {
  test('signs in by password before the commands, in order', () => {
    const { node } = envelope([{ name: 'Time' }, { name: 'Whoami' }], integration, byPassword)
    expect(text(node)).toBe(
      '<request API_version="1.0" client="harbor sync" client_ver="3.2" namespace="harbor" key="K-517">' +
        '<Auth><Login><company>Pier &amp; Sons</company><user>mara</user><password>tide&lt;high</password></Login></Auth>' +
        '<Time/><Whoami/></request>',
    )
  })

  test('signs in by token alone', () => {
    const { node } = envelope([], integration, { accessToken: 't0k3n' })
    expect(text(node)).toContain('<Auth><Login><access_token>t0k3n</access_token></Login></Auth>')
  })

  test('tells its credentials, those inside commands included', () => {
    const user = tag('CreateUser', {}, [{ name: 'User', children: [{ name: 'password', children: ['new-one'] }] }])
    expect(envelope([user], integration, byPassword).secrets).toEqual(['K-517', 'tide<high', 'new-one'])
  })

  test('gives a copy without them and keeps the original', () => {
    const { node, copy } = envelope([], integration, byPassword)
    expect(text(copy())).toContain('key="***"')
    expect(text(copy())).toContain('<password>***</password>')
    expect(text(copy())).not.toMatch(/K-517|tide/)
    expect(text(node)).toContain('K-517')
  })
})

describe('a tag', () => {
  test('leaves out attributes and children that are undefined', () => {
    expect(text(tag('Read', { type: 'Project', limit: undefined }, [undefined, { name: 'Date' }]))).toBe(
      '<Read type="Project"><Date/></Read>',
    )
  })
})
