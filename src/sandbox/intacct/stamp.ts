/** A point in time as the fields of a record show it, in UTC: `02/28/2031 07:05:09`. */
export function stampOf(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T')
  const [year, month, day] = date.split('-')
  return `${month}/${day}/${year} ${time.slice(0, 8)}`
}
