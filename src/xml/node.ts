/** An element to be written: names as they shall appear, children in order. Plain data. */
export interface XmlNode {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly children?: readonly (XmlNode | string)[]
}
