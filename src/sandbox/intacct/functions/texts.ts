import type { XmlElement } from '../../../xml/element.ts'

/** The text of a child, without the white space around it; empty where there is no such child. */
export function textIn(asked: XmlElement, name: string): string {
  return asked.child(name)?.text.trim() ?? ''
}

/** The items of a child that holds a list with commas. */
export function listIn(asked: XmlElement, name: string): readonly string[] {
  return textIn(asked, name)
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')
}
