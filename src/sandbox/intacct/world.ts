import type { XmlElement } from '../../xml/element.ts'
import type { XmlNode } from '../../xml/node.ts'
import type { Chance } from '../chance.ts'
import type { RateWindow } from '../rate-window.ts'
import type { Store } from '../store.ts'
import type { SandboxTime } from '../time.ts'
import type { Access } from './access.ts'
import type { ControlLog } from './control-log.ts'
import type { Cursors } from './cursors.ts'
import type { Ledger } from './ledger.ts'
import type { ObjectRules } from './object-rules.ts'
import type { ServiceError } from './service-error.ts'
import type { Session } from './session.ts'
import type { IntacctSettings } from './settings.ts'
import type { Turns } from './turns.ts'

/** All there is to the company. */
export interface World {
  /** Where one signs in. */
  readonly url: string
  /** Where sessions live. */
  readonly endpoint: string
  readonly time: SandboxTime
  readonly settings: IntacctSettings
  readonly store: Store
  readonly access: Access
  readonly rules: ObjectRules
  readonly log: ControlLog
  readonly cursors: Cursors
  readonly rates: RateWindow
  readonly turns: Turns
}

/** What a function works with. */
export interface Scene {
  readonly world: World
  readonly session: Session
  /** Whatever the function writes is noted here, so that its transaction can be undone. */
  readonly ledger: Ledger
  /** The answer's own luck; absent where the server's odd habits are switched off. */
  readonly chance?: Chance
}

/** What became of a function: a failure where it has errors. */
export interface Deed {
  readonly errors: readonly ServiceError[]
  readonly key?: string
  readonly data?: XmlNode
  /** The whole body of the answer, of a read that was asked for another format than XML. */
  readonly text?: { readonly type: string; readonly body: string }
  readonly object?: string
  /** The RECORDNOs that it wrote, also where it failed later. */
  readonly written?: readonly string[]
}

/** Carries out one function. */
export type Performer = (asked: XmlElement, scene: Scene) => Deed

/** A failure. */
export function refuse(...errors: readonly ServiceError[]): Deed {
  return { errors }
}
