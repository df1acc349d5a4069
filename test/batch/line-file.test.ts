import { constants, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLineFile } from '../../src/batch/journal/line-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-lines-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.skipIf(platform() !== 'linux')('the kernel takes no line as written before it is on the disk', async () => {
  const path = join(folder, 'lines')
  const file = await openLineFile(path, 0)
  const open = readdirSync('/proc/self/fd').find(fd => linkOf(fd) === path)
  const [, flags = '0'] = readFileSync(`/proc/self/fdinfo/${open}`, 'utf8').match(/^flags:\s*(\d+)$/m) ?? []
  expect(Number.parseInt(flags, 8) & constants.O_DSYNC).toBe(constants.O_DSYNC)
  await file.close()
})

test('lines that come side by side go out in their order, and behind what was there', async () => {
  const path = join(folder, 'lines')
  const first = await openLineFile(path, 0)
  await Promise.all(['a', 'b', 'ü'].map(line => first.append(line)))
  await first.append('cut off')
  await first.close()
  const second = await openLineFile(path, Buffer.byteLength('a\nb\nü\n'))
  await second.append('c')
  await second.close()
  expect(readFileSync(path, 'utf8')).toBe('a\nb\nü\nc\n')
})

test('a line that cannot be written is told to whoever waits for it, and so is every later one', async () => {
  const file = await openLineFile(join(folder, 'lines'), 0)
  await file.close()
  await expect(file.append('late')).rejects.toThrow()
  await expect(file.append('later')).rejects.toThrow()
})

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    return '' // the one that the folder was read by
  }
}
