import type { Method } from './method.ts'
import { ContactService } from './services/contacts.ts'
import { DataService } from './services/data.ts'
import {
  CreditCardSubmissionService,
  DiscountService,
  InvoiceService,
  OrderService,
  ProductService,
  ShippingService,
} from './services/invoices.ts'
import { APIEmailService, FileService, FunnelService } from './services/messages.ts'
import {
  AffiliateProgramService,
  AffiliateService,
  APIAffiliateService,
  SearchService,
  WebFormService,
  WebTrackingService,
} from './services/reports.ts'

/**
 * Every method that is known, by its name on the wire. What a second run of each does is this project's own reading; a
 * method that is not listed is one that must not run twice.
 */
export const services = {
  ContactService,
  DataService,
  InvoiceService,
  OrderService,
  FunnelService,
  APIEmailService,
  FileService,
  ProductService,
  DiscountService,
  SearchService,
  ShippingService,
  AffiliateProgramService,
  APIAffiliateService,
  AffiliateService,
  CreditCardSubmissionService,
  WebFormService,
  WebTrackingService,
} as const

/** A method by its whole name, `Service.method`, letter by letter; undefined where it is not listed. */
export function methodNamed(name: string): Method<readonly never[]> | undefined {
  return methods.get(name)
}

const methods: ReadonlyMap<string, Method<readonly never[]>> = new Map(
  Object.entries(services).flatMap(([service, named]) =>
    Object.entries(named).map(([method, made]) => [`${service}.${method}`, made] as const),
  ),
)
