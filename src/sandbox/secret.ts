import { hash } from './chance.ts'

/** The credential of that name: the same for the same seed. */
export function secretOf(seed: number, name: string): string {
  return `${name}-${hash(`${seed} ${name} 1`).toString(36)}${hash(`${name} ${seed} 2`).toString(36)}`
}
