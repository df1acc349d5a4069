/** A stream that text goes to. */
export interface Output {
  /** Settles when the text was taken, or when nobody takes any more; never rejects. */
  readonly write: (text: string) => Promise<void>
  readonly isTTY: boolean
  /** Width of the terminal in columns; absent where there is none. */
  readonly columns?: number
}

/** A stream that bytes come from. */
export interface Input extends AsyncIterable<Uint8Array> {
  readonly isTTY: boolean
}

/** All that the commands see of the process that runs them. */
export interface Terminal {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts when whoever read stdout has left: there is nobody to go on for. */
  readonly closed: AbortSignal
  /** From the first call on an interruption aborts this signal, where it would have ended the process. */
  readonly interruption: () => AbortSignal
}

/** What the process ends with. Of several, the greatest counts. */
export const exitCodes = { ok: 0, fault: 1, usage: 2 } as const
