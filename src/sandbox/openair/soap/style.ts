import type { Chance } from '../../chance.ts'

/**
 * How one reply is written: SOAP::Lite makes up prefixes and types as it goes. Without chance everything is plain
 * and the same every time.
 */
export interface Style {
  /** Prefix of the envelope's namespace. */
  readonly envelope: string
  /** Prefix of the encoding's namespace. */
  readonly encoding: string
  /** Prefix of the operation's namespace, made up; empty where it is the default namespace. */
  readonly operation: string
  /** Prefix of the namespace of the types, made up. */
  readonly types: string
  /** What the results in an Array are called: by their type, or `item`. */
  readonly itemName: (type: string) => string
  /** The reply's own luck; always 0 where it has none. */
  readonly luck: Chance
  readonly chance?: Chance
}

/** Chooses the style of one reply. */
export function chooseStyle(chance?: Chance): Style {
  const luck = chance ?? (() => 0)
  const first = 1 + Math.floor(luck() * 20)
  const types = `namesp${first + 1 + Math.floor(luck() * 20)}`
  const named = luck()
  return {
    envelope: luck() < 0.5 ? 'soap' : 'SOAP-ENV',
    encoding: luck() < 0.5 ? 'soapenc' : 'SOAP-ENC',
    operation: luck() < 0.6 ? `namesp${first}` : '',
    types,
    itemName: type => (named < 0.4 ? type : named < 0.8 ? 'item' : `${types}:${type}`),
    luck,
    ...(chance !== undefined && { chance }),
  }
}
