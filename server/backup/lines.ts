// A backup is text, line by line: a head that says what it is and whose, then each table with its rows and their sum, and a
// last line that says that it is whole. Whoever reads one has it judged here first, to its end.

import { createHash, type Hash } from 'node:crypto'
import { z } from 'zod'

/** Takes one line after the other, without its end. */
export type Sink = (line: string) => void | Promise<void>
/** Gives all lines of a backup, wherever they come from. */
export type Feed = (sink: Sink) => Promise<void>

/** What a later Greenroom may do otherwise gets another number. */
export const format = 1

const headLine = z.object({
  greenroom: z.literal('backup'),
  format: z.number(),
  /** Of the Greenroom that made it, and the moment that it shows. */
  version: z.string(),
  madeAt: z.string(),
  engine: z.enum(['embedded', 'postgres']),
  /** What had been done to the tables. */
  migrations: z.array(z.string()),
  /** Sealed with the master key, in base64: who can open one of them has the right one. */
  key: z.object({
    word: z.string().nullable(),
    cases: z.array(z.object({ id: z.string(), sealed: z.string() })),
  }),
})
export type Head = z.infer<typeof headLine>

const sum = { rows: z.number(), sha256: z.string() }
const tableLine = z.object({ table: z.string(), columns: z.array(z.string()) })
const endLine = z.object({ end: z.string(), ...sum })
const lastLine = z.object({ whole: z.literal(true), tables: z.number(), ...sum })
const failedLine = z.object({ failed: z.string() })
export type TableLine = z.infer<typeof tableLine>
export type Sum = { rows: number; sha256: string }

/** What a whole backup came to. */
export type Counts = { tables: number; rows: number }

/** Why a backup is none, or not a whole one; the message is the end of a sentence. */
export class NotWhole extends Error {}
/** Whoever makes it said why it cannot. */
export class NotMade extends Error {}

/** Counts rows and sums them up, in their order. */
export class Summing {
  #rows = 0
  readonly #hash: Hash = createHash('sha256')

  add(line: string): void {
    this.#rows++
    this.#hash.update(`${line}\n`)
  }

  sum = (): Sum => ({ rows: this.#rows, sha256: this.#hash.digest('hex') })
}

/** What a line is for whoever puts the rows back. */
export type Part = { is: 'head'; head: Head } | { is: 'table'; table: TableLine } | { is: 'row' | 'end' }

/** Reads lines and believes none of them: every sum is made again. */
export class Reading {
  head: Head | undefined
  #table: { name: string; summing: Summing } | undefined
  readonly #sums = new Map<string, Sum>()
  readonly #all = createHash('sha256')
  #isWhole = false

  /** @throws NotWhole when something is not what it was, NotMade when the line says so */
  take(line: string): Part {
    if (this.#isWhole) throw new NotWhole('goes on after its end')
    if (line.startsWith('[')) return this.#takeRow(line)
    const part = this.#takeMark(this.#parse(line))
    this.#all.update(`${line}\n`)
    return part
  }

  /** @throws NotWhole */
  end(): Counts {
    if (this.#isWhole) return this.#counts()
    throw new NotWhole(this.head ? brokenOff : isNone)
  }

  sumOf = (table: string): Sum | undefined => this.#sums.get(table)

  #parse(line: string): unknown {
    try {
      return JSON.parse(line)
    } catch {
      throw new NotWhole(this.head ? changed : isNone)
    }
  }

  #takeRow(line: string): Part {
    if (!this.#table) throw new NotWhole(changed)
    this.#table.summing.add(line)
    return { is: 'row' }
  }

  #takeMark(mark: unknown): Part {
    const failed = failedLine.safeParse(mark)
    if (failed.success) throw new NotMade(failed.data.failed)
    if (!this.head) return { is: 'head', head: this.#takeHead(mark) }
    if (this.#table) return this.#closeTable(this.#table, mark)
    const table = tableLine.safeParse(mark)
    if (!table.success) return this.#takeLast(mark)
    if (this.#sums.has(table.data.table)) throw new NotWhole(changed)
    this.#table = { name: table.data.table, summing: new Summing() }
    return { is: 'table', table: table.data }
  }

  #takeHead(mark: unknown): Head {
    const head = headLine.safeParse(mark)
    if (!head.success) throw new NotWhole(isNone)
    this.head = head.data
    return head.data
  }

  #closeTable({ name, summing }: { name: string; summing: Summing }, mark: unknown): Part {
    const end = endLine.safeParse(mark)
    const found = summing.sum()
    if (!end.success || end.data.end !== name || !isSame(found, end.data)) throw new NotWhole(changed)
    this.#sums.set(name, found)
    this.#table = undefined
    return { is: 'end' }
  }

  #takeLast(mark: unknown): Part {
    const last = lastLine.safeParse(mark)
    const found = { ...this.#counts(), sha256: this.#all.copy().digest('hex') }
    if (!last.success || last.data.tables !== found.tables || !isSame(found, last.data))
      throw new NotWhole(changed)
    this.#isWhole = true
    return { is: 'end' }
  }

  #counts(): Counts {
    const rows = [...this.#sums.values()].reduce((all, sum) => all + sum.rows, 0)
    return { tables: this.#sums.size, rows }
  }
}

/** The file's packing says it, too. */
export const isNone = 'is not a backup of Greenroom'
export const brokenOff = 'is not whole: it breaks off before its end'
const changed = 'was changed since it was made, or damaged'

export const isSame = (a: Sum, b: Sum): boolean => a.rows === b.rows && a.sha256 === b.sha256

/** Writes the lines that are not rows. */
export class Writing {
  readonly #sink: Sink
  readonly #all = createHash('sha256')
  readonly #counts: Counts = { tables: 0, rows: 0 }

  constructor(sink: Sink) {
    this.#sink = sink
  }

  head = (head: Head): Promise<void> => this.#mark(head)

  /** One table: its rows are what `rows` hands on. */
  async table(name: string, columns: readonly string[], rows: Feed): Promise<void> {
    await this.#mark({ table: name, columns })
    const summing = new Summing()
    await rows((line) => {
      summing.add(line)
      return this.#sink(line)
    })
    const sum = summing.sum()
    this.#counts.tables++
    this.#counts.rows += sum.rows
    await this.#mark({ end: name, ...sum })
  }

  last = (): Promise<void> =>
    this.#mark({ whole: true, ...this.#counts, sha256: this.#all.copy().digest('hex') })

  async #mark(mark: object): Promise<void> {
    const line = JSON.stringify(mark)
    this.#all.update(`${line}\n`)
    await this.#sink(line)
  }
}

/** A line is longer than this only in what was never a backup. */
const maxLineChars = 2 ** 28

/** The lines of a text that comes in pieces. @throws NotWhole when it does not end with a line's end */
export async function* linesIn(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest: string[] = []
  let chars = 0
  for await (const piece of pieces) {
    const [first = '', ...more] = decoder.decode(piece, { stream: true }).split('\n')
    rest.push(first)
    chars += first.length
    if (chars > maxLineChars) throw new NotWhole(isNone)
    if (more.length === 0) continue
    yield rest.join('')
    rest = [more.pop()!]
    chars = rest[0]!.length
    yield* more
  }
  if (chars > 0) throw new NotWhole(brokenOff)
}

/** All lines of pieces, handed on. */
export async function feedFrom(pieces: AsyncIterable<Uint8Array>, sink: Sink): Promise<void> {
  for await (const line of linesIn(pieces)) await sink(line)
}
