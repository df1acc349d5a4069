import type { PlainReply } from '../wire/http.ts'
import { parseJson } from '../wire/json.ts'
import type { XmlElement } from '../xml/element.ts'
import type { Asked, Reading } from './contract.ts'
import { generic } from './generic.ts'
import { problemUnderSuccess } from './http-refusals.ts'
import { misshapen } from './misshapen.ts'
import { textPayload } from './text-payload.ts'

/** Reads a document: one that looks like an error is a refusal under any status, any other may be an answer. */
export function readHttpDocument(root: XmlElement, asked?: Asked): Reading {
  const reading = generic.recognize(root) ? generic.read(root) : undefined
  if (reading?.kind === 'refused') return reading
  if (!isJsonAsked(asked)) return done(root, asked)
  return misshapen('unexpected-element', `A document <${root.name}> came where JSON was asked for`, root.localName)
}

/**
 * Reads an answer under 2xx that is no XML: nothing at all, JSON or words. Words where JSON was asked for are no answer,
 * and a page is that of somebody else. Whether the JSON is whole shows where it is read.
 */
export function readHttpText(reply: PlainReply, asked: Asked): Reading | undefined {
  const { kind, text } = reply
  const problem = problemUnderSuccess(reply)
  if (problem !== undefined) return { kind: 'refused', refusals: [problem], warnings: [] }
  const isForm = kind === 'text' ? !isJsonAsked(asked) || parseJson(text) !== undefined : kind !== 'html'
  return isForm ? done(textPayload(kind, text), asked) : undefined
}

function isJsonAsked(asked: Asked | undefined): boolean {
  return asked?.commands[0]?.format === 'json'
}

function done(payload: XmlElement, asked: Asked | undefined): Reading {
  const operation = asked?.commands[0]?.name ?? payload.localName
  return { kind: 'outcomes', outcomes: [{ index: 0, operation, result: { kind: 'done', payload } }], warnings: [] }
}
