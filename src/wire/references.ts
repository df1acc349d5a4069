import type { XmlElement } from '../xml/element.ts'

const ENCODING_12 = 'http://www.w3.org/2003/05/soap-encoding'

/** What references may stand for together, in elements, where they stand for the same ones again and again. */
const MOST_REPEATED = 100_000

const MOST_LEVELS = 512

/** The elements of a Body that others refer to. */
export class References {
  readonly #body: XmlElement
  /** By id; made when the first reference is met. */
  #targets: ReadonlyMap<string, Target> | undefined
  readonly #followed = new Set<string>()
  /** How many elements may still be given that were given before. */
  #left = MOST_REPEATED
  #isExhausted = false

  constructor(body: XmlElement) {
    this.#body = body
  }

  /** Whether something was not followed that could have been, with more depth or more elements. */
  get isExhausted(): boolean {
    return this.#isExhausted
  }

  /**
   * What an id stands for; undefined where nothing has it, where it leads deeper than 512 levels, or where it was followed
   * so often that a few references would stand for billions of elements.
   */
  follow(id: string, depth: number): XmlElement | undefined {
    this.#targets ??= targetsIn(this.#body)
    const target = this.#targets.get(id)
    if (target === undefined) return undefined
    const cost = this.#followed.has(id) ? target.size : 0
    if (cost > this.#left || depth > MOST_LEVELS) {
      this.#isExhausted = true
      return undefined
    }
    this.#followed.add(id)
    this.#left -= cost
    return target.element
  }
}

interface Target {
  readonly element: XmlElement
  /** It and all that is in it, in elements. */
  size: number
}

/** The id that an element refers to, which has nothing of its own then. */
export function idReferredTo(element: XmlElement): string | undefined {
  const href = element.attributeNamed('href')
  const id = href === undefined ? encodedReference(element) : href.startsWith('#') ? href.slice(1) : ''
  if (id === undefined || id === '') return undefined
  return element.children.length === 0 && element.text.trim() === '' ? id : undefined
}

function encodedReference({ attributes }: XmlElement): string | undefined {
  return attributes.find(({ localName, namespace }) => localName === 'ref' && namespace === ENCODING_12)?.value
}

/** An element on the way through a Body, and those around it that have an id. */
interface Visit {
  readonly element: XmlElement
  readonly around: Around | undefined
}

interface Around {
  readonly target: Target
  readonly outer: Around | undefined
}

/**
 * Of elements with the same id the first counts. Without recursion: the depth is the sender's choice. An element counts
 * for at most 64 of those around it, so that ids in ids in ids do not cost a look at each for each.
 */
function targetsIn(body: XmlElement): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>()
  const open: Visit[] = [{ element: body, around: undefined }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { element, around } = next
    const id = element.attribute('id')
    const target = { element, size: 0 }
    if (id !== undefined && !targets.has(id)) targets.set(id, target)
    const within = id === undefined ? around : { target, outer: around }
    let levels = 0
    for (let at = within; at !== undefined && levels < 64; at = at.outer) {
      at.target.size += 1
      levels += 1
    }
    for (let at = element.children.length - 1; at >= 0; at--) {
      const child = element.children[at]
      if (child !== undefined) open.push({ element: child, around: within })
    }
  }
  return targets
}
