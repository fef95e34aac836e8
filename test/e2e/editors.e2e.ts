// Writing in the editors while others write: whatever a person types lands where their caret stood, whole, on a slow
// device too.

import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId } from '../../shared/ids.ts'
import { readText } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { type Copy, exact, joinRecord, type Person, until } from '../helpers/people.ts'
import { bring } from './bring.ts'
import { openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

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
  const firstLine = editor().locator('p').first()
  const letters = await besideTomas(async () => {
    for (let round = 0; round < rounds; round++) {
      if (round % 4 === 0)
        await nkechi.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      // Wherever it is by now: the page keeps the line with the caret in its place, and moves the others.
      const box = (await firstLine.boundingBox())!
      await mouse.click(box.x + 10 + (round % 5) * 10, box.y + Math.min(box.height / 2, 12))
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

it('[SY27] the line that somebody writes in, or reads, stays where it is when others write above it', async () => {
  await writeParagraphs([...Array.from({ length: 60 }, (_, at) => `Line ${at}.`), 'Mine.', 'Last.'])
  await until(async () => (await editor().textContent())?.includes('Last.'))
  const mine = editor().getByText('Mine.')
  const addAbove = async (times: number) => {
    const before = lines().length
    for (let at = 0; at < times; at++)
      await tomas.push((doc) => {
        const line = new Y.XmlElement('paragraph')
        line.insert(0, [new Y.XmlText(`New ${before + at}.`)])
        partsOf(doc).whatHappened.insert(1, [line])
      })
    await sees(editor().getByText(`New ${before + times - 1}.`))
  }
  const top = async () => Math.round((await mine.boundingBox())!.y)
  await mine.click()
  const written = await top()
  await addAbove(5)
  expect(Math.abs((await top()) - written)).toBeLessThanOrEqual(2)
  await nkechi.page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await addAbove(5)
  expect(Math.abs((await top()) - written)).toBeLessThanOrEqual(2)
  // At the very top of the page, too, where browsers let go.
  await writeParagraphs(['First.', 'Mine.', ...Array.from({ length: 60 }, (_, at) => `Line ${at}.`)])
  await until(async () => (await editor().locator('p').first().textContent()) === 'First.')
  await nkechi.page.evaluate(() => document.scrollingElement!.scrollTo(0, 0))
  await mine.click()
  const atTop = await top()
  await addAbove(3)
  expect(Math.abs((await top()) - atTop)).toBeLessThanOrEqual(2)
})

it('[E1] a list copied out of a word processor is a list, and every line runs in its own direction', async () => {
  await writeParagraphs(['x'])
  await until(async () => (await wordsIn(editor())) === 'x')
  await editor().click()
  await nkechi.page.keyboard.press('Control+a')
  const item = (words: string) =>
    `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>${words}</p>`
  await bring(nkechi.page, 'paste', { html: item('ask the venue') + item('call the hotel') })
  await until(() => partsOf(tomas.doc).whatHappened.toString().split('<listitem>').length === 3)
  expect(lines()).toEqual(['ask the venue', 'call the hotel'])
  await writeParagraphs(['לפני הצהריים', 'Later.'])
  await until(async () => (await editor().textContent())?.includes('Later.'))
  const sides = () =>
    editor()
      .locator('p')
      .evaluateAll((all) =>
        all.map((line) => {
          const range = document.createRange()
          range.selectNodeContents(line)
          const [words, room] = [range.getBoundingClientRect(), line.getBoundingClientRect()]
          return words.left - room.left > room.right - words.right ? 'right' : 'left'
        }),
      )
  await until(async () => (await sides()).join() === 'right,left')
})

it('[E1] on a phone Enter beside somebody’s caret begins a line, and a second one leaves a list', async () => {
  const keys = await nkechi.context.newCDPSession(nkechi.page)
  const userAgent =
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
  await keys.send('Emulation.setUserAgentOverride', { userAgent })
  await nkechi.page.reload()
  await sees(editor())
  await writeParagraphs(['- ', 'Last.'])
  await tomas.push((doc) => {
    const { whatHappened } = partsOf(doc)
    whatHappened.delete(0, 1)
    const [list, item, line] = ['bulletList', 'listItem', 'paragraph'].map((name) => new Y.XmlElement(name))
    line!.insert(0, [new Y.XmlText('one')])
    item!.insert(0, [line!])
    list!.insert(0, [item!])
    whatHappened.insert(0, [list!])
  })
  const item = editor().getByText('one')
  await sees(item)
  const text = partsOf(tomas.doc).whatHappened.querySelector('paragraph') as Y.XmlElement
  const place = Y.createRelativePositionFromTypeIndex(text.get(0) as Y.XmlText, 3, -1)
  const at = exact(Y.encodeRelativePosition(place))
  const cursor = { root: 'whatHappened' as const, anchor: at, head: at }
  tomas.socket.emit('record:presence', { case: caseId, question: 1, cursor, place: 'room' })
  await until(async () => (await editor().locator('[data-caret-of]').count()) === 1)
  const box = (await item.boundingBox())!
  await nkechi.page.mouse.click(box.x + box.width - 2, box.y + box.height / 2)
  await nkechi.page.keyboard.press('End')
  // A phone's keyboard tells of no key, only of what it does.
  const enter = async () => {
    await keys.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      windowsVirtualKeyCode: 229,
      key: 'Unidentified',
    })
    await keys.send('Input.dispatchKeyEvent', { type: 'char', text: '\r', unmodifiedText: '\r' })
    await keys.send('Input.dispatchKeyEvent', {
      type: 'keyUp',
      windowsVirtualKeyCode: 229,
      key: 'Unidentified',
    })
  }
  await enter()
  await nkechi.page.keyboard.type('two')
  await until(() => lines().includes('two'))
  await enter()
  await enter()
  await nkechi.page.keyboard.type('out')
  await until(() => lines().includes('out'))
  expect(partsOf(tomas.doc).whatHappened.toString()).toBe(
    '<bulletlist><listitem><paragraph>one</paragraph></listitem><listitem><paragraph>two</paragraph></listitem></bulletlist>' +
      '<paragraph>out</paragraph><paragraph>Last.</paragraph>',
  )
})
