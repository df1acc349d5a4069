import { countElements } from '../data.ts'
import { type Subject, textOf } from '../subject.ts'

/** What no reader can be expected to reach: the runtime's own parser, and looking at each byte once. */
export const floors: readonly Subject[] = [
  { name: 'JSON.parse', input: 'json', note: 'the same data as JSON', read: json => JSON.parse(textOf(json)) },
  {
    name: 'byte scan',
    note: 'looks at each byte, makes nothing, checks nothing',
    read: countStartTags,
    expected: data => countElements(data),
  },
]

/** How many elements begin: `<` before anything but `/`, `!` and `?`. */
function countStartTags(body: Uint8Array): number {
  let tags = 0
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] !== 0x3c) continue
    const next = body[at + 1]
    if (next !== 0x2f && next !== 0x21 && next !== 0x3f) tags += 1
  }
  return tags
}
