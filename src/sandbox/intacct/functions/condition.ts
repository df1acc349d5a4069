import { type Criterion, criterionOf } from './comparison.ts'

/**
 * Reads the condition of `readByQuery`, which looks like SQL: comparisons of fields with constants, `and`, `or`,
 * parentheses. Undefined where it is none, or names a field that is not there.
 *
 * @example
 * readCondition("STATUS = 'active' and (NAME like 'Pier%' or RECORDNO in (7, 8))", hasField)
 */
export function readCondition(text: string, hasField: (field: string) => boolean): Criterion | undefined {
  const tokens = tokensOf(text)
  if (tokens === undefined) return undefined
  if (tokens.length === 0) return () => true
  const reader: Reader = { tokens, at: 0, hasField }
  const criterion = readJoined(reader, 'or', 0)
  return reader.at === tokens.length ? criterion : undefined
}

interface Token {
  readonly kind: 'text' | 'word' | 'sign'
  readonly value: string
}

interface Reader {
  readonly tokens: readonly Token[]
  at: number
  readonly hasField: (field: string) => boolean
}

/** More parentheses within parentheses than anybody writes. */
const MOST_LEVELS = 50

function readJoined(reader: Reader, joint: 'or' | 'and', level: number): Criterion | undefined {
  const criteria: Criterion[] = []
  do {
    const criterion = joint === 'or' ? readJoined(reader, 'and', level) : readTest(reader, level)
    if (criterion === undefined) return undefined
    criteria.push(criterion)
  } while (takes(reader, joint))
  if (joint === 'or') return record => criteria.some(holds => holds(record))
  return record => criteria.every(holds => holds(record))
}

function readTest(reader: Reader, level: number): Criterion | undefined {
  if (takes(reader, '(')) {
    const inner = level < MOST_LEVELS ? readJoined(reader, 'or', level + 1) : undefined
    return takes(reader, ')') ? inner : undefined
  }
  const field = next(reader)
  if (field?.kind !== 'word' || !reader.hasField(field.value.toUpperCase())) return undefined
  return readComparison(reader, field.value.toUpperCase())
}

const SIGNS: Readonly<Record<string, string>> = {
  '=': 'equalto',
  '!=': 'notequalto',
  '<>': 'notequalto',
  '<': 'lessthan',
  '<=': 'lessthanorequalto',
  '>': 'greaterthan',
  '>=': 'greaterthanorequalto',
}

function readComparison(reader: Reader, field: string): Criterion | undefined {
  if (takes(reader, 'is')) {
    const name = takes(reader, 'not') ? 'isnotnull' : 'isnull'
    return takes(reader, 'null') ? criterionOf(name, field, []) : undefined
  }
  const not = takes(reader, 'not') ? 'not' : ''
  if (takes(reader, 'like')) return criterionOf(`${not}like`, field, constant(reader))
  if (takes(reader, 'in')) return criterionOf(`${not}in`, field, list(reader))
  const sign = next(reader)?.value ?? ''
  return not === '' ? criterionOf(SIGNS[sign] ?? '', field, constant(reader)) : undefined
}

function constant(reader: Reader): readonly string[] {
  const token = next(reader)
  return token === undefined || token.kind === 'sign' ? [] : [token.value]
}

function list(reader: Reader): readonly string[] {
  const values: string[] = []
  if (!takes(reader, '(')) return []
  do values.push(...constant(reader))
  while (takes(reader, ','))
  return takes(reader, ')') ? values : []
}

function next(reader: Reader): Token | undefined {
  const token = reader.tokens[reader.at]
  reader.at += 1
  return token
}

/** Whether the next token is this word or sign; if so it is taken. */
function takes(reader: Reader, value: string): boolean {
  const token = reader.tokens[reader.at]
  if (token === undefined || token.kind === 'text' || token.value.toLowerCase() !== value) return false
  reader.at += 1
  return true
}

const TOKEN = /\s*(?:'((?:[^']|'')*)'|([\w./-]+)|([<>!]=|<>|[(),=<>]))\s*/y

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [found, quoted, word, sign = ''] = TOKEN.exec(text) ?? []
    if (found === undefined) return undefined
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'") })
    else tokens.push(word === undefined ? { kind: 'sign', value: sign } : { kind: 'word', value: word })
  }
  return tokens
}
