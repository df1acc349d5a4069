/** How the charge of a card ends. */
export type ChargeCode = 'APPROVED' | 'DECLINED' | 'ERROR' | 'SKIPPED'

/** How a charge is to end. */
export interface ChargeOutcome {
  readonly code: ChargeCode
  /** Whether the money moves all the same; only an `ERROR` leaves a choice. Default: with `APPROVED` alone. */
  readonly charged?: boolean
  readonly message?: string
}

/** How charges end: as scripted, else well. */
export interface Charges {
  readonly next: (...outcomes: readonly ChargeOutcome[]) => void
  /** How this charge ends; a scripted outcome is used up by asking. */
  readonly draw: () => ChargeOutcome
}

/** Starts without a script. */
export function openCharges(): Charges {
  const script: ChargeOutcome[] = []
  return {
    next: (...outcomes) => {
      for (const { code, charged = code === 'APPROVED' } of outcomes)
        if (charged !== (code === 'APPROVED') && code !== 'ERROR')
          throw new TypeError(`charged: a charge that ends ${code} leaves no choice`)
      script.push(...outcomes)
    },
    draw: () => script.shift() ?? { code: 'APPROVED' },
  }
}
