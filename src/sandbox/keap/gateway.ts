import { err, ok, type Result } from 'neverthrow'
import type { Answer } from '../answer.ts'
import type { Request } from '../route.ts'
import type { Access } from './access.ts'
import { endOfDay, type OverLimit, openUsage, type Usage } from './quota.ts'
import type { CallQuota, KeapSettings } from './settings.ts'

/** How a request got past the gateway. */
export interface Pass {
  /** Whether the credential came with HTTP, so that the first parameter may be any text. */
  readonly isSignedIn: boolean
  /** What the gateway adds to the answer. */
  readonly headers: Readonly<Record<string, string>>
}

/** The gateway in front of the service. */
export interface Gateway {
  /** Lets a request pass, or answers it. One without any credential passes: its key is in its body. */
  readonly enter: (asked: Request, now: number) => Result<Pass, Answer>
}

interface Counter {
  readonly quota: CallQuota
  readonly usage: Usage
}

/** Opens the gateway: what it counts begins at zero. */
export function openGateway(access: Access, settings: KeapSettings): Gateway {
  const counterOf = (quota: CallQuota): Counter => ({ quota, usage: openUsage(quota) })
  const counters = {
    token: counterOf(settings.limits.accessToken),
    service: counterOf(settings.limits.serviceKey),
  }
  const refusals = REFUSALS[settings.gateway]
  return {
    enter: (asked, now) => {
      const kind = credentialKind(asked, access)
      if (kind === 'none') return ok({ isSignedIn: false, headers: {} })
      if (kind === 'wrong') return err(refusals.wrong)
      if (kind === 'legacy') return ok({ isSignedIn: true, headers: {} })
      const { quota, usage } = counters[kind]
      const over = usage.admit(now)
      const headers = settings.gateway === 'former' ? {} : quotaHeaders(quota, usage, now)
      if (over !== undefined) return err({ ...refusals[over], headers })
      return ok({ isSignedIn: true, headers })
    },
  }
}

function credentialKind(asked: Request, access: Access): 'none' | 'wrong' | 'legacy' | 'token' | 'service' {
  const bearer = /^Bearer +(.*)$/i.exec(asked.headers.get('authorization') ?? '')?.[1]?.trim()
  const token = bearer ?? asked.query.get('access_token') ?? undefined
  const key = asked.headers.get('x-keap-api-key')
  if (token === undefined && key === undefined) return asked.headers.has('authorization') ? 'wrong' : 'none'
  if (token !== undefined && access.isToken(token)) return 'token'
  if ((key ?? bearer) === access.credentials.serviceKey) return 'service'
  return token === undefined && access.isKey(key ?? '') ? 'legacy' : 'wrong'
}

function quotaHeaders({ perMinute, perDay }: CallQuota, usage: Usage, now: number): Readonly<Record<string, string>> {
  const [today, minute] = [usage.usedToday(now), usage.usedInMinute(now)]
  return {
    'x-keap-product-quota-limit': String(perDay),
    'x-keap-product-quota-time-unit': 'day',
    'x-keap-product-quota-interval': '1',
    'x-keap-product-quota-available': String(perDay - today),
    'x-keap-product-quota-used': String(today),
    'x-keap-product-quota-expiry-time': String(endOfDay(now)),
    'x-keap-product-throttle-limit': String(perMinute),
    'x-keap-product-throttle-time-unit': 'minute',
    'x-keap-product-throttle-interval': '1',
    'x-keap-product-throttle-available': String(perMinute - minute),
    'x-keap-product-throttle-used': String(minute),
    'x-keap-product-spike-limit': '',
  }
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}

function words(status: number, text: string): Answer {
  return { status, type: 'text/plain', body: text }
}

const quotaViolation = json(429, {
  fault: {
    faultstring: 'Rate limit quota violation. Quota limit exceeded.',
    detail: { errorcode: 'policies.ratelimit.QuotaViolation' },
  },
})

/**
 * Of the two shapes of a 429 the minute and the day have one and the second has the other; which really has which is
 * not known. Nor is the body of a 401: it is made like the first.
 */
const REFUSALS: Readonly<Record<KeapSettings['gateway'], Readonly<Record<OverLimit | 'wrong', Answer>>>> = {
  current: {
    wrong: json(401, {
      fault: { faultstring: 'The access token is not valid', detail: { errorcode: 'invalid_token' } },
    }),
    second: json(429, { code: '429', message: 'Too many calls in a second', status: 'Too Many Requests', details: '' }),
    minute: quotaViolation,
    day: quotaViolation,
  },
  former: {
    wrong: {
      ...words(403, 'Not Authorized'),
      headers: { 'x-mashery-error-code': 'ERR_403_NOT_AUTHORIZED' },
    },
    second: words(403, 'Account Over Queries Per Second Limit'),
    minute: words(403, 'Account Over Rate Limit'),
    day: words(403, 'Account Over Rate Limit'),
  },
}
