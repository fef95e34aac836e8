// What is said where nobody who runs the team can be called for a case. Pure.

import type { Outside } from '#shared/http/outside.ts'

/** "Turn to Ngozi Eze, outside the team, now: 555 0188." */
export const turnToOutside = (outside: Outside | null): string =>
  outside
    ? `Turn to ${outside.name}, outside the team, now: ${outside.reach}`
    : 'Turn to whoever is responsible for the event, outside the team, now.'

export const nobodyToCall = 'Nobody of the team can be called for this case.'
export const nobodyAtAll = 'Nobody of the team can be called.'
