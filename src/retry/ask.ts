/**
 * Asks a function of the program, which decides something and must not break a call: what it throws, or rejects with, is
 * no answer. A promise is none either, for nobody waits for it.
 */
export function ask(question: () => unknown): unknown {
  try {
    const answer = question()
    if (!(answer instanceof Promise)) return answer
    answer.catch(() => {})
  } catch {
    // the same as no answer
  }
  return undefined
}
