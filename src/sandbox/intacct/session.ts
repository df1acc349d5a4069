/** Who sends the functions of an operation. */
export interface Session {
  readonly userId: string
  readonly companyId: string
  /** Empty at the top level. */
  readonly locationId: string
  /** Absent where a login came with the operation. */
  readonly id?: string
}
