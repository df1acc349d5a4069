import { DECLARES, type KnownNames } from './known-names.ts'
import { emptyObject } from './roomy-object.ts'
import type { AttributeRule, RuledData } from './ruled.ts'
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

/** What a prefix means at an element of the tape. */
type Resolve = (at: number, prefix: string) => string | undefined

/** The element at `at` of the tape as data that a rule shapes. Without recursion: the depth is the sender's choice. */
export function ruledOf(tape: Tape, at: number, rule: AttributeRule, resolve: Resolve): RuledData {
  const end = endIn(tape.numbers, at)
  const isDeclaring = tape.declaring.some(one => one.at > at && one.at < end)
  return new Builder(tape, rule, resolve, isDeclaring).build(at)
}

/** An element with children whose end has not come yet. */
interface Open {
  /** Where its children go, one by one or by name. */
  readonly list: RuledData[] | undefined
  readonly object: Record<string, RuledData>
  readonly attributes: Attributes
  readonly end: number
  text: string
  /** The names that came more than once. */
  repeated: Set<string> | undefined
}

type Attributes = Readonly<Record<string, string>> | undefined

class Builder {
  readonly #source: Source
  readonly #names: KnownNames
  readonly #numbers: Int32Array
  readonly #rule: AttributeRule
  readonly #resolve: Resolve
  /** Whether a prefix may mean something else farther in. */
  readonly #isDeclaring: boolean
  /** What attributes say, by the number of their name. */
  readonly #says: ReturnType<AttributeRule>[] = []
  readonly #open: Open[] = []
  /** What the attributes say of the element that was looked at last. */
  #isNil = false
  #isList = false

  constructor({ source, names, numbers }: Tape, rule: AttributeRule, resolve: Resolve, isDeclaring: boolean) {
    this.#source = source
    this.#names = names
    this.#numbers = numbers
    this.#rule = rule
    this.#resolve = resolve
    this.#isDeclaring = isDeclaring
  }

  build(root: number): RuledData {
    const numbers = this.#numbers
    const whole: RuledData[] = []
    let top: Open = {
      list: whole,
      object: {},
      attributes: undefined,
      end: endIn(numbers, root),
      text: '',
      repeated: undefined,
    }
    let at = root
    for (;;) {
      while (at === top.end) {
        this.#leave(top)
        const outer = this.#open.pop()
        if (outer === undefined) return whole[0] === undefined ? '' : whole[0]
        top = outer
      }
      if (isRun(numbers, at)) {
        if (top.text !== '' || !isBlank(numbers, at)) top.text += runAt(this.#source, numbers, at)
        at += RUN_SIZE
        continue
      }
      const end = endIn(numbers, at)
      const content = contentIn(numbers, at)
      const attributes = this.#attributes(at, content)
      if (this.#isNil || isChildless(numbers, content, end)) {
        this.#add(top, at, this.#isNil ? null : this.#leaf(content, end, attributes))
        at = end
      } else {
        const list: RuledData[] | undefined = this.#isList ? [] : undefined
        const object = emptyObject(list === undefined ? childrenIn(numbers, content, end) : 0) as Record<
          string,
          RuledData
        >
        const inner: Open = { list, object, attributes, end, text: '', repeated: undefined }
        this.#add(top, at, list ?? inner.object)
        this.#open.push(top)
        top = inner
        at = content
      }
    }
  }

  #attributes(at: number, content: number): Attributes {
    this.#isNil = false
    this.#isList = false
    let data: Record<string, string> | undefined
    for (let attribute = at + ELEMENT_SIZE; attribute < content; attribute += ATTRIBUTE_SIZE) {
      const name = nameIn(this.#numbers, attribute)
      const answer = this.#says[name] ?? this.#ask(at, name)
      if (answer === 'nothing') continue
      const value = valueAt(this.#source, this.#numbers, attribute)
      const says = typeof answer === 'string' ? answer : answer(value)
      if (says === 'list') this.#isList = true
      else if (says === 'nil') this.#isNil = true
      else if (says === 'data') {
        data ??= {}
        setMember(data, this.#names.parts[name]?.name ?? '', value)
      }
    }
    return data
  }

  #ask(at: number, name: number): ReturnType<AttributeRule> {
    const { localName, prefix } = this.#names.parts[name] ?? { localName: '', prefix: '' }
    const isDeclaration = ((this.#names.kinds[name] ?? 0) & DECLARES) !== 0
    const says = isDeclaration
      ? 'nothing'
      : this.#rule(localName, prefix === '' ? undefined : this.#resolve(at, prefix), prefix)
    if (!this.#isDeclaring) this.#says[name] = says
    return says
  }

  /** Of an element without children. */
  #leaf(content: number, end: number, attributes: Attributes): RuledData {
    let text = ''
    for (let run = content; run < end; run += RUN_SIZE) text += runAt(this.#source, this.#numbers, run)
    if (this.#isList) return []
    if (attributes === undefined) return text
    return text.trim() === '' ? { attributes } : { attributes, $value: text }
  }

  #add(open: Open, at: number, value: RuledData): void {
    if (open.list !== undefined) {
      open.list.push(value)
      return
    }
    const key = this.#names.parts[nameIn(this.#numbers, at)]?.localName ?? ''
    const { object } = open
    if (object[key] === undefined || !Object.hasOwn(object, key)) setMember(object, key, value)
    else if (open.repeated?.has(key) === true) (object[key] as RuledData[]).push(value)
    else {
      open.repeated ??= new Set()
      open.repeated.add(key)
      setMember(object, key, [object[key] ?? null, value])
    }
  }

  #leave({ object, attributes, text, list }: Open): void {
    if (list !== undefined) return
    const kept = text.trim()
    if (kept !== '') object.$value = kept
    if (attributes !== undefined)
      object[Object.hasOwn(object, 'attributes') ? '$attributes' : 'attributes'] = attributes
  }
}

/** A property called `__proto__` would change what the object inherits: it is defined, not assigned. */
function setMember<Value>(object: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}

function isChildless(numbers: Int32Array, content: number, end: number): boolean {
  for (let part = content; part < end; part += RUN_SIZE) if (!isRun(numbers, part)) return false
  return true
}

/** About how many members an object will have. */
function childrenIn(numbers: Int32Array, content: number, end: number): number {
  let children = 0
  for (let part = content; part < end && children < 64; part = behind(numbers, part)) {
    if (!isRun(numbers, part)) children++
  }
  return children
}
