import { folded } from './folded.ts'
import { maySpell } from './spellings.ts'

/** A place in the tree of the secrets: what leads to it from the place before, and what comes behind it. */
export interface SecretNode {
  label: Uint16Array
  readonly children: Map<number, SecretNode>
  /** That a secret ends here, and whether it is one only where no letter or digit stands beside it. */
  ends: 'anywhere' | 'alone' | undefined
}

/** All secrets together. */
export interface SecretTree {
  readonly root: SecretNode
  /** For each unit below 256 whether a secret may begin with it, literally or as it may be spelled: 1 if so. */
  readonly begins: Uint8Array
}

/** A secret, or a spelling of one. */
export interface SecretWord {
  readonly text: string
  readonly isAlone: boolean
}

/**
 * Makes a tree of secrets, so that a search looks at those alone that begin like the text. A node stands for all units up
 * to where two of them differ: the tree has two nodes a secret at most, however long they are.
 */
export function treeOf(words: readonly SecretWord[]): SecretTree {
  const root = nodeOf(new Uint16Array())
  for (const { text, isAlone } of words) {
    const units = Uint16Array.from({ length: text.length }, (_, at) => folded(text.charCodeAt(at)))
    const node = placeOf(units, root)
    if (node.ends !== 'anywhere') node.ends = isAlone ? 'alone' : 'anywhere'
  }
  return {
    root,
    begins: Uint8Array.from({ length: 256 }, (_, unit) => (maySpell(unit) || root.children.has(folded(unit)) ? 1 : 0)),
  }
}

function nodeOf(label: Uint16Array): SecretNode {
  return { label, children: new Map(), ends: undefined }
}

function placeOf(units: Uint16Array, root: SecretNode): SecretNode {
  let node = root
  for (let at = 0; at < units.length; at += node.label.length) {
    const unit = units[at] ?? 0
    const child = node.children.get(unit)
    if (child === undefined) {
      const leaf = nodeOf(units.subarray(at))
      node.children.set(unit, leaf)
      return leaf
    }
    const common = commonLength(child.label, units, at)
    if (common < child.label.length) split(child, common)
    node = child
  }
  return node
}

function commonLength(label: Uint16Array, units: Uint16Array, at: number): number {
  let length = 0
  while (length < label.length && label[length] === units[at + length]) length++
  return length
}

function split(node: SecretNode, length: number): void {
  const rest: SecretNode = { label: node.label.subarray(length), children: new Map(node.children), ends: node.ends }
  node.label = node.label.subarray(0, length)
  node.ends = undefined
  node.children.clear()
  node.children.set(rest.label[0] ?? 0, rest)
}
