import { isSecretName, MASK } from '../core/secrets.ts'
import { callOf, methodOf, paramsOf } from '../wire/xmlrpc.ts'
import type { XmlNode } from '../xml/node.ts'
import type { Redacted } from './redact.ts'

/** What of a call is a credential. */
export interface Hidden {
  /** Indexes of parameters. */
  readonly params?: readonly number[]
  /** Whether a member of this name is hidden, beside those whose name says it (`password`). */
  readonly member?: (name: string) => boolean
}

/** Finds the credentials in a call that is about to be written: in its parameters, and in the members of structs. */
export function redactCall(call: XmlNode, { params = [], member = () => false }: Hidden = {}): Redacted {
  const hiding = { isHidden: (name: string) => isSecretName(name) || member(name) }
  const values = paramsOf(call)
  const found = new Set<string>()
  for (const [index, value] of values.entries()) gather(value, params.includes(index), hiding, found)
  found.delete('')
  return {
    secrets: [...found],
    copy: () =>
      callOf(
        methodOf(call),
        values.map((value, index) => masked(value, params.includes(index), hiding)),
      ),
  }
}

interface Hiding {
  readonly isHidden: (name: string) => boolean
}

/** The recursion ends: no value is nested more deeply than `MAX_VALUE_DEPTH`. */
function gather(node: XmlNode, hidden: boolean, hiding: Hiding, found: Set<string>): void {
  for (const child of within(node)) {
    if (typeof child === 'string') {
      if (hidden) found.add(child)
    } else gather(child, hidden || isHiddenMember(child, hiding), hiding, found)
  }
}

function masked(node: XmlNode, hidden: boolean, hiding: Hiding): XmlNode {
  const children = (node.children ?? []).map(child => {
    if (typeof child === 'string') return hidden ? MASK : child
    return child.name === 'name' ? child : masked(child, hidden || isHiddenMember(child, hiding), hiding)
  })
  return { ...node, children }
}

/** What stands in an element, but for the names of members, which are no secrets. */
function within({ children = [] }: XmlNode): readonly (XmlNode | string)[] {
  return children.filter(child => typeof child === 'string' || child.name !== 'name')
}

function isHiddenMember({ name, children = [] }: XmlNode, { isHidden }: Hiding): boolean {
  const [named] = children
  return name === 'member' && typeof named === 'object' && isHidden(String(named.children?.[0] ?? ''))
}
