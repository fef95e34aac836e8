// Sends the files of one case, one after the other. Each has its id from the beginning: whatever was lost on the way, it is one file.

import type { CaseId, FileId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { OfflineStore } from '../offline/offline-store.ts'
import { isProblem } from './ask.ts'

/** A file on its way. */
export type Sending = {
  readonly id: FileId
  readonly name: string
  readonly bytes: number
  /** How many of them the server has. */
  readonly got: number
  /** `stopped`: nothing goes on before somebody says so. */
  readonly is: 'waiting' | 'sending' | 'stopped'
  /** Why it waits or stopped; '' where that is the network. */
  readonly words: string
  /** A picture that cannot be cleaned can be sent as it is. */
  readonly canGoAsItIs?: boolean
  /** It would be there again after a reload. */
  readonly isKept: boolean
}

type Facts = { id: FileId; member: string; name: string; asItIs?: boolean }
type Waiting = Facts & { content: Uint8Array<ArrayBuffer>; row: number | undefined; shown: Sending }

type Deps = {
  store: Promise<OfflineStore | undefined>
  /** Whose the server would take it for, asked now. */
  whoIsHere: () => Promise<string>
  drawId: () => FileId
  isOnline: () => boolean
  /** @returns how many bytes the server has */
  sendPart: (part: { id: FileId; at: number; of: number; bytes: Uint8Array<ArrayBuffer> }) => Promise<number>
  keep: (file: Facts) => Promise<void>
}

const kind = 'file'
const tooLarge = `Larger than ${limits.maxFileBytes / 1024 / 1024} MB. It was not added.`
const empty = 'There is nothing in this file. It was not added.'
const unreadable = 'It could not be read. It was not added.'
export const waitsWords = 'Waits for the network'

export class FileSender {
  readonly #deps: Deps
  readonly #caseId: CaseId
  #files: Waiting[] = []
  #shown: readonly Sending[] = []
  #member: string | undefined
  #isAtWork = false
  #listeners = new Set<() => void>()

  constructor(caseId: CaseId, deps: Deps) {
    this.#caseId = caseId
    this.#deps = deps
    void deps.store.then((store) =>
      store?.onNews((news) => {
        // What is sealed waits on the disk; in this page nothing of it stays.
        if (news === 'unlocked') void this.#readBack()
        else this.#set([])
      }),
    )
  }

  state = (): readonly Sending[] => this.#shown

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Who is signed in: what somebody else left in this page goes. */
  async isHere(member: string): Promise<void> {
    if (this.#member !== undefined && this.#member !== member) this.#set([])
    this.#member = member
    await this.#readBack()
  }

  /** @returns a sentence for each that is not taken */
  async add(files: readonly File[]): Promise<string[]> {
    const refused: string[] = []
    for (const file of files) {
      const why = file.size > limits.maxFileBytes ? tooLarge : file.size === 0 ? empty : undefined
      if (why) refused.push(`${file.name}: ${why}`)
      else if (!(await this.#addOne(file))) refused.push(`${file.name}: ${unreadable}`)
    }
    void this.go()
    return refused
  }

  /** @returns false for one that is not there any more, or may not be read */
  async #addOne(file: File): Promise<boolean> {
    const facts: Facts = { id: this.#deps.drawId(), member: this.#member!, name: file.name }
    const buffer = await file.arrayBuffer().catch(() => undefined)
    if (!buffer) return false
    const content = new Uint8Array(buffer)
    const row = await this.#write(facts, content)
    // What unlocks the device reads back what waits on it.
    if (!this.#files.some(({ id }) => id === facts.id))
      this.#set([...this.#files, waiting(facts, content, row)])
    return true
  }

  /** @returns undefined where this device cannot keep it: it is in this page only */
  async #write(facts: Facts, content: Uint8Array): Promise<number | undefined> {
    const store = await this.#deps.store
    if (!store?.canRead(this.#caseId)) return undefined
    return store.addRow(this.#caseId, kind, facts, content).catch(() => undefined)
  }

  async #readBack(): Promise<void> {
    const rows = await (await this.#deps.store)?.rowsOf<Facts>(this.#caseId, kind)
    const known = new Set(this.#files.map(({ id }) => id))
    const found = (rows ?? []).filter(({ facts }) => facts.member === this.#member && !known.has(facts.id))
    if (found.length === 0) return
    const back = found.map(({ facts, bytes, n }) => waiting(facts, bytes as Uint8Array<ArrayBuffer>, n))
    this.#set([...this.#files, ...back])
    await this.go()
  }

  /** Sends what waits. Nothing happens where that is under way already. */
  async go(): Promise<void> {
    if (this.#isAtWork) return
    this.#isAtWork = true
    try {
      for (let file = this.#next(); file && this.#deps.isOnline(); file = this.#next())
        if (!(await this.#send(file))) return
    } finally {
      this.#isAtWork = false
    }
  }

  #next = () => this.#files.find(({ shown }) => shown.is === 'waiting')

  /** @returns false where the network is gone */
  async #send(file: Waiting): Promise<boolean> {
    try {
      if ((await this.#deps.whoIsHere()) !== file.member) return false
      this.#show(file, { is: 'sending', words: '' })
      await this.#sendParts(file)
      await this.#deps.keep(file)
      await this.#drop(file)
      return true
    } catch (error) {
      const isForNow = !isProblem(error) || isForLater(error.status)
      if (isForNow)
        this.#show(file, { is: 'waiting', words: isProblem(error, 'too-fast') ? error.title : '' })
      else this.#stop(file, error.title, isProblem(error, 'conflict'))
      return !isForNow
    }
  }

  async #sendParts(file: Waiting): Promise<void> {
    const { id, content } = file
    const of = content.length
    // Without a part the server says how much of it is there.
    let got = await this.#deps.sendPart({ id, at: 0, of, bytes: content.slice(0, limits.filePartBytes) })
    for (this.#show(file, { got }); got < of && this.#files.includes(file); this.#show(file, { got })) {
      const bytes = content.slice(got, got + limits.filePartBytes)
      const now = await this.#deps.sendPart({ id, at: got, of, bytes })
      if (now <= got) throw new Error('The server takes nothing')
      got = now
    }
  }

  #stop(file: Waiting, words: string, isConflict: boolean): void {
    // The one conflict of a file that has come whole: its picture cannot be cleaned.
    const canGoAsItIs = isConflict && file.shown.got === file.content.length && !file.asItIs
    this.#show(file, { is: 'stopped', words, canGoAsItIs })
  }

  /** Goes on with one that stopped. */
  async again(id: FileId, asItIs = false): Promise<void> {
    const file = this.#files.find((one) => one.id === id)
    if (!file) return
    if (asItIs) file.asItIs = true
    this.#show(file, { is: 'waiting', words: '', canGoAsItIs: false })
    await this.go()
  }

  /** Lets go of one that is not sent. */
  async remove(id: FileId): Promise<void> {
    const file = this.#files.find((one) => one.id === id)
    if (file) await this.#drop(file)
  }

  async #drop(file: Waiting): Promise<void> {
    this.#set(this.#files.filter((one) => one !== file))
    if (file.row !== undefined) await (await this.#deps.store)?.deleteRows([file.row])
  }

  #show(file: Waiting, change: Partial<Sending>): void {
    file.shown = { ...file.shown, ...change }
    this.#set(this.#files)
  }

  #set(files: Waiting[]): void {
    this.#files = files
    this.#shown = files.map(({ shown }) => shown)
    for (const listener of this.#listeners) listener()
  }
}

/** No network, a busy server, or a session that is over: it waits. */
const isForLater = (status: number): boolean =>
  status === 0 || status === 401 || status === 429 || status >= 500

function waiting(facts: Facts, content: Uint8Array<ArrayBuffer>, row: number | undefined): Waiting {
  const { id, name } = facts
  const state = { got: 0, is: 'waiting', words: '', isKept: row !== undefined } as const
  const shown: Sending = { id, name, bytes: content.length, ...state }
  return { ...facts, content, row, shown }
}
