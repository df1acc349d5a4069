import { MAX_NAME, type NameParts } from './names.ts'

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'

/** What the declarations of one element bind. An empty name means none. */
export type Declared = readonly (readonly [prefix: string, namespace: string])[]

/** The prefix that an attribute declares, `''` for the default namespace; undefined for any other attribute. */
export function declaredPrefix({ name, prefix, localName }: NameParts): string | undefined {
  if (prefix === 'xmlns') return localName
  return name === 'xmlns' ? '' : undefined
}

/**
 * Says what is wrong with a declaration, in one sentence; undefined for nothing.
 *
 * @param prefix the prefix that is declared; `''` for the default namespace
 * @see https://www.w3.org/TR/xml-names/#ns-decl sections 2.2, 3 and 5
 */
export function declarationProblem(prefix: string, namespace: string): string | undefined {
  if (namespace.length > MAX_NAME) return 'The name of a namespace is longer than 4,096 characters'
  if (prefix === 'xmlns') return 'The prefix xmlns cannot be declared'
  if ((prefix === 'xml') !== (namespace === XML_NAMESPACE)) {
    return 'The prefix xml and its namespace belong to each other and to nothing else'
  }
  if (namespace === XMLNS_NAMESPACE) return 'The namespace of declarations cannot be bound to a prefix'
  if (namespace === '' && prefix !== '') return 'A prefix cannot be bound to an empty namespace'
  return undefined
}

/**
 * The bindings at the place of whoever reads. Looking a prefix up costs the same however deep the document is, which
 * walking the scopes does not.
 */
export class Bindings {
  readonly #bound = new Map<string, string | undefined>([
    ['xml', XML_NAMESPACE],
    ['xmlns', XMLNS_NAMESPACE],
  ])
  /** What was covered by all that was entered, to be put back. */
  readonly #covered: [prefix: string, namespace: string | undefined][] = []

  resolve(prefix: string): string | undefined {
    return this.#bound.get(prefix)
  }

  /** What is bound here, however the scopes go on. */
  copy(): ReadonlyMap<string, string> {
    return new Map([...this.#bound].flatMap(([prefix, bound]) => (bound === undefined ? [] : [[prefix, bound]])))
  }

  enter(declared: Declared): void {
    for (const [prefix, namespace] of declared) {
      this.#covered.push([prefix, this.#bound.get(prefix)])
      this.#bound.set(prefix, namespace === '' ? undefined : namespace)
    }
  }

  /** Puts back what was covered by what was entered last. */
  leave(declared: Declared): void {
    for (let left = declared.length; left > 0; left--) {
      const covered = this.#covered.pop()
      if (covered !== undefined) this.#bound.set(covered[0], covered[1])
    }
  }
}
