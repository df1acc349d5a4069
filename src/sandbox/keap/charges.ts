/** How the charge of a card ends. */
export type ChargeCode = 'APPROVED' | 'DECLINED' | 'ERROR' | 'SKIPPED'

/** How a charge is to end. */
export interface ChargeOutcome {
  readonly code: ChargeCode
  /** Whether the money moves all the same; only an `ERROR` leaves a choice. Default: with `APPROVED` alone. */
  readonly charged?: boolean
  readonly message?: string
}

/** How charges end: as scripted, else as their card does, else well. */
export interface Charges {
  readonly next: (...outcomes: readonly ChargeOutcome[]) => void
  readonly ofCard: (card: number, outcome: ChargeOutcome) => void
  /** How this charge of a card ends; a scripted outcome is used up by asking. */
  readonly draw: (card: number) => ChargeOutcome
}

/** Starts with nothing but good cards. */
export function openCharges(): Charges {
  const script: ChargeOutcome[] = []
  const cards = new Map<number, ChargeOutcome>()
  return {
    next: (...outcomes) => {
      outcomes.forEach(check)
      script.push(...outcomes)
    },
    ofCard: (card, outcome) => {
      check(outcome)
      cards.set(card, outcome)
    },
    draw: card => script.shift() ?? cards.get(card) ?? { code: 'APPROVED' },
  }
}

function check({ code, charged = code === 'APPROVED' }: ChargeOutcome): void {
  if (charged !== (code === 'APPROVED') && code !== 'ERROR')
    throw new TypeError(`charged: a charge that ends ${code} leaves no choice`)
}
