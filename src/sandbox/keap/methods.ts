import type { Method } from './method.ts'
import { contactService } from './services/contact.ts'
import { dataService } from './services/data.ts'

const SERVICES: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  ContactService: contactService,
  DataService: dataService,
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
