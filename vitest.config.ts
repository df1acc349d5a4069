import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (name: string) => fileURLToPath(new URL(`src/${name}.ts`, import.meta.url))

export default defineConfig({
  // As a program names the package, so that what is also compiled and run against the built one can be tested.
  resolve: {
    alias: [
      { find: /^faultline$/, replacement: source('index') },
      { find: /^faultline\/openair\/soap$/, replacement: source('openair-soap') },
      { find: /^faultline\/([a-z]+)$/, replacement: source('$1') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
