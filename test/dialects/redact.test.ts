import { describe, expect, test } from 'vitest'
import { redact } from '../../src/dialects/redact.ts'
import type { XmlNode } from '../../src/xml/node.ts'
import { write } from '../../src/xml/write.ts'

const text = (node: XmlNode) => write(node)._unsafeUnwrap()

describe('redaction', () => {
  test('goes by the names of elements, in any depth and case', () => {
    const node = { name: 'a', children: [{ name: 'b', children: [{ name: 'sessionId', children: ['s-1'] }, 'plain'] }] }
    const { secrets, copy } = redact(node)
    expect(secrets).toEqual(['s-1'])
    expect(text(copy())).toBe('<a><b><sessionId>***</sessionId>plain</b></a>')
  })

  test('leaves what is empty and what is no credential', () => {
    const node = {
      name: 'a',
      attributes: { key: 'k' },
      children: [{ name: 'password', children: [''] }, { name: 'user' }],
    }
    expect(redact(node).secrets).toEqual([])
    expect(redact(node, ['key']).secrets).toEqual(['k'])
  })

  test('hides what stands below a credential, which leaked where the input nested it', () => {
    const nested = { name: 'value', children: ['s3cret-nested', { name: 'deeper', children: ['also-secret'] }] }
    const node = { name: 'Gadget', children: [{ name: 'password', children: [nested, ' '] }, 'plain'] }
    const { secrets, copy } = redact(node)
    expect(secrets).toEqual(['s3cret-nested', 'also-secret', ' '])
    expect(text(copy())).toBe('<Gadget><password><value>***<deeper>***</deeper></value>***</password>plain</Gadget>')
  })

  test('looks behind a prefix', () => {
    const node = { name: 'w:Security', children: [{ name: 'w:Password', children: ['p-99'] }] }
    expect(redact(node).secrets).toEqual(['p-99'])
    expect(JSON.stringify(redact(node).copy())).not.toContain('p-99')
  })

  test('needs no stack for an input of any depth', () => {
    let node: XmlNode = { name: 'a', children: ['deep'] }
    for (let level = 0; level < 100_000; level++) node = { name: 'a', children: [node] }
    const { secrets, copy } = redact({ name: 'secret', children: [node] })
    expect(secrets).toEqual(['deep'])
    let copied: XmlNode | string | undefined = copy()
    while (typeof copied === 'object') copied = copied.children?.[0]
    expect(copied).toBe('***')
  })
})
