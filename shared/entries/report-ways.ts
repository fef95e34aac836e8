// How a report arrived. No schemas here: a page takes it.

/** Told to a member, as a mail, in a letter, or by somebody who speaks for the reporter. */
export const reportWays = ['told', 'mail', 'letter', 'third-party'] as const
export type ReportWay = (typeof reportWays)[number]
