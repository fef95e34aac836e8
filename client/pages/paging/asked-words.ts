// Who asks for somebody, in words. Pure.

import type { IncomingPage } from '#shared/http/pages.ts'

/** "Maria asks for you"; everybody at once: "Maria calls a meeting". */
export const sayWho = (name: string, { isForAll }: Pick<IncomingPage, 'isForAll'>): string =>
  isForAll ? `${name} calls a meeting` : `${name} asks for you`

/** As it is spoken where it appears: who, about what, and whether somebody may be in danger. */
export const sayAsked = (name: string, page: Pick<IncomingPage, 'isForAll' | 'isUrgent' | 'case'>): string =>
  `${sayWho(name, page)}${page.case ? `: ${page.case.codeName}` : ''}.${page.isUrgent ? ' Someone may be in danger.' : ''}`
