/**
 * An element as plain data: its text without the white space around it, or an object if it has attributes (`@name`) or
 * child elements. What occurs several times is a list; text beside attributes or children is `#text`. All values are
 * texts, for codes are no numbers, and names keep their prefixes.
 */
export type PlainData = string | PlainObject | readonly PlainData[]

/** The attributes, children and text of an element by name. */
export interface PlainObject {
  readonly [name: string]: PlainData
}
