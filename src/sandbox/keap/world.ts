import type { SandboxTime } from '../time.ts'
import type { Access } from './access.ts'
import type { Charges } from './charges.ts'
import type { KeapSettings } from './settings.ts'
import type { Store } from './store.ts'
import type { Field } from './table.ts'

/** All there is to the account. */
export interface World {
  readonly url: string
  readonly time: SandboxTime
  readonly settings: KeapSettings
  readonly store: Store
  readonly access: Access
  readonly charges: Charges
  /** The fields that were added to a table, by its name and theirs. */
  readonly customFields: Map<string, Map<string, Field>>
  /** Tables (`Contact`), fields (`Contact.Email`) and methods (`FileService.getFile`) that the caller may not use. */
  readonly forbidden: Set<string>
  /** Whether a brownout is on. */
  brownout: boolean
}
