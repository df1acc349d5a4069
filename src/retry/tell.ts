import { observe } from './observe.ts'
import type { RetryObserver } from './observer.ts'

/** Tells all observers; the event is made only for those who listen to it. */
export function tell<Name extends keyof RetryObserver>(
  observers: readonly RetryObserver[] | undefined = [],
  name: Name,
  event: () => Parameters<NonNullable<RetryObserver[Name]>>[0],
): void {
  for (const observer of observers) observe(observer[name] as ((event: unknown) => unknown) | undefined, event)
}
