// Whatever a person brings into a question, it is saved or they are told at once that it can't be: no paste, drop, undo or
// half-typed letter leaves a page on which nothing is saved any more. `SEED=7 npm test` repeats one run.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import { readText } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { storable } from '#shared/text/storable.ts'
import { type Copy, joinRecord, type Person, until } from '../helpers/people.ts'
import { createRandom, seedOfRun } from '../helpers/seeded-work.ts'
import { openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

const seed = seedOfRun()
const patienceMs = 30_000

let stage: Stage
let nkechi: Seat
let tomas: Copy
let people: Record<'nkechi' | 'tomas' | 'maria', Person>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', maria: 'staff' })
  const opened = await stage.house.report(people.maria)
  nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go(pathOf(opened.codeName))
  await sees(editor())
  tomas = await joinRecord(people.tomas, opened.id)
})
afterAll(() => stage.close())

const editor = () => nkechi.page.getByRole('textbox', { name: 'What happened?' })
const state = () => nkechi.page.getByRole('status', { name: 'Save state' })
const saved = () => until(async () => (await state().textContent()) === 'Saved', patienceMs)
const words = () => readText(partsOf(tomas.doc).whatHappened)
const fragment = () => partsOf(tomas.doc).whatHappened

const line = (text: string) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  return paragraph
}
/** Tomás makes it so, and Nkechi sees it. */
async function begin(...lines: string[]) {
  await tomas.push(() => {
    fragment().delete(0, fragment().length)
    fragment().insert(0, lines.map(line))
  })
  const shown = lines.join('')
  await until(async () => (await editor().locator('p').allTextContents()).join('') === shown, patienceMs)
  await editor().click()
  await nkechi.page.keyboard.press('Control+End')
}

type Brought = { plain?: string; html?: string }
/** Through the browser's own events, with what a clipboard or a drag carries. */
const bring = (page: Page, how: 'paste' | 'drop', what: Brought) =>
  page.evaluate(
    ({ how, what }) => {
      const target = document.querySelector('[role="textbox"][aria-label="What happened?"]')!
      const data = new DataTransfer()
      if (what.plain !== undefined) data.setData('text/plain', what.plain)
      if (what.html !== undefined) data.setData('text/html', what.html)
      const last = target.lastElementChild!.getBoundingClientRect()
      const at = { clientX: last.left + 5, clientY: last.top + last.height / 2 }
      const event =
        how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, ...at })
      target.dispatchEvent(event)
    },
    { how, what },
  )

/** What is written afterwards is saved and reaches the others: the page is not stuck. */
async function writesOn(word: string) {
  await nkechi.page.keyboard.press('Control+End')
  await nkechi.page.keyboard.type(` ${word}`)
  await until(() => words().includes(word), patienceMs)
  await saved()
}

const messages = (count: number) =>
  Array.from({ length: count }, (_, at) => `14:0${at % 10} somebody: message ${at}`)

it.each(['paste', 'drop'] as const)(
  '[SY25] 1,400 lines by %s are saved, and taken back by one undo',
  async (how) => {
    await begin('Before.')
    await bring(nkechi.page, how, { plain: messages(1_400).join('\n') })
    await until(() => words().includes('message 1399'), patienceMs)
    expect(words().split('\n').length).toBeGreaterThanOrEqual(1_400)
    await writesOn(`after-${how}`)
    await nkechi.page.keyboard.press('Control+z')
    await nkechi.page.keyboard.press('Control+z')
    await until(() => !words().includes('message'), patienceMs)
    await writesOn('and-on')
  },
)

it('[SY25] more than fits is said no to at once, and nothing of it comes', async () => {
  await begin('Before.')
  for (const plain of [
    messages(limits.maxPastedBlocks + 1).join('\n'),
    'x'.repeat(limits.maxPastedChars + 1),
  ]) {
    await bring(nkechi.page, 'paste', { plain })
    await sees(nkechi.page.getByText('That is too much at once'))
  }
  await bring(nkechi.page, 'paste', { html: '<p>x</p>'.repeat(limits.maxPastedBlocks + 1) })
  await writesOn('on')
  expect(words()).toBe('Before. on')
})

it('[SY25] lists in lists in lists keep every word, and go no deeper than a record does', async () => {
  await begin('Before.')
  const deep = `${'<ul><li>'.repeat(30)}deepest${'</li></ul>'.repeat(30)}`
  for (let times = 0; times < 3; times++) {
    await bring(nkechi.page, 'paste', { html: `<ul><li>one${deep}</li><li>two</li></ul>` })
    await saved()
  }
  await until(() => words().split('deepest').length === 4, patienceMs)
  for (let times = 0; times < 30; times++) await nkechi.page.keyboard.press('Control+]')
  await writesOn('on')
})

const pieces = [
  'di\0erent',
  '\ud83d',
  '\ude42',
  '🙂',
  'He waited.',
  '\n',
  '\t',
  '@to ',
  '1. ',
  '- ',
  '\u202e',
  'שלום',
  '\u200b',
  '#',
]
const tags = [
  'p',
  'ul',
  'ol start="99999999"',
  'li',
  'b',
  'table',
  'td',
  'blockquote',
  'pre',
  'h1',
  'a href="javascript:x"',
  'br',
  'span data-mention="x"',
  'hr',
]

it(`[SY25] whatever is pasted, dropped, undone or composed, it is saved, and the page goes on (seed ${seed})`, async () => {
  const random = createRandom(seed)
  const text = () => Array.from({ length: 1 + random.below(6) }, () => random.pick(pieces)).join('')
  const html = (depth: number): string => {
    const tag = random.pick(tags)
    const inside =
      depth > 0 ? Array.from({ length: 1 + random.below(3) }, () => html(depth - 1)).join('') : text()
    return `<${tag}>${inside}</${tag.split(' ')[0]}>`
  }
  const { keyboard } = nkechi.page
  const keys = await nkechi.context.newCDPSession(nkechi.page)
  await begin('Before.')
  for (let round = 0; round < 40; round++) {
    const acts = [
      () => bring(nkechi.page, 'paste', { plain: text() }),
      () => bring(nkechi.page, random.pick(['paste', 'drop']), { html: html(3), plain: text() }),
      () =>
        keyboard.press(
          random.pick([
            'Control+z',
            'Control+y',
            'Enter',
            'Backspace',
            'Control+]',
            'Control+Home',
            'ArrowUp',
          ]),
        ),
      () => keys.send('Input.insertText', { text: storable(text()) }),
      async () => {
        for (const part of ['に', 'にほ', 'di\0', '日本'])
          await keys.send('Input.imeSetComposition', {
            text: part,
            selectionStart: part.length,
            selectionEnd: part.length,
          })
        await keys.send('Input.insertText', { text: random.pick(['日本', 'di\0', '']) })
      },
    ]
    await random.pick(acts)()
  }
  await keyboard.press('Escape')
  await editor().click()
  await writesOn('to-the-end')
  expect(await nkechi.page.getByText('Not saved').count()).toBe(0)
  expect(words()).not.toMatch(/[\0\p{Surrogate}\ufffd]/u)
  await until(async () => (await editor().innerText()).includes('to-the-end'), patienceMs)
  expect(nkechi.errors).toEqual([])
})
