/** One `error` of an `errormessage`. */
export interface ServiceError {
  readonly errorno?: string
  readonly description?: string
  readonly description2?: string
  readonly correction?: string
  /** What `additionalinfo` tells of it to who asks for that. */
  readonly info?: ErrorInfo
}

/** The stable side of an error. */
export interface ErrorInfo {
  /** As in `GL-0493`. */
  readonly id: string
  /** As in `IA.DUPLICATE_ACCOUNT_NUMBER`. */
  readonly messageId: string
  readonly object?: string
  readonly field?: string
  readonly placeholders?: Readonly<Record<string, string>>
}
