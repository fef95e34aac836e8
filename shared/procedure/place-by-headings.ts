// Which clause each line of a procedure belongs to where it has no marks: by what its headings say.

import { clauseOfHeading } from './clause-names.ts'
import type { Owners } from './place-by-marks.ts'

/** `line` from 0; `level` 1 is the largest, and 7 a line in bold letters that stands alone. */
export type Heading = { line: number; level: number; words: string }

/** The headings of a document, in their order; what stands in a block of code is none. */
export function findHeadings(lines: readonly string[]): Heading[] {
  const headings: Heading[] = []
  let fence: string | undefined
  for (const [line, text] of lines.entries()) {
    const mark = /^ {0,3}(```|~~~)/.exec(text)?.[1]
    if (mark && (fence === undefined || fence === mark)) fence = fence ? undefined : mark
    const heading = fence || mark ? undefined : headingOf(lines, line)
    if (heading) headings.push(heading)
  }
  return headings
}

function headingOf(lines: readonly string[], line: number): Heading | undefined {
  const text = lines[line]!.slice(0, 300)
  const marked = /^ {0,3}(#{1,6})(?!#)(.*)$/.exec(text)
  const words = (marked?.[2] ?? text).replace(/[*_#`]/g, '').trim()
  if (words === '') return undefined
  if (marked) return { line, level: marked[1]!.length, words }
  const next = (lines[line + 1] ?? '').slice(0, 300)
  const isBegun = (lines[line - 1] ?? '').trim() !== ''
  if (!isBegun && /^ {0,3}=+\s*$/.test(next)) return { line, level: 1, words }
  if (!isBegun && /^ {0,3}-{3,}\s*$/.test(next)) return { line, level: 2, words }
  const isBold = /^ {0,3}(\*\*|__)[^*_]{2,80}(\*\*|__):?\s*$/.test(text)
  return isBold && !isBegun ? { line, level: 7, words } : undefined
}

/** A clause reaches to the next heading that is as large, or begins another. */
export function placeByHeadings(lineCount: number, headings: readonly Heading[]): Owners {
  const owners: Owners = Array.from({ length: lineCount })
  let level = 0
  for (const [at, heading] of headings.entries()) {
    const until = headings[at + 1]?.line ?? lineCount
    const says =
      heading.level === 1 && at === 0 && headings.length > 1 ? undefined : clauseOfHeading(heading.words)
    const goesOn = says === undefined && level > 0 && heading.level > level
    if (!goesOn) level = says ? heading.level : 0
    const owner = goesOn ? owners[heading.line - 1] : says
    owners.fill(owner, heading.line, until)
  }
  return owners
}
