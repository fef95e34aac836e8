// Which clause each line of a procedure belongs to, by the marks: those that are missing, cross each other, stand inside one another
// or close what nobody opened. A line with marks belongs to the clause that begins on it, else to the one that it was in.

import type { ClauseName } from './clause-names.ts'
import type { Mark } from './marks.ts'
import type { Oddity } from './oddity.ts'

/** A line's clause; undefined: it is in none. */
export type Owners = (ClauseName | undefined)[]

type Open = { mark: Mark; hasEnd: boolean }

/** Deeper inside one another, the outermost ends. */
const mostOpen = 12

/** @param lineCount lines of the document; @param marks in their order */
export function placeByMarks(
  lineCount: number,
  marks: readonly Mark[],
  tell: (oddity: Oddity) => void,
): Owners {
  const owners: Owners = Array.from({ length: lineCount })
  const ends = endsOf(marks)
  const open: Open[] = []
  const opened = new Set<string>()
  let from = 0
  const fill = (upTo: number, owner = open.at(-1)?.mark.name) => {
    for (; from < upTo; from++) owners[from] = owner
  }
  for (const [at, mark] of marks.entries()) {
    if (mark.isEnd) {
      const isBegun = open.length > 0 || opened.has(keyOf(mark))
      fill(mark.lastLine + 1, isBegun ? open.at(-1)?.mark.name : mark.name)
      endOne(open, mark, isBegun, tell)
    } else {
      fill(mark.line)
      begin(open, { mark, hasEnd: ends[at]! }, tell)
      // A line on which another clause had ended is this one's.
      for (let line = mark.line; line <= mark.lastLine && line < from; line++) owners[line] = mark.name
    }
    opened.add(keyOf(mark))
  }
  const last = open.filter(({ hasEnd }) => !hasEnd).at(-1)
  fill(lineCount)
  if (last) tell(noEnd(last.mark, 'the end of the document'))
  return owners
}

const keyOf = ({ name, said }: Mark): string => name ?? `?${said.toLowerCase()}`

/** By mark: whether one that begins a clause is ended by its own end mark before the same begins anew. */
function endsOf(marks: readonly Mark[]): boolean[] {
  const waiting = new Set<string>()
  const has: boolean[] = Array.from({ length: marks.length }, () => false)
  for (let at = marks.length - 1; at >= 0; at--) {
    const mark = marks[at]!
    if (mark.isEnd) waiting.add(keyOf(mark))
    else has[at] = waiting.delete(keyOf(mark)) || isEndNext(marks[at + 1])
  }
  return has
}

/** An end mark whose name is nobody's, or that has none, ends what began last. */
const isEndNext = (next: Mark | undefined): boolean => next?.isEnd === true && !next.name

function begin(open: Open[], one: Open, tell: (oddity: Oddity) => void): void {
  const before = open.at(-1)
  if (before && !before.hasEnd) {
    open.pop()
    tell(noEnd(before.mark, `line ${one.mark.line + 1}, where the next clause begins`))
  } else if (before) {
    tell({
      line: one.mark.line + 1,
      message: `“${one.mark.said}” begins inside “${before.mark.said}”.`,
      proposal: `“${before.mark.said}” goes on after it, up to its own end mark.`,
    })
  }
  if (!one.mark.name) tell(unknownName(one.mark))
  open.push(one)
  if (open.length > mostOpen) open.shift()
}

function endOne(open: Open[], mark: Mark, isBegun: boolean, tell: (oddity: Oddity) => void): void {
  const at = open.findLastIndex(({ mark: begun }) => keyOf(begun) === keyOf(mark))
  const isNobodys = at < 0 && !mark.name && open.length > 0
  const [ended] = open.splice(isNobodys ? -1 : at, at >= 0 || isNobodys ? 1 : 0)
  const inner = open.at(-1)
  if (ended && (isNobodys || at < open.length))
    tell(isNobodys ? endsLast(mark, ended) : crosses(mark, inner!))
  if (!ended) tell(isBegun || !mark.name ? endsOnceMore(mark) : beginsNowhere(mark))
}

const endsLast = ({ line, said }: Mark, { mark }: Open): Oddity => ({
  line: line + 1,
  message: said ? `No clause is called “${said}”.` : 'This end mark names no clause.',
  proposal: `It is read as the end of “${mark.said}”.`,
})

const crosses = ({ line, said }: Mark, inner: Open): Oddity => ({
  line: line + 1,
  message: `“${said}” ends inside “${inner.mark.said}”: the two cross.`,
  proposal: `What follows belongs to “${inner.mark.said}”.`,
})

const beginsNowhere = ({ line, said }: Mark): Oddity => ({
  line: line + 1,
  message: `“${said}” ends here and begins nowhere.`,
  proposal: 'The text before it, from the last mark on, is taken for this clause.',
})

const endsOnceMore = ({ line, said }: Mark): Oddity => ({
  line: line + 1,
  message: `“${said}” ends here and is not open.`,
  proposal: 'This mark can be deleted.',
})

const noEnd = ({ line, said }: Mark, where: string): Oddity => ({
  line: line + 1,
  message: `“${said}” has no end mark.`,
  proposal: `It is taken to reach to ${where}.`,
})

const unknownName = ({ line, said }: Mark): Oddity => ({
  line: line + 1,
  message: `No clause is called “${said}”.`,
  proposal: 'Its lines are kept under “not placed”.',
})
