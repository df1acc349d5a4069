/** Finds the path of a member `__proto__`, wherever it stands: a schema would leave it out without a word. */
export function findDropped(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, member] of Object.entries(value)) {
    const here = [...path, name]
    const found = name === '__proto__' ? here.join('.') : findDropped(member, here)
    if (found !== undefined) return found
  }
  return undefined
}
