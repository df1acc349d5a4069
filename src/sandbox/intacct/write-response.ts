import type { XmlNode } from '../../xml/node.ts'
import { type Answer, xmlAnswer } from '../answer.ts'
import { shuffle } from '../chance.ts'
import { writeReply } from '../write-reply.ts'
import type { Control } from './request.ts'
import type { ServiceError } from './service-error.ts'
import type { FunctionResult } from './work.ts'
import { errorMessage, gatewayErrorMessage, leaf, type Manner } from './write-error.ts'

/** What the answer says of one operation. */
export interface OperationAnswer {
  readonly authentication: XmlNode
  readonly results: readonly FunctionResult[]
  /** Why nobody was signed in. */
  readonly errors: readonly ServiceError[]
}

/** An answer of the gateway in front, under a status of HTTP. */
export function gatewayAnswer(error: ServiceError, status: number, manner: Manner): Answer {
  const control = { name: 'control', children: [leaf('status', 'failure')] }
  const answer = xmlAnswer(document([control, gatewayErrorMessage(error, manner)], manner), status)
  return status === 401 ? { ...answer, type: 'text/xml; encoding="UTF-8"' } : answer
}

/** An answer that refuses the whole request; of one that could not be read it says nothing back. */
export function controlFailure(control: Control | undefined, errors: readonly ServiceError[], manner: Manner): Answer {
  return xmlAnswer(document([controlNode(control, 'failure'), errorMessage(errors, manner)], manner))
}

/** An answer to a request that is carried out later. */
export function acknowledgement(control: Control, manner: Manner): Answer {
  const acknowledged = { name: 'acknowledgement', children: [leaf('status', 'success')] }
  return xmlAnswer(document([acknowledged, controlNode(control, 'success')], manner))
}

/** An answer with what became of the operations. */
export function operationsAnswer(control: Control, operations: readonly OperationAnswer[], manner: Manner): Answer {
  const nodes = operations.map(({ authentication, results, errors }) => ({
    name: 'operation',
    children: [
      authentication,
      ...(errors.length > 0 ? [errorMessage(errors, manner)] : []),
      ...results.map(result => resultNode(result, manner)),
    ],
  }))
  return xmlAnswer(document([controlNode(control, 'success'), ...nodes], manner))
}

function document(children: readonly XmlNode[], { chance }: Manner): string {
  return writeReply({ name: 'response', children }, chance)
}

function controlNode(control: Control | undefined, status: string): XmlNode {
  const { senderId = '', controlId = '', isUnique = false, dtdVersion = '3.0' } = control ?? {}
  return {
    name: 'control',
    children: [
      leaf('status', status),
      leaf('senderid', senderId),
      leaf('controlid', controlId),
      leaf('uniqueid', String(isUnique)),
      leaf('dtdversion', dtdVersion),
    ],
  }
}

function resultNode({ task, status, deed }: FunctionResult, manner: Manner): XmlNode {
  const { chance } = manner
  const { errors, key, data, text } = deed
  const children = [
    ...(status === undefined ? [] : [leaf('status', status)]),
    leaf('function', task.name),
    leaf('controlid', task.controlId),
    ...(key === undefined ? [] : [leaf('key', key)]),
    ...(data === undefined ? [] : [data]),
    ...(text === undefined ? [] : [leaf('data', text.body)]),
    ...(errors.length > 0 ? [errorMessage(errors, manner)] : []),
  ]
  return { name: 'result', children: chance !== undefined && chance() < 0.1 ? shuffle(children, chance) : children }
}
