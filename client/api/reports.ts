// Sending a report, and what it takes to write one without a network.

import type { ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import { call } from './ask.ts'

/** Sent again with the same id, it answers the same case. @throws ApiProblem as `ask` does */
export const sendReport = (body: ReportAsk): Promise<ReportAnswer> => call('takeReport', { body })

/** Names for cases that are opened from this device later. */
export const reserveCodeNames = async (): Promise<string[]> => (await call('reserveCodeNames')).codeNames

/** Who is signed in at this moment, whatever the screens believe. @returns a member's id */
export const askWhoIsHere = async (): Promise<string> => (await call('readMe')).member.id
