import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { forbiddenCharacter } from '../../src/xml/characters.ts'
import { Grammar } from '../../src/xml/grammar.ts'
import { parse } from '../../src/xml/parse.ts'

const folder = join(import.meta.dirname, 'findings')

// What `npm run fuzz` found: texts that the scanner and the grammar once disagreed about.
test.each(readdirSync(folder))('%s is accepted exactly where the grammar has no problem', file => {
  const text = readFileSync(join(folder, file), 'utf8')
  for (const strict of [false, true]) {
    const isFine = forbiddenCharacter(text) === -1 && new Grammar(text, { strict }).document() === undefined
    expect(parse(text, { strict }).isOk()).toBe(isFine)
  }
})
