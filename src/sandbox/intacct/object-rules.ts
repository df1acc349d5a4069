import type { Store } from '../store.ts'
import type { ServiceError } from './service-error.ts'

/** What the company knows of one kind of object. */
export interface ObjectRule {
  /** In capitals, as `PROJECT`. */
  readonly name: string
  /** As texts call it. */
  readonly label: string
  /** The field that names a record for people (`PROJECTID`), of which no two are alike; absent where there is none. */
  readonly idField?: string
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Fields that hold the name of another object. */
  readonly references: Readonly<Record<string, string>>
  /** Whether the service alone writes it. */
  readonly isReadOnly?: boolean
}

/** The kinds of objects of the company, and who may do what with them. */
export interface ObjectRules {
  /** The rule of an object, however its name is capitalized; undefined where nobody knows it. */
  readonly ruleOf: (object: string) => ObjectRule | undefined
  /** Whether a record of the kind may have the field: it is one of its own, or some record has it. */
  readonly hasField: (rule: ObjectRule, field: string) => boolean
  /** Why an operation (`create`, `read`, ...) is not for this user or this object. */
  readonly refused: (operation: string, rule: ObjectRule) => ServiceError | undefined
  readonly forbid: (operation: string, object: string, isForbidden: boolean) => void
}

/** Fields that the service fills in by itself. */
const KEPT = ['RECORDNO', 'STATUS', 'WHENCREATED', 'WHENMODIFIED']

const RULES: readonly ObjectRule[] = [
  { ...named('CUSTOMER', 'Customer'), optional: ['TERMNAME', 'CREDITLIMIT', 'COMMENTS'] },
  { ...named('VENDOR', 'Vendor'), optional: ['TAXID', 'TERMNAME', 'CREDITLIMIT', 'COMMENTS'] },
  { ...named('ITEM', 'Item'), optional: ['ITEMTYPE', 'STANDARD_COST', 'EXTENDED_DESCRIPTION'] },
  { ...named('DEPARTMENT', 'Department', 'TITLE'), optional: ['PARENTID'], references: { PARENTID: 'DEPARTMENT' } },
  { ...named('CLASS', 'Class'), optional: ['DESCRIPTION', 'PARENTID'], references: { PARENTID: 'CLASS' } },
  {
    ...named('PROJECT', 'Project'),
    optional: ['DESCRIPTION', 'PROJECTCATEGORY', 'BEGINDATE', 'ENDDATE', 'BUDGETAMOUNT', 'CUSTOMERID', 'DEPARTMENTID'],
    references: { CUSTOMERID: 'CUSTOMER', DEPARTMENTID: 'DEPARTMENT' },
  },
  {
    name: 'GLACCOUNT',
    label: 'Account',
    idField: 'ACCOUNTNO',
    required: ['TITLE'],
    optional: ['ACCOUNTTYPE', 'NORMALBALANCE', 'CLOSINGTYPE'],
    references: {},
  },
  {
    name: 'APBILL',
    label: 'Bill',
    required: ['VENDORID', 'WHENCREATED'],
    optional: ['RECORDID', 'WHENDUE', 'DESCRIPTION', 'TOTALDUE', 'APBILLITEMS'],
    references: { VENDORID: 'VENDOR' },
  },
  {
    name: 'GLDETAIL',
    label: 'General Ledger Detail',
    required: [],
    optional: ['ACCOUNTNO', 'AMOUNT', 'ENTRY_DATE', 'DESCRIPTION'],
    references: {},
    isReadOnly: true,
  },
]

function named(name: string, label: string, title = 'NAME'): Omit<ObjectRule, 'optional'> {
  return { name, label, idField: `${name}ID`, required: [title], references: {} }
}

/** Opens the rules; an object that was put into the store under a new name has come into being. */
export function openObjectRules(store: Store): ObjectRules {
  const rules = new Map(RULES.map(rule => [rule.name, rule]))
  const forbidden = new Set<string>()
  return {
    ruleOf: object => {
      const name = object.toUpperCase()
      const unknown = () => (store.types().includes(name) ? madeUp(name) : undefined)
      return rules.get(name) ?? unknown()
    },
    hasField: (rule, field) =>
      field === rule.idField ||
      [KEPT, rule.required, rule.optional].some(fields => fields.includes(field)) ||
      store.hasField(rule.name, field),
    refused: (operation, rule) => {
      if (rule.isReadOnly === true && WRITES.has(operation)) return notOffered(operation, rule)
      return forbidden.has(`${operation} ${rule.name}`) ? notAllowed(operation, rule) : undefined
    },
    forbid: (operation, object, isForbidden) => {
      const what = `${operation} ${object.toUpperCase()}`
      if (isForbidden) forbidden.add(what)
      else forbidden.delete(what)
    },
  }
}

function madeUp(name: string): ObjectRule {
  return { name, label: name.toLowerCase(), required: [], optional: [], references: {} }
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'delete'])

const notOffered = (operation: string, { name }: ObjectRule): ServiceError => ({
  errorno: 'PL04000005',
  description2: `${operation} cannot be performed on objects of type ${name}`,
})

const notAllowed = (operation: string, { name }: ObjectRule): ServiceError => ({
  errorno: 'PL04000005',
  description2: `You do not have permission for API operation ${operation.toUpperCase()} on objects of type ${name}`,
})
