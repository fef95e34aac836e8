// The contracts of the event's procedure.

import { limits } from '../../limits.ts'
import { contractsOf } from '../contract.ts'
import { Procedure, ProcedureAsk, ProcedurePreview, ProcedureText } from '../procedure.ts'

export const procedure = contractsOf({
  readProcedure: {
    summary: 'The procedure in force: its clauses, their lists, where it is from',
    who: 'members',
    answer: Procedure,
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
})
