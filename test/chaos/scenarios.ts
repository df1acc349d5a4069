import { batchScenario } from './batch.ts'
import { clusterScenario } from './cluster.ts'
import { intacctScenario } from './intacct.ts'
import { keapScenario } from './keap.ts'
import { openAirScenario } from './openair.ts'
import type { Scenario } from './scenario.ts'

/** All that can be played. */
export const scenarios: readonly Scenario[] = [
  openAirScenario,
  batchScenario,
  intacctScenario,
  keapScenario,
  clusterScenario,
]
