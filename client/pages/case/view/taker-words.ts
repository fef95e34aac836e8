// Whom a report was told to, or that an attendee sent it themselves. Pure.

import type { MemberId } from '#shared/ids.ts'

/** Whose words they are that nobody of the team wrote down. */
export const theReporter = 'The reporter'
/** Behind a time. */
export const byAttendee = 'on the attendee page'
export const sayByAttendee = 'Sent on the attendee page'

export const sayTaken = (by: MemberId | null, nameOf: (member: string) => string): string =>
  by ? `Taken by ${nameOf(by)}.` : `${sayByAttendee}.`
