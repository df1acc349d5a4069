import type { Queue } from 'bullmq'

const AT_ONCE = 1_000

/** Puts rows into a queue. Their ids are their names, and so the keys of their calls. */
export async function enqueue(queue: Queue, rows: number): Promise<void> {
  for (let from = 0; from < rows; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, rows - from)
    const jobs = Array.from({ length: count }, (_, index) => {
      const row = from + index
      return { name: 'row', data: { row }, opts: { jobId: `row-${row}` } }
    })
    await queue.addBulk(jobs)
  }
}
