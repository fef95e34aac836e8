// Who asks for somebody, in words. Pure.

import type { IncomingPage } from '#shared/http/pages.ts'
import { firstNameOf } from '#shared/people/initials.ts'

/** The first name of whoever calls; where nobody of the team does, it is a report of an attendee that calls. */
export const sayCaller = (by: string | null, name?: string): string =>
  name ? firstNameOf(name) : by === null ? 'A report from an attendee' : 'Somebody of the team'

/** "Maria asks for you"; everybody at once: "Maria calls a meeting", but in danger nobody is called to sit down. */
export const sayWho = (
  name: string,
  { isForAll, isUrgent }: Pick<IncomingPage, 'isForAll' | 'isUrgent'>,
): string => (isForAll && !isUrgent ? `${name} calls a meeting` : `${name} asks for you`)

/** As it is spoken where it appears: who, about what, and whether somebody may be in danger. */
export const sayAsked = (name: string, page: Pick<IncomingPage, 'isForAll' | 'isUrgent' | 'case'>): string =>
  `${sayWho(name, page)}${page.case ? `: ${page.case.codeName}` : ''}.${page.isUrgent ? ' Someone may be in danger.' : ''}`

/** "You told Maria at 22:07 that you are on the way. Lobby, by the stairs." @param at as it is said */
export const sayOnMyWay = (name: string | null, at: string, place: string | null): string =>
  `You ${name ? `told ${name}` : 'said'} at ${at} that you are on the way.${place ? ` ${place.replace(/[.!?…]$/, '')}.` : ''}`
