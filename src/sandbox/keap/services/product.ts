import type { Result } from 'neverthrow'
import type { KeapFault } from '../fault.ts'
import type { Arguments, Done, Method } from '../method.ts'
import { findRecord } from '../record.ts'
import { boolean, int, numberOf } from '../value.ts'
import type { World } from '../world.ts'

/** What is in stock: the field `Inventory` of a product, which callers do not see. */
export const productService: Readonly<Record<string, Method>> = {
  getInventory: { takes: ['int'], perform: getInventory },
  incrementInventory: { takes: ['int'], perform: (args, world) => stock(args, 1, world) },
  decrementInventory: { takes: ['int'], perform: (args, world) => stock(args, -1, world) },
  increaseInventory: { takes: ['int', 'int'], perform: (args, world) => stock(args, args.number(1), world) },
  decreaseInventory: { takes: ['int', 'int'], perform: (args, world) => stock(args, -args.number(1), world) },
  deactivateCreditCard: { takes: ['int'], perform: deactivateCreditCard },
}

function getInventory(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Product', id, world).map(product => {
    return { value: int(numberOf(product.get('Inventory'))), table: 'Product', id }
  })
}

function stock(args: Arguments, change: number, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('Product', id, world).map(product => {
    const left = numberOf(product.get('Inventory')) + change
    world.store.change('Product', id, new Map([['Inventory', int(left)]]))
    return { value: boolean(true), table: 'Product', id }
  })
}

/** A card that was used has the status 4 from then on (a guess). */
function deactivateCreditCard(args: Arguments, world: World): Result<Done, KeapFault> {
  const id = args.number(0)
  return findRecord('CreditCard', id, world).map(() => {
    world.store.change('CreditCard', id, new Map([['Status', int(4)]]))
    return { value: boolean(true), table: 'CreditCard', id }
  })
}
