import type { OpenApi } from './api.ts'
import type { Job } from './job.ts'
import { openOpenAir } from './openair.ts'

/** The APIs that a job can call. */
export const apis: Readonly<Record<Job['api'], OpenApi>> = { 'openair-xml': openOpenAir }
