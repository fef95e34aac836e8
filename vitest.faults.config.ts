// `npm run test:faults`: what takes root or more than a minute, and is therefore not in `npm test`.

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'faults',
    environment: 'node',
    include: ['test/faults/*.faults.ts'],
    globalSetup: ['test/helpers/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
})
