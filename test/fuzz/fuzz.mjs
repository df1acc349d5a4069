/**
 * Looks for texts that break a claim, until the minutes are over: `npm run fuzz -- --minutes 5 [--seed 7]`. The seed is
 * printed, and the same seed tries the same texts. A finding is kept in test/fuzz/findings, where a test holds it.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { brokenClaims } from './claims.mjs'
import { textFor } from './texts.mjs'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
})
const minutes = Number(values.minutes)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('usage: npm run fuzz -- --minutes N [--seed N]')
  process.exit(2)
}

console.log(`seed ${seed}, ${minutes} minutes`)
const end = Date.now() + minutes * 60_000
let tries = 0
let findings = 0
for (; Date.now() < end && findings < 20; tries++) {
  const text = textFor(seed + tries)
  const broken = brokenClaims(text)
  if (broken.length === 0) continue
  findings++
  const file = new URL(`findings/seed-${seed + tries}.txt`, import.meta.url)
  writeFileSync(file, text)
  console.log(`seed ${seed + tries}: ${broken.join('; ')}`)
}
console.log(`${tries} texts tried, ${findings} findings`)
process.exitCode = findings === 0 ? 0 : 1
