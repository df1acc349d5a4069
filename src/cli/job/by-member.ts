import { z } from 'zod'

/**
 * Makes the schema of a value that has one of several shapes, told apart by a member that only one of them has: so that
 * what is wrong inside one shape is told by its own name, and not as if the value had none of them.
 *
 * @param shapes by the member that tells each of them
 * @param message what is said of a value that has no such member
 * @param text the shape of a text, where one is a value as well
 */
export function byMember<Shape>(
  shapes: Readonly<Record<string, z.ZodType<Shape>>>,
  message: string,
  text?: z.ZodType<Shape>,
): z.ZodType<Shape, unknown> {
  return z.unknown().transform((given, context) => {
    const shape = typeof given === 'string' ? text : Object.entries(shapes).find(([name]) => has(given, name))?.[1]
    const read = shape?.safeParse(given, { reportInput: true })
    if (read?.success) return read.data
    if (read === undefined) context.addIssue(message)
    else for (const issue of read.error.issues) context.addIssue({ ...issue })
    return z.NEVER
  })
}

function has(given: unknown, name: string): boolean {
  return typeof given === 'object' && given !== null && Object.hasOwn(given, name)
}
