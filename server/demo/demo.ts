// The demo: an invented event on a throw-away database, and a way in by a click. The front door for main.ts.

import type { App } from '../app.ts'
import type { Setup } from '../people/setup.ts'
import { type Cast, gatherCast } from './cast.ts'
import { planDuty } from './duty.ts'
import { addGuestDoor, type Guests } from './sign-in.ts'
import { stories } from './stories.ts'
import { tell } from './tell.ts'

/** Fills an empty house and adds the demo's sign-in. To be called before it listens. @returns the ways in */
export async function fillDemo({ app, sessions, sync, caseDeps }: App, setup: Setup): Promise<Guests> {
  let cast: Cast | undefined
  const guests = addGuestDoor(app, { sessions, cast: () => cast })
  const now = caseDeps.clock()
  const gathered = await gatherCast(caseDeps, setup, new Date(now.getTime() - 5 * 24 * 3_600_000))
  await planDuty(caseDeps, gathered, now)
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  for (const story of stories)
    await tell({ deps: caseDeps, edit: sync.edit, cast: gathered, timeZone, now }, story)
  cast = gathered
  return guests
}
