// The contracts by which a report comes in, is added to, and gets a name ahead of time.

import { z } from 'zod'
import { ReportId } from '../../ids.ts'
import { Amendment, AmendmentAsk, CodeNames, DangerAsk, ReportAnswer, ReportAsk } from '../cases.ts'
import { contractsOf } from '../contract.ts'
import { ofCase } from '../of-case.ts'

const ofReport = z.object({ id: ReportId })

export const reports = contractsOf({
  takeReport: {
    summary: 'Takes a report, which opens a case or joins one',
    who: 'members',
    body: ReportAsk,
    answer: ReportAnswer,
    status: 201,
    refuses: ['not-available', 'conflict'],
    share: 'report',
  },
  amendReport: {
    summary: 'Adds something below an account, which itself stays as it was written',
    who: 'members',
    params: ofReport,
    body: AmendmentAsk,
    answer: Amendment,
    status: 201,
    refuses: ['conflict'],
    share: 'addition',
  },
  sayDanger: {
    summary: 'Somebody has called for help, or nobody is in danger any more, or still is',
    who: 'members',
    right: 'write',
    params: ofCase,
    body: DangerAsk,
    refuses: ['conflict'],
    share: 'addition',
  },
  reserveCodeNames: {
    summary: 'Reserves up to three code names for a device that may be offline later',
    who: 'members',
    answer: CodeNames,
  },
})
