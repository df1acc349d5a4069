/** A start tag with its attributes as written, the content, an end tag. */
export function element(name: string, content: string, attributes = ''): string {
  const start = attributes === '' ? name : `${name} ${attributes}`
  return content === '' ? `<${start}/>` : `<${start}>${content}</${name}>`
}

export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
