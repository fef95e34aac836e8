// Writing in the editors while others write: whatever a person types lands where their caret stood, whole, on a slow
// device too.

import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId } from '../../shared/ids.ts'
import { readText } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { type Copy, exact, joinRecord, type Person, until } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

const rounds = 32
const slowness = 4

let stage: Stage
let nkechi: Seat
let people: Record<'nkechi' | 'tomas' | 'maria', Person>
let tomas: Copy
let caseId: CaseId

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', maria: 'staff' })
  const opened = await stage.house.report(people.maria)
  caseId = opened.id
  nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go(pathOf(opened.codeName))
  await sees(editor())
  tomas = await joinRecord(people.tomas, caseId)
})
afterAll(() => stage.close())

const editor = () => nkechi.page.getByRole('textbox', { name: 'What happened?' })
const paragraph = (doc: Y.Doc, index: number) =>
  (partsOf(doc).whatHappened.get(index) as Y.XmlElement).get(0) as Y.XmlText
const lines = () => readText(partsOf(tomas.doc).whatHappened).split('\n')
const writeParagraphs = (words: string[]) =>
  tomas.push((doc) => {
    const { whatHappened } = partsOf(doc)
    whatHappened.delete(0, whatHappened.length)
    whatHappened.insert(
      0,
      words.map((word) => {
        const line = new Y.XmlElement('paragraph')
        line.insert(0, [new Y.XmlText(word)])
        return line
      }),
    )
  })

/** Tomás at work: his caret moves twenty times a second, and every other time he writes a letter into the second line. */
async function work(isOver: () => boolean): Promise<number> {
  let letters = 0
  for (let step = 0; !isOver(); step++) {
    if (step % 2 === 0) {
      const text = paragraph(tomas.doc, 1)
      await tomas.push(() => text.insert(text.length, 'x'))
      letters++
    }
    const place = Y.createRelativePositionFromTypeIndex(paragraph(tomas.doc, step % 3 ? 0 : 2), step % 9)
    const at = exact(Y.encodeRelativePosition(place))
    const cursor = { root: 'whatHappened' as const, anchor: at, head: at }
    tomas.socket.emit('record:presence', { case: caseId, question: 1, cursor, place: 'room' })
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  return letters
}

/** Acts on a slow device while Tomás is at work. Answers how many letters he wrote. */
async function besideTomas(act: () => Promise<void>): Promise<number> {
  const device = await nkechi.context.newCDPSession(nkechi.page)
  await device.send('Emulation.setCPUThrottlingRate', { rate: slowness })
  let isOver = false
  const letters = work(() => isOver)
  try {
    await act()
  } finally {
    isOver = true
    await letters
    await device.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await device.detach()
  }
  return letters
}

const wordOf = (round: number) => `w${round.toString(36)}`

it('[E1] a click, End and words at once, while somebody else writes and moves: every word is where it belongs', async () => {
  await writeParagraphs(['First.', 'Second. ', 'Third line here.'])
  await until(async () => (await editor().textContent())?.includes('Third line'))
  const { mouse, keyboard } = nkechi.page
  const letters = await besideTomas(async () => {
    const box = (await editor().locator('p').first().boundingBox())!
    for (let round = 0; round < rounds; round++) {
      if (round % 4 === 0)
        await nkechi.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      await mouse.click(box.x + 10 + (round % 5) * 10, box.y + box.height / 2)
      await keyboard.press(round % 2 === 0 ? 'Control+End' : 'End')
      await keyboard.type(` ${wordOf(round)}`)
    }
  })
  const words = (isEven: boolean) =>
    Array.from({ length: rounds }, (_, round) => round)
      .filter((round) => (round % 2 === 0) === isEven)
      .map((round) => ` ${wordOf(round)}`)
      .join('')
  const whole = [`First.${words(false)}`, `Second. ${'x'.repeat(letters)}`, `Third line here.${words(true)}`]
  await until(() => lines().join('').length >= whole.join('').length).catch(() => {})
  expect(lines()).toEqual(whole)
})

it('[E1] words typed right after a click, at somebody’s caret too, are never torn or lost', async () => {
  await writeParagraphs(['He stood there at the stairs.', 'Second. ', 'Third line here.'])
  await until(async () => (await editor().textContent())?.includes('at the stairs'))
  const { mouse, keyboard } = nkechi.page
  const letters = await besideTomas(async () => {
    const box = (await editor().locator('p').first().boundingBox())!
    for (let round = 0; round < rounds / 2; round++) {
      await mouse.click(box.x + 10 + (round % 5) * 12, box.y + box.height / 2)
      await keyboard.type(`(${wordOf(round)})`)
      await until(() => lines()[0]!.includes(`(${wordOf(round)})`))
      await tomas.push(() => {
        const text = paragraph(tomas.doc, 0)
        const at = lines()[0]!.indexOf(`(${wordOf(round)})`)
        text.delete(at, wordOf(round).length + 2)
      })
      await until(async () => !(await editor().textContent())!.includes('('))
    }
  })
  expect(lines()).toEqual([
    'He stood there at the stairs.',
    `Second. ${'x'.repeat(letters)}`,
    'Third line here.',
  ])
})

it('[E1] a caret stays with its words when somebody writes before them, whatever the other lines begin with', async () => {
  await writeParagraphs(['Later', 'Second.', 'Later he left.'])
  await until(async () => (await editor().textContent())?.includes('he left'))
  const { mouse, keyboard } = nkechi.page
  const box = (await editor().locator('p').first().boundingBox())!
  await mouse.click(box.x + 200, box.y + box.height / 2)
  await keyboard.type(',')
  await keyboard.press('Backspace')
  await until(() => lines()[0] === 'Later')
  await tomas.push(() => paragraph(tomas.doc, 0).insert(0, 'Much '))
  await until(async () => (await editor().locator('p').first().textContent())?.includes('Much'))
  await keyboard.type(', she said')
  await until(() => lines().join().includes('she said'))
  expect(lines()).toEqual(['Much Later, she said', 'Second.', 'Later he left.'])
})

it('[E1] whoever clicks on a name writes beside it: before it in its first half, after it in its second', async () => {
  await tomas.push((doc) => {
    const { whatHappened } = partsOf(doc)
    whatHappened.delete(0, whatHappened.length)
    const line = new Y.XmlElement('paragraph')
    const chip = new Y.XmlElement('mention')
    chip.setAttribute('id', people.maria.id)
    chip.setAttribute('kind', 'member')
    line.insert(0, [chip])
    whatHappened.insert(0, [line])
  })
  const chip = editor().getByText('Maria')
  const { width, height } = (await chip.boundingBox())!
  await chip.click({ position: { x: width - 3, y: height / 2 } })
  await nkechi.page.keyboard.type(' waits')
  await chip.click({ position: { x: 3, y: height / 2 } })
  await nkechi.page.keyboard.type('Now ')
  await chip.click({ position: { x: width / 2 + 2, y: height / 2 } })
  await nkechi.page.keyboard.type(' also')
  await until(() => /^Now .+ also waits$/.test(lines()[0]!))
})
