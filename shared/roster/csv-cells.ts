// Lines of cells out of a table as text: comma, semicolon or tab, cells in quotation marks that may hold any of them and breaks.
// One pass; whatever the text is like, it is read.

/** `line`: where it begins, from 1. */
export type Line = { line: number; cells: string[] }

/** What stands most often in the first line outside of quotation marks. */
function dividerOf(text: string): string {
  const [first = ''] = text
    .replaceAll(/"[^"]*"?/g, '')
    .split(/[\r\n]/)
    .filter((line) => line.trim() !== '')
  const counts = [';', '\t', ','].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign
}

/** Lines in which nothing stands are left out. @param most lines are read, and the rest is not looked at */
export function cellsOf(given: string, most: number): Line[] {
  const text = given.replace(/^\ufeff/, '')
  const divider = dividerOf(text)
  const lines: Line[] = []
  let [line, cell, isQuoted] = [1, '', false]
  let now: Line = { line, cells: [] }
  const endCell = () => {
    now.cells.push(cell)
    cell = ''
  }
  const endLine = () => {
    endCell()
    if (now.cells.some((one) => one.trim() !== '')) lines.push(now)
    now = { line, cells: [] }
  }
  for (let at = 0; at < text.length && lines.length < most; at++) {
    const sign = text[at]!
    const isBreak = sign === '\n' || (sign === '\r' && text[at + 1] !== '\n')
    if (isBreak) line++
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else isQuoted = false
    } else if (sign === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (sign === divider) endCell()
    else if (isBreak) endLine()
    else if (sign !== '\r') cell += sign
  }
  if (lines.length < most) endLine()
  return lines
}
