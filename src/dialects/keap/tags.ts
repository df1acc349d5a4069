/**
 * The tags that faults begin with (`[RecordNotFound]no row 40417`) and the numbers that they stand for. Tag and
 * number say the same.
 */
export const tags: ReadonlyMap<string, string> = new Map([
  ['InvalidConfig', '1'],
  ['InvalidKey', '2'],
  ['UnexpectedError', '3'],
  ['DatabaseError', '4'],
  ['RecordNotFound', '5'],
  ['Loading', '6'],
  ['NoTableAccess', '7'],
  ['NoFieldAccess', '8'],
  ['NoTableFound', '9'],
  ['NoFieldFound', '10'],
  ['NoFields', '11'],
  ['InvalidParameter', '12'],
  ['FailedLoginAttempt', '13'],
  ['NoAccess', '14'],
  ['FailedLoginAttemptPasswordExpired', '15'],
])
