import { present } from '../../core/present.ts'
import type { Hooks } from './hooks.ts'

/** Hooks may be an instance of a class: each is called as its method. One that is absent costs nothing. */
export function ownHooks(hooks: Hooks = {}): Hooks {
  return present({ onRequest: hooks.onRequest?.bind(hooks), onReply: hooks.onReply?.bind(hooks) })
}
