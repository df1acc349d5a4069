import type { ReadTarget } from './api.ts'
import { httpJobs } from './apis/http.ts'
import { intacctJobs } from './apis/intacct.ts'
import { keapJobs } from './apis/keap.ts'
import { openAirSoapJobs, openAirXmlJobs } from './apis/openair.ts'
import { soapJobs } from './apis/soap.ts'
import { xmlRpcJobs } from './apis/xmlrpc.ts'

/** The APIs that a job can call, by the name that it has in a job. */
export const apis = {
  'openair-xml': openAirXmlJobs,
  'openair-soap': openAirSoapJobs,
  intacct: intacctJobs,
  keap: keapJobs,
  soap: soapJobs,
  xmlrpc: xmlRpcJobs,
  http: httpJobs,
} as const satisfies Readonly<Record<string, ReadTarget>>
