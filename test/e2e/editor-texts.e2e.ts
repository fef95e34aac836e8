// What an editor shows and what it leaves alone: opening writes nothing, what it cannot show stays whole, hidden names
// stay in the record, and words that are being composed survive what others write.

import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId, TaskId } from '../../shared/ids.ts'
import { addTask } from '../../shared/record/edit.ts'
import { readText } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { answerChecks, type Copy, joinRecord, type Person, report, until } from '../helpers/people.ts'
import { openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'maria' | 'hana', Person>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', maria: 'staff', hana: 'staff' })
})
afterAll(() => stage.close())

const first = ({ page }: Seat) => page.getByRole('textbox', { name: 'What happened?' })
const logLength = async () => (await stage.house.db.selectFrom('record_log').select('seq').execute()).length
/** What a screen reader says of it, and what is seen. */
const heardIn = (editor: Locator) =>
  editor.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const silent of copy.querySelectorAll('[aria-hidden="true"]')) silent.remove()
    return copy.textContent ?? ''
  })
const said = ({ doc }: Copy) => readText(partsOf(doc).whatHappened)
const el = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
  const element = new Y.XmlElement(name)
  element.insert(0, children)
  return element
}

/** Two people who are named in the case. */
async function listPeople(id: string) {
  for (const person of [
    { name: 'Imani Strand', role: 'reporter' },
    { name: 'Corvin Haldane', role: 'reported', badge: '1127' },
  ])
    await people.nkechi.ask('POST', `/api/cases/${id}/people`, person)
  await answerChecks(...Object.values(people))
}

/** A case with this text, seen by Nkechi at her laptop; Tomás writes in it too. */
async function openCase(...blocks: Y.XmlElement[]) {
  return writeIn(await report(people.maria), blocks)
}

/** The same with people listed in it, before anybody writes: whoever is asked about somebody named leaves the record meanwhile. */
async function openCaseWithPeople(...blocks: Y.XmlElement[]) {
  const opened = await report(people.maria)
  await listPeople(opened.id)
  return writeIn(opened, blocks)
}

async function writeIn({ id, codeName }: { id: CaseId; codeName: string }, blocks: Y.XmlElement[]) {
  const tomas = await joinRecord(people.tomas, id)
  if (blocks.length > 0) await tomas.push((doc) => partsOf(doc).whatHappened.insert(0, blocks))
  return { id, codeName, tomas }
}

async function sit(person: Person, codeName: string, device: 'desktop' | 'phone' = 'desktop') {
  const seat = await stage.seat(device, person)
  const warnings: string[] = []
  seat.page.on('console', (line) => void (line.type() === 'warning' && warnings.push(line.text())))
  await seat.go(pathOf(codeName))
  await sees(seat.page.getByRole('textbox', { name: 'What happened?' }))
  return { ...seat, warnings }
}

it('[SY9, E1] opening a text that begins with a list, and going away again, writes nothing and warns of nothing', async () => {
  const { codeName } = await openCase(
    el('bulletList', el('listItem', el('paragraph', new Y.XmlText('Call the venue'))), el('listItem')),
  )
  const before = await logLength()
  const nkechi = await sit(people.nkechi, codeName)
  await sees(first(nkechi).getByText('Call the venue'))
  await first(nkechi).click()
  await nkechi.page.keyboard.press('Escape')
  await nkechi.go('/board')
  await sees(nkechi.page.getByRole('heading', { level: 1 }))
  expect(await logLength()).toBe(before)
  expect(nkechi.warnings.filter((text) => text.includes('endpoint'))).toEqual([])
  await nkechi.context.close()
})

const notEditable = 'This text is stored in a form that cannot be edited. All its words are here.'
/** Stored before the guard knew what may stand where: the same write path, by the door that the server itself uses. */
async function storedBefore(caseId: CaseId, work: (fragment: Y.XmlFragment) => void) {
  const said = await stage.house.app.sync.edit(caseId, people.tomas.id, (doc) => {
    work(partsOf(doc).whatHappened)
    return undefined
  })
  expect(said).toMatchObject({ ok: true })
}

