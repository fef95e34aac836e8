// Somebody who types words that are like no others into one paragraph, at a connection made by hand, and knows which of
// them were acknowledged.

import * as Y from 'yjs'
import type { CaseId } from '../../shared/ids.ts'
import { readText } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { type Copy, joinRecord, type Person, updateOf } from './people.ts'

/** Types one word after the other, each acknowledged before the next, for as long as the server lives. */
export class Typist {
  readonly doc = new Y.Doc()
  readonly acknowledged: string[] = []
  readonly person: Person
  private readonly caseId: CaseId
  private unsaved: { word: string; update: Uint8Array } | undefined
  private count = 0

  constructor(person: Person, caseId: CaseId) {
    this.person = person
    this.caseId = caseId
  }

  join = (): Promise<Copy> => joinRecord(this.person, this.caseId, this.doc)

  /** Ends when the connection does. */
  async typeUntilCut({ socket, pushBytes }: Copy): Promise<void> {
    const isCut = new Promise<'cut'>((resolve) => socket.once('disconnect', () => resolve('cut')))
    for (;;) {
      this.unsaved ??= this.nextWord()
      const answer = await Promise.race([pushBytes(this.unsaved.update).catch(() => 'cut' as const), isCut])
      if (answer === 'cut') break
      if (!answer.ok) throw new Error(`refused: ${answer.why}`)
      this.acknowledged.push(this.unsaved.word)
      this.unsaved = undefined
    }
    socket.disconnect()
  }

  /** Pushes what is left, and hears what the others wrote. */
  async finish(): Promise<void> {
    const { socket, pushBytes } = await this.join()
    if (this.unsaved) {
      const answer = await pushBytes(this.unsaved.update)
      if (!answer.ok) throw new Error(`refused: ${answer.why}`)
      this.acknowledged.push(this.unsaved.word)
      this.unsaved = undefined
    }
    socket.disconnect()
  }

  private nextWord() {
    const word = `<${this.person.name} ${this.count++}>`
    const update = updateOf(this.doc, (doc) => {
      const { whatHappened } = partsOf(doc)
      if (whatHappened.length === 0) {
        const paragraph = new Y.XmlElement('paragraph')
        paragraph.insert(0, [new Y.XmlText(word)])
        whatHappened.insert(0, [paragraph])
        return
      }
      const text = (whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
      text.insert(text.length, word)
    })
    return { word, update }
  }
}

export const wordsIn = (doc: Y.Doc): string[] => readText(partsOf(doc).whatHappened).match(/<[^>]*>/g) ?? []
