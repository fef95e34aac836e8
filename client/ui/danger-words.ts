// That somebody may be in danger, whom somebody has called, and that it is over, in words. Pure.

import type { Called, DangerCall } from '#shared/entries/danger.ts'
import type { IncomingPage } from '#shared/http/pages.ts'

export const inDanger = 'Someone may be in danger.'
export const nobodyCalled = 'Nobody has called for help yet'

const helpers = { security: 'venue security', police: 'the police' } as const

/** "venue security"; where it was not said whom: "for help". */
export const sayHelp = (whom: Called | undefined): string => (whom ? helpers[whom] : 'for help')

/** "Hana called venue security, 22:07". @param at as it is said */
export const sayCall = (name: string, { whom }: Pick<DangerCall, 'whom'>, at: string): string =>
  `${name} called ${sayHelp(whom)}, ${at}`

/** What whoever is paged in danger reads first. */
export function sayPagedInDanger(called: IncomingPage['called']): string {
  if (called === 'security') return `${inDanger} Security has been called.`
  if (called === 'police') return `${inDanger} The police have been called.`
  if (called === 'somebody') return `${inDanger} Security or the police have been called.`
  return called === 'nobody' ? `${inDanger} Security has not been called yet.` : inDanger
}
