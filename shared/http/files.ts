// The HTTP contract of photos and files: sent in parts or at once, listed, and given out as they are kept.

import { z } from 'zod'
import { FileId, MemberId, ReportId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanLine } from '../text/clean.ts'

/** What a file is called. */
export const FileName = cleanLine(limits.maxNameChars)

/** How many bytes of the file are here: the next part begins there, and what was sent before is not sent again. */
export const FileProgress = z.object({ got: z.int() })

export const KeepAsk = z.object({ name: FileName.optional(), asItIs: z.boolean().optional() })

/** A file as it is kept; `type` is what its content says. */
export const KeptFile = z.object({
  id: FileId,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  /** A picture that was drawn anew, without place, time, camera and hidden pictures. */
  isCleaned: z.boolean(),
  hasPreview: z.boolean(),
})
export type KeptFile = z.infer<typeof KeptFile>

const Damaged = z.object({ id: FileId, isDamaged: z.literal(true) })

/** The files of a case, in the order in which they were kept. */
export const FilesOfCase = z.object({
  files: z.array(
    z.intersection(
      z.union([KeptFile, Damaged]),
      z.object({ by: MemberId, at: z.string(), report: ReportId.nullable() }),
    ),
  ),
})
export type FilesOfCase = z.infer<typeof FilesOfCase>
