import { bytesOfBase64 } from '../xml/base64.ts'

/** One part of a multipart body. The bytes are a view of the body, but where they had to be decoded. */
export interface Part {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

const MOST_HEADER_BYTES = 16_384
const LF = 0x0a
const CR = 0x0d

/** Reads one part: headers, an empty line, bytes. Undefined where the headers have no end. */
export function readPart(bytes: Uint8Array): Part | undefined {
  const end = endOfHeaders(bytes)
  if (end === undefined) return undefined
  const lines = new TextDecoder('latin1').decode(bytes.subarray(0, end.headers)).replace(/\r?\n[ \t]+/g, ' ')
  const pairs = lines.split(/\r?\n/).flatMap(line => {
    const colon = line.indexOf(':')
    return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
  })
  const headers = Object.fromEntries(pairs)
  return { headers, bytes: decoded(bytes.subarray(end.content), headers['content-transfer-encoding'] ?? '') }
}

/** The headers end with an empty line; a part may begin with it and have none. */
function endOfHeaders(bytes: Uint8Array): { readonly headers: number; readonly content: number } | undefined {
  const most = Math.min(bytes.length, MOST_HEADER_BYTES)
  let line = 0
  for (let at = bytes.indexOf(LF); at !== -1 && at < most; at = bytes.indexOf(LF, line)) {
    if (at === line || (at === line + 1 && bytes[line] === CR)) return { headers: line, content: at + 1 }
    line = at + 1
  }
  return undefined
}

/** What is encoded wrongly stays as it is: then it is no document either. */
function decoded(bytes: Uint8Array, encoding: string): Uint8Array {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return bytesOfBase64(new TextDecoder('latin1').decode(bytes)) ?? bytes
    case 'quoted-printable':
      return fromQuotedPrintable(bytes)
    default:
      return bytes
  }
}

/** @see RFC 2045 section 6.7 */
function fromQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const escaped = byte === EQUALS ? escapeAt(bytes, at) : undefined
    if (escaped?.byte !== undefined || escaped === undefined) plain[length++] = escaped?.byte ?? byte
    if (escaped !== undefined) at += escaped.length - 1
  }
  return plain.subarray(0, length)
}

const EQUALS = 0x3d

/** `=E9` stands for a byte, `=` at the end of a line for nothing. */
function escapeAt(bytes: Uint8Array, at: number): { readonly length: number; readonly byte?: number } | undefined {
  const [one = 0, two = 0] = bytes.subarray(at + 1, at + 3)
  if (one === LF) return { length: 2 }
  if (one === CR && two === LF) return { length: 3 }
  const hex = String.fromCharCode(one, two)
  return /^[0-9A-F]{2}$/i.test(hex) ? { length: 3, byte: Number.parseInt(hex, 16) } : undefined
}
