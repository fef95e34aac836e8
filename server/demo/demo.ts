// The demo: an invented event on a throw-away database, and a way in by a click. The front door for main.ts.

import type { App } from '../app.ts'
import type { Setup } from '../people/setup.ts'
import { type Cast, gatherCast } from './cast.ts'
import { addGuestDoor } from './sign-in.ts'
import { stories } from './stories.ts'
import { tell } from './tell.ts'

/** Fills an empty house and adds the demo's sign-in. To be called before it listens. */
export async function fillDemo({ app, sessions, sync, caseDeps }: App, setup: Setup): Promise<void> {
  let cast: Cast | undefined
  addGuestDoor(app, { sessions, cast: () => cast })
  const now = caseDeps.clock()
  const gathered = await gatherCast(caseDeps.db, setup, new Date(now.getTime() - 5 * 24 * 3_600_000))
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  for (const story of stories)
    await tell({ deps: caseDeps, edit: sync.edit, cast: gathered, timeZone, now }, story)
  cast = gathered
}
