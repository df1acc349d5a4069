import { addTo, type Data, elementValue, type Growing } from '../data.ts'

/** Makes plain objects of the events of a parser. */
export interface ObjectBuilder {
  /** Begins a new document. */
  readonly start: () => void
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text: (text: string) => void
  readonly close: () => void
  readonly document: () => Data
}

interface Open {
  readonly name: string
  parts: Growing | undefined
  text: string
}

export function objectBuilder(): ObjectBuilder {
  let current: Open = opened('')
  let ancestors: Open[] = []
  return {
    start: () => {
      current = opened('')
      ancestors = []
    },
    open: (name, attributes) => {
      ancestors.push(current)
      current = opened(name)
      for (const key in attributes) {
        current.parts ??= {}
        current.parts[`@${key}`] = attributes[key] ?? ''
      }
    },
    text: text => {
      current.text = current.text === '' ? text : current.text + text
    },
    close: () => {
      const { name, parts, text } = current
      current = ancestors.pop() ?? opened('')
      current.parts ??= {}
      addTo(current.parts, name, elementValue(parts, text))
    },
    document: () => current.parts ?? '',
  }
}

function opened(name: string): Open {
  return { name, parts: undefined, text: '' }
}
