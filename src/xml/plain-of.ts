import { type KnownNames, PROTO } from './known-names.ts'
import type { PlainData } from './plain.ts'
import { emptyObject, type Growing } from './roomy-object.ts'
import type { Source } from './source.ts'
import {
  ATTRIBUTE_SIZE,
  behind,
  contentIn,
  ELEMENT_SIZE,
  endIn,
  isBlank,
  isRun,
  nameIn,
  RUN_SIZE,
  runAt,
  type Tape,
  valueAt,
} from './tape.ts'

/** The element at `at` of the tape as plain data. Without recursion: the depth is the sender's choice. */
export function plainOf(tape: Tape, at: number): PlainData {
  return new Builder(tape).build(at)
}

/** An element whose end has not come yet. */
interface Open {
  readonly object: Growing
  /** Counts the objects: what was seen in an object has a number of at least this. */
  readonly count: number
  readonly end: number
  text: string
}

class Builder {
  readonly #source: Source
  readonly #names: KnownNames
  readonly #numbers: Int32Array
  readonly #open: Open[] = []

  constructor({ source, names, numbers }: Tape) {
    this.#source = source
    this.#names = names
    this.#numbers = numbers
  }

  build(root: number): PlainData {
    const numbers = this.#numbers
    if (isLeaf(numbers, root)) return this.#leaf(root)
    let top = this.#enter(root)
    const all = top.object
    let at = contentIn(numbers, root)
    for (;;) {
      while (at === top.end) {
        this.#leaveText(top)
        this.#open.pop()
        const outer = this.#open.at(-1)
        if (outer === undefined) return all
        top = outer
      }
      if (isRun(numbers, at)) {
        if (top.text !== '' || !isBlank(numbers, at)) top.text += runAt(this.#source, numbers, at)
        at += RUN_SIZE
      } else if (isLeaf(numbers, at)) {
        this.#add(top, nameIn(numbers, at), this.#leaf(at))
        at = endIn(numbers, at)
      } else {
        const inner = this.#enter(at)
        this.#add(top, nameIn(numbers, at), inner.object)
        top = inner
        at = contentIn(numbers, at)
      }
    }
  }

  /** Of an element without attributes and children: its text. */
  #leaf(at: number): string {
    const numbers = this.#numbers
    const end = endIn(numbers, at)
    if (end === at + ELEMENT_SIZE) return ''
    if (end === at + ELEMENT_SIZE + RUN_SIZE) {
      return isBlank(numbers, end - RUN_SIZE) ? '' : trimmed(runAt(this.#source, numbers, end - RUN_SIZE))
    }
    let text = ''
    for (let run = at + ELEMENT_SIZE; run < end; run += RUN_SIZE) {
      if (text !== '' || !isBlank(numbers, run)) text += runAt(this.#source, numbers, run)
    }
    return trimmed(text)
  }

  #enter(at: number): Open {
    const numbers = this.#numbers
    const names = this.#names
    const content = contentIn(numbers, at)
    const end = endIn(numbers, at)
    const object = emptyObject(membersOf(numbers, at, content, end))
    for (let attribute = at + ELEMENT_SIZE; attribute < content; attribute += ATTRIBUTE_SIZE) {
      object[names.attributeKey(nameIn(numbers, attribute))] = valueAt(this.#source, numbers, attribute)
    }
    const open = { object, count: ++names.objectCount, end, text: '' }
    this.#open.push(open)
    return open
  }

  #leaveText({ object, text }: Open): void {
    const kept = trimmed(text)
    if (kept !== '') object['#text'] = kept
  }

  /** The second of a name makes a list. */
  #add({ object, count }: Open, name: number, child: PlainData): void {
    const names = this.#names
    const key = names.parts[name]?.name ?? ''
    const last = names.lastObjects[name] ?? 0
    names.lastObjects[name] = count
    if (((names.kinds[name] ?? 0) & PROTO) !== 0) {
      addProto(object, child)
      return
    }
    // One that was added to an inner object meanwhile may or may not be here.
    const isFirst = last < count || (last > count && !Object.hasOwn(object, key))
    if (isFirst) object[key] = child
    else append(object, key, child)
  }
}

function append(object: Growing, key: string, child: PlainData): void {
  const present = object[key]
  if (Array.isArray(present)) present.push(child)
  else object[key] = [present ?? '', child]
}

/** A property of this name would change what the object inherits: it is defined, not assigned. */
function addProto(object: Growing, child: PlainData): void {
  const present: PlainData | PlainData[] | undefined = Object.getOwnPropertyDescriptor(object, '__proto__')?.value
  if (Array.isArray(present)) {
    present.push(child)
    return
  }
  const value = present === undefined ? child : [present, child]
  Object.defineProperty(object, '__proto__', { value, enumerable: true, configurable: true, writable: true })
}

/** Whether an element has neither attributes nor children. */
function isLeaf(numbers: Int32Array, at: number): boolean {
  const end = endIn(numbers, at)
  for (let part = at + ELEMENT_SIZE; part < end; part += RUN_SIZE) if (!isRun(numbers, part)) return false
  return true
}

/** About how many members the object of an element will have. */
function membersOf(numbers: Int32Array, at: number, content: number, end: number): number {
  let members = (content - at - ELEMENT_SIZE) / ATTRIBUTE_SIZE
  for (let part = content; part < end && members < 64; part = behind(numbers, part)) {
    if (!isRun(numbers, part)) members++
  }
  return members
}

/** Without the white space at its ends that the XML standard calls so, and any other. */
function trimmed(text: string): string {
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(text.length - 1)
  return isInk(first) && isInk(last) ? text : text.trim()
}

function isInk(code: number): boolean {
  return code > 0x20 && code < 0x7f
}
