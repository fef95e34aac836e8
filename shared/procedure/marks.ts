// The marks of clauses in a procedure, `<!-- clause:NAME -->` and `<!-- endclause:NAME -->`, also misspelt ones. Other comments
// are none, and stay part of the text.

import { type ClauseName, distance, nearestClause } from './clause-names.ts'
import type { Oddity } from './oddity.ts'

export type Mark = {
  /** Its first and last line, from 0. */
  line: number
  lastLine: number
  isEnd: boolean
  /** Undefined for a name that is nobody's, and for an end mark without one. */
  name: ClauseName | undefined
  /** The name as it is written. */
  said: string
}

/** One mark with its brackets takes no more. */
const longestMark = 200

/** @param lines the document; @returns its marks in their order, and the lines with a space where marks were */
export function findMarks(lines: readonly string[], tell: (oddity: Oddity) => void) {
  const marks: Mark[] = []
  const cuts: Cut[][] = []
  for (let line = 0; line < lines.length; line++) {
    const text = lines[line]!
    for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
      if (text[at - 1] === '`') continue
      const found = readMark(lines, line, at)
      if (!found) continue
      marks.push(found.mark)
      cutOut(cuts, line, at, found)
      if (found.isMisspelt) tell(misspelt(found.mark, text.slice(at, found.end)))
      if (found.mark.lastLine > line) break
    }
  }
  return { marks, without: lines.map((line, of) => (cuts[of] ? without(line, cuts[of]) : line)) }
}

type Found = { mark: Mark; end: number; isMisspelt: boolean }

function readMark(lines: readonly string[], line: number, at: number): Found | undefined {
  const own = lines[line]!.slice(at, at + longestMark)
  const close = own.indexOf('>')
  const next = own.indexOf('<', 1)
  const isOpen = close < 0 || (next >= 0 && next < close)
  const words = wordsOf(own.slice(0, isOpen ? (next < 0 ? own.length : next) : close + 1))
  if (words) {
    const end = at + (isOpen ? (next < 0 ? own.length : next) : close + 1)
    return { mark: { line, lastLine: line, ...words.mark }, end, isMisspelt: words.isMisspelt || isOpen }
  }
  return isOpen && next < 0 ? acrossLines(lines, line, own) : undefined
}

/** A mark that is written over up to four lines. */
function acrossLines(lines: readonly string[], line: number, own: string): Found | undefined {
  if (!/^<!-{1,3}[\s\w:/-]*$/.test(own)) return undefined
  let joined = own
  for (let last = line + 1; last < Math.min(lines.length, line + 4); last++) {
    const text = lines[last]!.slice(0, longestMark)
    const close = text.indexOf('>')
    joined += ` ${close < 0 ? text : text.slice(0, close + 1)}`
    if (close < 0) continue
    const words = wordsOf(joined)
    return (
      words && { mark: { line, lastLine: last, ...words.mark }, end: close + 1, isMisspelt: words.isMisspelt }
    )
  }
  return undefined
}

/** What stands between the brackets, where that is a mark. */
function wordsOf(mark: string) {
  const whole = mark.trim()
  if (!/^<\s?[!\-–—]/.test(whole)) return undefined
  const isWhole = /^<!--\s*(end)?clause:\s*\w+\s*-->$/.test(whole)
  const inside = whole
    .replace(/^<\s?!?[\s\-–—]*/, '')
    .replace(/>$/, '')
    .replace(/[-–—\s!]{1,40}$/, '')
  const parts = /^(\/|end|close|stop)?[\s_-]{0,3}([a-z]{3,12})\s{0,3}([:=;,.]?)\s{0,3}([^:]{0,60})$/i.exec(
    inside,
  )
  if (!parts) return undefined
  const [, ending = '', word = '', sign = '', said = ''] = parts
  const kind = kindOf(word.toLowerCase())
  if (!kind) return undefined
  const isEnd = kind === 'end' || ending !== ''
  const name = nearestClause(said)
  if (!name && (sign === '' || /\s/.test(said.trim())) && !(isEnd && said.trim() === '')) return undefined
  return {
    mark: { isEnd, name, said: said.trim() },
    isMisspelt: !isWhole || (name !== undefined && name !== said.trim()),
  }
}

function kindOf(word: string): 'begin' | 'end' | undefined {
  if (/^(end|close)/.test(word) && distance(word.replace(/^(end|close)/, ''), 'clause') <= 2) return 'end'
  if (distance(word, 'clause') <= 2) return 'begin'
  return distance(word, 'endclause') <= 2 ? 'end' : undefined
}

type Cut = { from: number; to: number }

/** What a mark takes of each of its lines. */
function cutOut(cuts: Cut[][], line: number, at: number, { mark, end }: Found): void {
  const cut = (of: number, from: number, to: number) => {
    cuts[of] ??= []
    cuts[of].push({ from, to })
  }
  const { lastLine } = mark
  cut(line, at, lastLine === line ? end : Number.POSITIVE_INFINITY)
  for (let of = line + 1; of < lastLine; of++) cut(of, 0, Number.POSITIVE_INFINITY)
  if (lastLine > line) cut(lastLine, 0, end)
}

/** Written anew once, however many marks a line has. */
function without(line: string, cuts: readonly Cut[]): string {
  let kept = ''
  let from = 0
  for (const cut of cuts) {
    kept += `${line.slice(from, Math.max(from, cut.from))} `
    from = Math.max(from, cut.to)
  }
  return kept + line.slice(from)
}

const misspelt = ({ line, isEnd, name, said }: Mark, written: string): Oddity => ({
  line: line + 1,
  message: `This mark is misspelt: ${written.slice(0, 80)}`,
  proposal: `It is read as <!-- ${isEnd ? 'endclause' : 'clause'}:${name ?? said} -->.`,
})
