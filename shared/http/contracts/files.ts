// The contracts of photos and files.

import { z } from 'zod'
import { CaseId, FileId, ReportId } from '../../ids.ts'
import { limits } from '../../limits.ts'
import { contractsOf } from '../contract.ts'
import { FileName, FileProgress, FilesOfCase, KeepAsk, KeptFile } from '../files.ts'
import { ofCase } from '../of-case.ts'

const bytes = z.coerce.number().int().min(0).max(limits.maxFileBytes)

/** Where a file belongs: to a case, or to a report and with it to its case. One of them. */
const place = { case: CaseId.optional(), report: ReportId.optional() }

/** A file at once. `name` stands in the address: whoever can, sends parts, and the name with `KeepAsk`. */
const FileQuery = z.object({
  ...place,
  /** Drawn by whoever sends it: sent again, it is the same file. */
  id: FileId.optional(),
  name: FileName.optional(),
  /** 'true': a picture that cannot be cleaned is kept with whatever is hidden in it. */
  asItIs: z.enum(['true', 'false']).optional(),
})

/** Where a part begins, and how many bytes the whole has. */
const PartQuery = z.object({ ...place, at: bytes, of: bytes })

const ofFile = z.object({ id: FileId })

export const files = contractsOf({
  addFile: {
    summary: 'Adds a photo or a file to a case or a report, all of it at once',
    who: 'members',
    query: FileQuery,
    takesBytes: true,
    answer: KeptFile,
    status: 201,
    refuses: ['not-available', 'conflict', 'too-large'],
    share: 'addition',
  },
  sendPart: {
    summary: 'Takes the next part of a file; what came before need not be sent again',
    who: 'members',
    params: ofFile,
    query: PartQuery,
    takesBytes: true,
    answer: FileProgress,
    refuses: ['conflict', 'too-large'],
    share: 'part',
  },
  keepFile: {
    summary: 'Keeps a file of which every part has come, once however often it is asked',
    who: 'members',
    params: ofFile,
    body: KeepAsk,
    answer: KeptFile,
    status: 201,
    refuses: ['conflict'],
    share: 'addition',
  },
  readFile: {
    summary: 'The bytes of a file, to be saved and never shown',
    who: 'members',
    params: ofFile,
    givesBytes: true,
  },
  readPreview: {
    summary: 'A small picture of a picture, made by us',
    who: 'members',
    params: ofFile,
    givesBytes: true,
  },
  listFiles: {
    summary: 'The photos and files of a case and its reports',
    who: 'members',
    right: 'read',
    params: ofCase,
    answer: FilesOfCase,
  },
})
