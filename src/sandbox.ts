export type { FieldData, RecordData } from './sandbox/data.ts'
export type { IntacctSandbox } from './sandbox/intacct/intacct.ts'
export type { PerformedFunction } from './sandbox/intacct/performed-function.ts'
export type { IntacctCredentials, IntacctLimits, IntacctSettings } from './sandbox/intacct/settings.ts'
export type { ChargeCode, ChargeOutcome } from './sandbox/keap/charges.ts'
export type { KeapSandbox, PerformedCall } from './sandbox/keap/keap.ts'
export type { KeapRecord } from './sandbox/keap/plain.ts'
export type { CallQuota, KeapCredentials, KeapLimits, KeapSettings } from './sandbox/keap/settings.ts'
export type { FieldType } from './sandbox/keap/table.ts'
export type { OpenAirSandbox, PerformedCommand } from './sandbox/openair/openair.ts'
export type {
  CustomFieldRule,
  Obstacles,
  OpenAirCredentials,
  OpenAirLimits,
  OpenAirSettings,
} from './sandbox/openair/settings.ts'
export type { Sandbox, SandboxCall, SandboxOptions } from './sandbox/options.ts'
export { startSandbox } from './sandbox/start.ts'
export type {
  CharsetTrouble,
  CodeTrouble,
  DropOutcomeTrouble,
  MidProcessTrouble,
  MissingStatusTrouble,
  NoTrouble,
  PageTrouble,
  RandomTrouble,
  ResetTrouble,
  SessionBugTrouble,
  SlowTrouble,
  StatusTrouble,
  Trouble,
  TroubleDesk,
  TroubleKind,
  TroubleOnce,
  TruncatedTrouble,
  When,
} from './sandbox/trouble.ts'
export { commonTroubles, drawTrouble } from './sandbox/trouble-draw.ts'
