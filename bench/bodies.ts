/** What a reader must find in a body: how many commands, and how many of them were refused. */
export interface Verdict {
  readonly commands: number
  readonly refused: number
}

/** A reply of the OpenAir XML API, the same in every run. */
export interface Body extends Verdict {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The bodies in order of size. */
export function bodies(): Body[] {
  return [
    { name: 'error-300B', bytes: encoded(refusedCommand()), commands: 1, refused: 1 },
    { name: 'batch-150KB', bytes: encoded(batch(1000)), commands: 1000, refused: 50 },
    { name: 'read-2MB', bytes: encoded(records(1000, 40)), commands: 1, refused: 0 },
  ]
}

function refusedCommand(): string {
  const words =
    'The expense line was not stored: its amount is above the limit that the approval rule of the project ' +
    'sets for one day, and the rule has no exception for the person who entered it'
  return reply(`<Add status="1106"><errors>${words}</errors></Add>`)
}

/** Every twentieth command is refused, half of those with words. */
function batch(commands: number): string {
  return reply(
    numbers(commands).map(n => {
      if (n % 40 === 19) return '<Add status="821"/>'
      if (n % 40 === 39) return `<Add status="1106"><errors>Row ${n} breaks a rule of the account</errors></Add>`
      const fields =
        field('id', `${70_000 + n}`) + field('name', `Pier ${n} &amp; Sons`) + field('externalid', `H-${n}`)
      return `<Add status="0"><Customer>${fields}${field('notes', 'from a harbor ledger')}</Customer></Add>`
    }),
  )
}

function records(count: number, fields: number): string {
  const record = (n: number) =>
    `<Project>${numbers(fields)
      .map(f => recordField(n, f))
      .join('')}</Project>`
  return reply(`<Read status="0">${numbers(count).map(record).join('')}</Read>`)
}

/** Identifiers, numbers, dates, flags, prose and empty fields, as a project has them. */
function recordField(record: number, column: number): string {
  const seed = record * 41 + column
  switch (column % 6) {
    case 0:
      return field(`reference_${column}`, `PRJ-${100_000 + seed}`)
    case 1:
      return field(`amount_${column}`, `${seed}.${(seed % 90) + 10}`)
    case 2:
      return field(
        `updated_${column}`,
        `<Date><year>2025</year><month>${(seed % 12) + 1}</month><day>${(seed % 28) + 1}</day></Date>`,
      )
    case 3:
      return field(`flag_${column}`, seed % 2 === 0 ? '1' : '')
    case 4:
      return field(
        `remark_${column}`,
        `Berth ${seed} &lt;north&gt; is kept free until the inspection of the crane is over`,
      )
    default:
      return `<custom_${column}__c/>`
  }
}

function reply(results: string | readonly string[]): string {
  const inside = typeof results === 'string' ? results : results.join('\n')
  return `<?xml version="1.0" standalone="yes"?>\n<response><Auth status="0"/>${inside}</response>`
}

function field(name: string, value: string): string {
  return `<${name}>${value}</${name}>`
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
