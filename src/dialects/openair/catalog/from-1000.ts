import type { CatalogEntry } from '../../contract.ts'
import {
  FORBIDDEN,
  GUIDE,
  INFERRED,
  INVALID,
  MALFORMED,
  MISSING,
  REPORTED,
  RULED_OUT,
  TAKEN,
  UNSUPPORTED,
} from './verdicts.ts'

/** 1001 to 1003: Submit, Approve, Reject, Unapprove. 1050 and 1051: hierarchies. */
export const approvalAndHierarchyCodes = {
  '1001': {
    ...TAKEN,
    title: 'The record is in a state that does not allow this step',
    advice: 'Read its status: an earlier Submit or Approve may have done the step already.',
    source: REPORTED,
  },
  '1002': {
    ...RULED_OUT,
    title: 'The approval step was refused',
    advice: 'The reasons stand with the record, under errors and warnings (approval_errors in SOAP).',
    source: REPORTED,
  },
  '1003': {
    category: 'business-rule',
    remedy: 'fix',
    applied: 'maybe',
    title: 'The approval step was held up by warnings',
    advice: 'Read the warnings and the status of the record. To go on all the same, send submit_warning="1".',
    source: REPORTED,
  },
  '1050': { ...MISSING, title: 'No hierarchy node has this id', advice: 'Check hierarchy_node_ids.', source: REPORTED },
  '1051': {
    ...RULED_OUT,
    title: 'A record can have only one node of each hierarchy',
    advice: 'Check hierarchy_node_ids.',
    source: REPORTED,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** 1100 to 1106: custom fields. */
export const customFieldCodes = {
  '1100': {
    ...INVALID,
    title: 'A custom field that is a checkbox cannot take this value',
    advice: 'Send 1, 0 or an empty value.',
    source: REPORTED,
  },
  '1101': {
    ...INVALID,
    title: 'The value is not among the choices of the custom field',
    advice: 'Compare it with valuelist of the CustField.',
    source: INFERRED,
  },
  '1102': {
    category: 'validation',
    remedy: 'reconcile',
    applied: 'maybe',
    title: 'A custom field was not written',
    advice: 'The record may stand without it: read it, then send the custom field again.',
    source: REPORTED,
  },
  '1103': {
    ...UNSUPPORTED,
    title: 'The field cannot be changed through the API',
    advice: 'Leave it out of the change.',
    source: REPORTED,
  },
  '1104': {
    ...TAKEN,
    title: 'The custom field must be unique and another record has the value',
    advice: 'Look that record up: an earlier try may have made it.',
    source: REPORTED,
  },
  '1105': {
    ...INVALID,
    title: 'The value is not in the list that the custom field draws from',
    advice: 'Compare it with the records that pick_source of the CustField names.',
    source: INFERRED,
  },
  '1106': {
    category: 'validation',
    remedy: 'reconcile',
    applied: 'maybe',
    title: 'The custom fields sent with the record were not all written',
    advice: 'The record may stand without them: read it, then send the custom fields again. The message may name them.',
    source: REPORTED,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** 1200: ModifyOnCondition. 1300: filter sets. */
export const conditionAndFilterCodes = {
  '1200': {
    category: 'conflict',
    remedy: 'refetch',
    title: 'Somebody changed the record in the meantime',
    advice: 'Nothing was written. Read the record again, merge, and send it with the new date.',
    source: REPORTED,
  },
  '1300': { ...MISSING, title: 'No filter set has this id', advice: 'Check filtersetids.', source: REPORTED },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** 1400 to 1422: newer rules for records. */
export const newerRecordCodes = {
  '1400': { ...INVALID, title: 'The flag start_end_month_ts is not given', source: REPORTED },
  '1401': {
    ...INVALID,
    title: 'The id does not lead to a timesheet that could be tied to this one',
    advice: 'Check associated_tmid.',
    source: REPORTED,
  },
  '1402': {
    ...INVALID,
    title: 'The timesheet shares no dates with its counterpart',
    advice: 'Compare starts and ends of the two timesheets.',
    source: REPORTED,
  },
  '1403': {
    ...RULED_OUT,
    title: 'A timesheet that is tied to another one takes no changes',
    advice: 'Look at associated_tmid.',
    source: REPORTED,
  },
  '1404': {
    ...INVALID,
    title: 'A time of day cannot be read as one',
    advice: 'Check the fields for start and end times.',
    source: REPORTED,
  },
  '1405': {
    ...INVALID,
    title: 'The two times do not make an allowed range',
    advice: 'Compare the start time with the end time.',
    source: REPORTED,
  },
  '1406': {
    ...FORBIDDEN,
    title: 'The user lacks the right to change times',
    advice: 'Ask an administrator of the account.',
    source: REPORTED,
  },
  '1407': {
    ...INVALID,
    title: 'The number of hours is not acceptable',
    advice: 'Check hours, and minutes where both are sent.',
    source: REPORTED,
  },
  '1408': {
    ...INVALID,
    title: 'The newsfeed is not usable',
    advice: 'Check the id of the newsfeed.',
    source: REPORTED,
  },
  '1409': {
    ...INVALID,
    title: 'Who wrote or edited the record is not given',
    advice: 'Fill both users.',
    source: INFERRED,
  },
  '1410': {
    ...RULED_OUT,
    title: 'The user of the integration has to stay active',
    advice: 'Leave active out of the change.',
    source: INFERRED,
  },
  '1411': {
    ...RULED_OUT,
    title: 'The user of the integration has to stay an administrator',
    advice: 'Leave role_id out of the change.',
    source: INFERRED,
  },
  '1412': { ...INVALID, title: 'The quantity is not acceptable', advice: 'Check quantity.', source: REPORTED },
  '1413': { ...INVALID, title: 'The payment terms do not exist', advice: 'Check terms.', source: REPORTED },
  '1414': {
    ...INVALID,
    title: 'The approval status is not one that the service knows',
    advice: 'Check approval_status: most states are one letter.',
    source: REPORTED,
  },
  '1415': {
    ...RULED_OUT,
    title: 'A phase takes no assignments',
    advice: 'Assign a task of the phase instead; is_a_phase tells them apart.',
    source: REPORTED,
  },
  '1416': { ...INVALID, title: 'The cap per purchase order of the customer is not acceptable', source: REPORTED },
  '1417': {
    ...INVALID,
    title: 'The id does not lead to a project task',
    advice: 'Check the id of the project task; its name varies from type to type.',
    source: REPORTED,
  },
  '1418': { ...INVALID, title: 'The preference settings are not in the expected form', source: GUIDE },
  '1419': {
    category: 'business-rule',
    remedy: 'contact',
    title: 'All full user licenses are taken',
    advice: 'Make a user inactive that is not needed, or order more licenses.',
    source: GUIDE,
  },
  '1420': {
    category: 'business-rule',
    remedy: 'contact',
    title: 'All licenses for time and expense users are taken, and the full ones too',
    advice: 'Make a user inactive that is not needed, or order more licenses.',
    source: GUIDE,
  },
  '1421': {
    category: 'business-rule',
    remedy: 'contact',
    title: 'All guest licenses are taken, and the full ones too',
    advice: 'Make a user inactive that is not needed, or order more licenses.',
    source: GUIDE,
  },
  '1422': { ...INVALID, title: 'The record came without its address', advice: 'Send an Address in it.', source: GUIDE },
} as const satisfies Readonly<Record<string, CatalogEntry>>

/** 1500: access. 2001 and 2002: arguments. */
export const accessAndArgumentCodes = {
  '1500': {
    ...FORBIDDEN,
    title: 'Expenses are closed to the user',
    advice: 'Ask an administrator of the account for access to that module.',
    source: REPORTED,
  },
  '2001': {
    ...MALFORMED,
    title: 'An argument is not one that the service takes',
    advice: 'Compare the arguments with the reference of the command.',
    source: REPORTED,
  },
  '2002': {
    ...MALFORMED,
    title: 'An argument is not written in the form that the service takes',
    advice: 'Check dates, numbers and lists among the arguments.',
    source: REPORTED,
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>