it('[SY9, SY20] a text that no editor can show is read-only and stays as it was, until the lead makes it readable', async () => {
  const { id, codeName, tomas } = await openCase(el('paragraph', new Y.XmlText('He waited.')))
  await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.hana.id}`, { level: 'write' })
  await storedBefore(id, (fragment) =>
    fragment.push([
      el('paragraph', el('paragraph', new Y.XmlText('After the keynote.'))),
      new Y.XmlText('Bare words.'),
      el('bulletList', el('paragraph', new Y.XmlText('Call the venue'))),
    ] as Y.XmlElement[]),
  )
  await until(() => said(tomas).includes('Call the venue'))
  const [text, before] = [partsOf(tomas.doc).whatHappened.toString(), await logLength()]
  const hana = await sit(people.hana, codeName)
  await sees(hana.page.getByText(`${notEditable} The lead of the case can make it readable.`))
  expect(await hana.page.getByRole('button', { name: 'Make it readable' }).count()).toBe(0)
  const nkechi = await sit(people.nkechi, codeName)
  await sees(first(nkechi).getByText('After the keynote.'))
  await sees(nkechi.page.getByText(notEditable))
  expect(await first(nkechi).getAttribute('aria-readonly')).toBe('true')
  await first(nkechi).click()
  await nkechi.page.keyboard.type('mine')
  expect(await logLength()).toBe(before)
  expect(partsOf(tomas.doc).whatHappened.toString()).toBe(text)

  await nkechi.page.getByRole('button', { name: 'Make it readable' }).click()
  await until(async () => (await first(nkechi).getAttribute('contenteditable')) === 'true')
  await until(async () => (await first(hana).getAttribute('contenteditable')) === 'true')
  const lines = ['He waited.', 'After the keynote.', 'Bare words.', 'Call the venue']
  await until(() => said(tomas) === lines.join('\n'))
  expect(partsOf(tomas.doc).whatHappened.toString()).toContain('<listitem><paragraph>Call the venue')
  const [last] = await stage.house.db
    .selectFrom('record_log')
    .select('member_id')
    .where('case_id', '=', id)
    .orderBy('seq', 'desc')
    .execute()
  expect(last!.member_id).toBe(people.nkechi.id)
  expect(await first(nkechi).evaluate((editor) => editor.contains(document.activeElement))).toBe(true)
  await hana.page.getByText('Bare words.').click()
  await hana.page.keyboard.press('End')
  await hana.page.keyboard.type(' Hers too.')
  await until(() => said(tomas).includes('Bare words. Hers too.'))
  await sees(nkechi.page.getByText('Bare words. Hers too.'))
  expect([...nkechi.errors, ...hana.errors]).toEqual([])
  await nkechi.context.close()
  await hana.context.close()
})

it('[SY9, SY20] a text that becomes one that no editor can show while it is open is left alone at once', async () => {
  const { id, codeName, tomas } = await openCase(el('paragraph', new Y.XmlText('He waited.')))
  const nkechi = await sit(people.nkechi, codeName)
  await first(nkechi).click()
  await storedBefore(id, (fragment) =>
    fragment.push([el('paragraph', el('paragraph', new Y.XmlText('Newer.')))]),
  )
  await sees(nkechi.page.getByText(notEditable))
  const [text, before] = [partsOf(tomas.doc).whatHappened.toString(), await logLength()]
  expect(text).toContain('<paragraph><paragraph>Newer.')
  await sees(first(nkechi).getByText('Newer.'))
  expect(await logLength()).toBe(before)
  await nkechi.context.close()
})

it('[WM5, SY9] a reader’s page has nothing to write in, and opening it pushes nothing', async () => {
  const { id, codeName } = await openCase(el('bulletList', el('listItem')), el('paragraph'))
  await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.hana.id}`, { level: 'read' })
  const before = await logLength()
  const hana = await sit(people.hana, codeName)
  await sees(hana.page.getByText('You can read this'))
  for (const name of ['What happened?', 'What we are doing']) {
    const text = hana.page.getByRole('textbox', { name })
    expect(await text.getAttribute('contenteditable')).toBe('false')
    expect(await text.getAttribute('aria-readonly')).toBe('true')
  }
  expect(await hana.page.getByRole('textbox', { name: 'Quick add' }).count()).toBe(0)
  expect(await hana.page.getByRole('toolbar').count()).toBe(0)
  expect(await logLength()).toBe(before)
  await hana.context.close()
})

