import { read } from '../method.ts'
import { fields, id, ids, text, time, whole } from '../params.ts'
import * as result from '../results.ts'
import type { Id, Time } from '../tables.ts'

/** Saved and quick searches. */
export const SearchService = {
  getAllReportColumns: read<[savedSearchId: Id, userId: Id]>(id, id).gives(result.data),
  getSavedSearchResults: read<[savedSearchId: Id, userId: Id, page: number, fields: readonly string[]]>(
    id,
    id,
    whole,
    fields,
  ).gives(result.list),
  getSavedSearchResultsAllFields: read<[savedSearchId: Id, userId: Id, page: number]>(id, id, whole).gives(result.list),
  getAvailableQuickSearches: read<[userId: Id]>(id).gives(result.data),
  getDefaultQuickSearch: read<[userId: Id]>(id).gives(result.data),
  quickSearch: read<[type: string, userId: Id, searchData: string, page: number, limit: number]>(
    text,
    id,
    text,
    whole,
    whole,
  ).gives(result.data),
} as const

type Span = [affiliateId: Id, from: Time, to: Time]

/** What affiliates have earned. */
export const APIAffiliateService = {
  affClawbacks: read<Span>(id, time, time).gives(result.list),
  affCommissions: read<Span>(id, time, time).gives(result.list),
  affPayouts: read<Span>(id, time, time).gives(result.list),
  affRunningTotals: read<[affiliateIds: readonly Id[]]>(ids).gives(result.list),
  affSummary: read<[affiliateIds: readonly Id[], from: Time, to: Time]>(ids, time, time).gives(result.list),
} as const

/** Links of affiliates; the name of the service on the wire differs from the one above. */
export const AffiliateService = {
  getRedirectLinksForAffiliate: read<[affiliateId: Id]>(id).gives(result.list),
} as const

/** Programs for affiliates. */
export const AffiliateProgramService = {
  getAffiliatesByProgram: read<[programId: Id]>(id).gives(result.data),
  getProgramsForAffiliate: read<[affiliateId: Id]>(id).gives(result.data),
  getAffiliatePrograms: read().gives(result.data),
  getResourcesForAffiliateProgram: read<[programId: Id]>(id).gives(result.data),
} as const

/** Forms for web pages. */
export const WebFormService = {
  getMap: read().gives(result.data),
  getHTML: read<[webFormId: Id]>(id).gives(result.text),
} as const

/** Counting of visits. */
export const WebTrackingService = {
  getWebTrackingScriptTag: read().gives(result.text),
  getWebTrackingScriptUrl: read().gives(result.text),
} as const
