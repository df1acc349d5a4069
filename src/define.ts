export type { Dialect } from './dialects/contract.ts'
export { defineDialect } from './dialects/define.ts'
export type {
  DefinedMeaning,
  DefinedPhrase,
  DialectDefinition,
  Expression,
  HttpRule,
} from './dialects/definition.ts'
export type { Flag, OkTest, Rule, Severity } from './dialects/rule.ts'
