// The contracts of the event's procedure.

import { z } from 'zod'
import { CaseId, EntryId } from '../../ids.ts'
import { limits } from '../../limits.ts'
import { contractsOf } from '../contract.ts'
import {
  CaseProcedure,
  Procedure,
  ProcedureAsk,
  ProcedurePreview,
  ProcedureReaders,
  ProcedureReading,
  ProcedureText,
  ProcedureVersion,
} from '../procedure.ts'

export const procedure = contractsOf({
  readProcedure: {
    summary: 'The procedure in force: its clauses, their lists, where it is from',
    who: 'members',
    answer: Procedure,
  },
  readProcedureVersion: {
    summary:
      'A version of the procedure: one that the event adopted at some time, or the one that Greenroom brings',
    who: 'members',
    params: z.object({ id: EntryId }),
    answer: Procedure,
    refuses: ['not-available'],
  },
  readCaseProcedure: {
    summary: 'Which version of the procedure a case goes by, its links, and whether a later one is in force',
    who: 'members',
    right: 'read',
    params: z.object({ id: CaseId }),
    answer: CaseProcedure,
  },
  takeProcedure: {
    summary: 'The case goes by the version in force from now on',
    who: 'members',
    right: 'take-procedure',
    params: z.object({ id: CaseId }),
    body: ProcedureVersion,
    refuses: ['conflict'],
  },
  previewProcedure: {
    summary: 'What is understood of a text; adopts nothing. Also takes the bytes of a file as text/markdown',
    who: 'members',
    may: 'adopt-procedure',
    maxBytes: limits.maxProcedureBytes,
    body: ProcedureText,
    answer: ProcedurePreview,
  },
  adoptProcedure: {
    summary: 'Puts a text in force as the procedure of the event',
    who: 'members',
    may: 'adopt-procedure',
    maxBytes: limits.maxProcedureBytes,
    body: ProcedureAsk,
    answer: Procedure,
    refuses: ['conflict'],
  },
  sayProcedureRead: {
    summary:
      'Says that one has read this version of the procedure; said again, it stays as it was said first',
    who: 'members',
    body: ProcedureVersion,
    answer: ProcedureReading,
    refuses: ['not-available'],
  },
  listProcedureReaders: {
    summary: 'Who of the team has read the procedure in force, and when the others were reminded',
    who: 'members',
    may: 'adopt-procedure',
    answer: ProcedureReaders,
  },
  remindProcedureReaders: {
    summary: 'Reminds those who have not read the procedure in force, not more than once an hour',
    who: 'members',
    may: 'adopt-procedure',
    body: ProcedureVersion,
    answer: ProcedureReaders,
    refuses: ['conflict'],
  },
})
