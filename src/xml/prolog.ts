const S = '[ \\t\\r\\n]'
const quoted = (value: string) => `${S}*=${S}*(?:"${value}"|'${value}')`

const declaration = new RegExp(
  `^<\\?xml${S}+version${quoted('1\\.[0-9]+')}` +
    `(?:${S}+encoding${quoted('[A-Za-z][A-Za-z0-9._-]*')})?` +
    `(?:${S}+standalone${quoted('(?:yes|no)')})?${S}*\\?>$`,
)

/** An XML declaration longer than this is none; the limit keeps the pattern from working on a whole body. */
const MAX_DECLARATION = 1_000

/**
 * Whether a text from `<?xml` to `?>` is an XML declaration. Versions above 1.0 are accepted, to be read as 1.0
 * (section 2.8).
 *
 * @see https://www.w3.org/TR/xml/#NT-XMLDecl productions 23 to 26, 32, 80 and 81
 */
export function isXmlDeclaration(text: string): boolean {
  return text.length <= MAX_DECLARATION && declaration.test(text)
}

/** @see https://www.w3.org/TR/xml/#NT-PubidLiteral productions 12 and 13 */
export function isPublicIdentifier(text: string): boolean {
  return /^[ \r\na-zA-Z0-9\-'()+,./:=?;!*#@$_%]*$/.test(text)
}
