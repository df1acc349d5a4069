export type { FieldData, RecordData } from './sandbox/openair/data.ts'
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
  MissingStatusTrouble,
  NoTrouble,
  PageTrouble,
  RandomTrouble,
  ResetTrouble,
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
