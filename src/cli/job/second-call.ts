import { z } from 'zod'

const NAMES = ['read', 'repeatable', 'once'] as const

/** What a second call of the same row does, where only whoever writes the job can tell. */
export const secondCall = z.enum(NAMES, `is none of ${NAMES.join(', ')}`)
