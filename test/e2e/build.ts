// Once per run, before the first browser test: the client as people get it, built if anything of it has changed.

import { buildClient } from '../../server/build-client.ts'

/** Called by Vitest. */
export const setup = async (): Promise<void> => {
  await buildClient()
}
