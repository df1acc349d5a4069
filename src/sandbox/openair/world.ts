import type { XmlNode } from '../../xml/node.ts'
import type { Chance } from '../chance.ts'
import type { RateWindow } from '../rate-window.ts'
import type { Store } from '../store.ts'
import type { SandboxTime } from '../time.ts'
import type { Access, Session } from './access.ts'
import type { CommandElement } from './command-element.ts'
import type { CustomFieldRule, Obstacles, OpenAirSettings } from './settings.ts'

/** All there is to the account. */
export interface World {
  readonly url: string
  readonly soapUrl: string
  readonly time: SandboxTime
  readonly settings: OpenAirSettings
  readonly store: Store
  readonly access: Access
  readonly rates: RateWindow
  /** By type and field, as `Project.region__c`. */
  readonly customFields: Map<string, CustomFieldRule>
  /** By type and id, as `Timesheet 12`. */
  readonly obstacles: Map<string, Obstacles>
  /** Words of the Error record of a code that differ from the catalog's. */
  readonly errorWords: Map<string, { readonly text?: string; readonly comment?: string }>
  nothingFound: '601' | 'empty'
}

/** What a command works with. */
export interface Scene {
  readonly world: World
  readonly session: Session
  /** The answer's own luck; absent where the server's odd habits are switched off. */
  readonly chance?: Chance
}

/** What a command works with that needs no sign-in. */
export type OpenScene = Omit<Scene, 'session'>

/** What became of a command. */
export interface Deed {
  readonly status: string
  readonly content?: readonly (XmlNode | string)[]
  readonly type?: string
  readonly id?: string
}

/** What of a deed the journal keeps. */
export function outcomeOf({ status, type, id }: Deed): Pick<Deed, 'status' | 'type' | 'id'> {
  return { ...(type !== undefined && { type }), ...(id !== undefined && { id }), status }
}

/** Carries out one command. */
export type Performer = (command: CommandElement, scene: Scene) => Deed

/** Carries out one command for anybody. */
export type OpenPerformer = (command: CommandElement, scene: OpenScene) => Deed

/** A refusal by code, with words where the service gives any. */
export function refuse(status: string, words?: string, about: Pick<Deed, 'type' | 'id'> = {}): Deed {
  if (words === undefined) return { status, ...about }
  return { status, ...about, content: [{ name: 'errors', children: [words] }] }
}
