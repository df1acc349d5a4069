import { z } from 'zod'

/** Where a service answers. What could hold a credential has no place in a job. */
export const address = z
  .string('is not an address')
  .refine(isPlain, 'is not an http address without user, password, query and fragment')

function isPlain(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && password === '' && search === '' && hash === ''
}