it('[F1] hidden names are hidden where they are written out too, and the record keeps them', async () => {
  const { codeName, tomas } = await openCaseWithPeople(
    el('paragraph', new Y.XmlText('Then Corvin Haldane (1127) left.')),
  )
  const nkechi = await sit(people.nkechi, codeName)
  const before = await logLength()
  await nkechi.page.getByRole('button', { name: 'Hide names' }).click()
  await until(async () => (await heardIn(first(nkechi))).includes('Then reported person, name hidden ('))
  expect(await heardIn(first(nkechi))).not.toMatch(/Corvin|Haldane|1127/)
  await first(nkechi).click()
  await nkechi.page.keyboard.press('Control+End')
  await nkechi.page.keyboard.type(' With Imani, he said.')
  await until(() => said(tomas).endsWith('he said.'))
  expect(await heardIn(first(nkechi))).toContain('With reporter, name hidden, he said.')
  await nkechi.page.getByRole('button', { name: 'Hide names' }).click()
  await until(
    async () => (await wordsIn(first(nkechi))) === 'Then Corvin Haldane (1127) left. With Imani, he said.',
  )
  expect(said(tomas)).toBe('Then Corvin Haldane (1127) left. With Imani, he said.')
  expect(await logLength()).toBeGreaterThan(before)
  await nkechi.context.close()
})

it('[F1] a name becomes a chip for whoever types it in full, never where it arrives', async () => {
  const { codeName, tomas } = await openCaseWithPeople(el('paragraph', new Y.XmlText('Then')))
  const nkechi = await sit(people.nkechi, codeName)
  const before = await logLength()
  const line = () => (partsOf(tomas.doc).whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
  await tomas.push(() => line().insert(4, ' Corvin Haldane '))
  await until(async () => (await wordsIn(first(nkechi))).includes('Corvin Haldane'))
  expect(await logLength()).toBe(before + 1)
  await first(nkechi).click()
  await nkechi.page.keyboard.press('Control+End')
  await nkechi.page.keyboard.type('met Imani Strand ')
  await until(() => partsOf(tomas.doc).whatHappened.toString().includes('<mention'))
  expect(partsOf(tomas.doc).whatHappened.toString()).toMatch(/Then Corvin Haldane met <mention/)
  await nkechi.context.close()
})

it('[E1] words that are being composed survive what others write, in a text and in a task', async () => {
  const { codeName, tomas } = await openCase(el('paragraph', new Y.XmlText('One. ')))
  await tomas.push((doc) =>
    addTask(doc, { id: crypto.randomUUID() as TaskId, what: 'Ask', who: null, due: null, dueWords: null }),
  )
  const nkechi = await sit(people.nkechi, codeName)
  const keys = await nkechi.context.newCDPSession(nkechi.page)
  const line = () => (partsOf(tomas.doc).whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
  const compose = async (meanwhile: (step: number) => Promise<unknown>) => {
    for (const [step, text] of ['に', 'にほ', 'にほん', '日本'].entries()) {
      await keys.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
      await meanwhile(step)
    }
    await keys.send('Input.insertText', { text: '日本' })
    await nkechi.page.keyboard.type('!')
  }
  await first(nkechi).click()
  await nkechi.page.keyboard.press('Control+End')
  await compose((step) => tomas.push(() => line().insert(0, `${step}`)))
  await until(() => said(tomas) === '3210One. 日本!')
  await until(async () => (await wordsIn(first(nkechi))) === '3210One. 日本!')
  const what = () => partsOf(tomas.doc).tasks.values().next().value!.get('what') as Y.Text
  const field = nkechi.page.getByRole('textbox', { name: 'What to do' })
  await field.click()
  await nkechi.page.keyboard.press('End')
  await compose((step) => tomas.push(() => what().insert(0, `${step}`)))
  await until(() => what().toString() === '3210Ask日本!')
  await until(async () => (await field.inputValue()) === '3210Ask日本!')
  await nkechi.context.close()
})

it('[RN4] on a phone the quick add stays above the on-screen keyboard', async () => {
  const { codeName } = await openCase()
  const maria = await sit(people.maria, codeName, 'phone')
  await maria.page.getByRole('radio', { name: '3, 4 Tasks' }).click()
  const add = maria.page.getByRole('textbox', { name: 'Quick add' })
  await maria.page.evaluate(() => {
    Object.defineProperty(window.visualViewport, 'height', { get: () => 500 })
    window.visualViewport!.dispatchEvent(new Event('resize'))
  })
  await until(async () => {
    const box = await add.boundingBox()
    return box!.y > 380 && box!.y + box!.height <= 500
  })
  await maria.context.close()
})
