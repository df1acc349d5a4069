import type { Method } from './method.ts'
import { contactService } from './services/contact.ts'
import { dataService } from './services/data.ts'
import { emailService } from './services/email.ts'
import { fileService } from './services/files.ts'
import { funnelService } from './services/funnel.ts'
import { invoiceService } from './services/invoice.ts'
import { orderService } from './services/order.ts'
import { productService } from './services/product.ts'

const SERVICES: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  ContactService: contactService,
  DataService: dataService,
  APIEmailService: emailService,
  FileService: fileService,
  FunnelService: funnelService,
  InvoiceService: invoiceService,
  OrderService: orderService,
  ProductService: productService,
}

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries(SERVICES).flatMap(([service, methods]) =>
    Object.entries(methods).map(([name, method]): [string, Method] => [`${service}.${name}`, method]),
  ),
)

/** The method of that name; its case counts. */
export function methodOf(name: string): Method | undefined {
  return METHODS.get(name)
}
