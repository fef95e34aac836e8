// A server is updated under people who work. Whoever still has the page of schema 1 writes on beside those of schema 2, and
// what that page left on a device is read by its successor. No word is lost, and no draft that the older one cannot see.

import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId, DraftId } from '#shared/ids.ts'
import { beginDraft } from '#shared/record/edit.ts'
import { readDrafts, readText } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { builtClient } from '../../server/build-client.ts'
import { type Copy, joinRecord, type Person, until } from '../helpers/people.ts'
import { buildFormerClient, schemasToldBy } from './former-client.ts'
import { atTheCase, plugIn, textIn, unplug } from './kept.ts'
import { openStage, pathOf, type Stage, sees, wordsIn } from './stage.ts'

const dir = mkdtempSync(join(tmpdir(), 'greenroom-schemas-'))
const [former, served] = [join(dir, 'former'), join(dir, 'served')]
const letter = '5f0f9a0e-0b3a-4c3e-9a54-0000000000a1' as DraftId

let stage: Stage
let nkechi: Person
let tomas: Person
let opened: { id: CaseId; path: string }

beforeAll(async () => {
  await buildFormerClient(former)
  cpSync(former, served, { recursive: true })
  stage = await openStage({ clientDir: served })
  const people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator' })
  nkechi = people.nkechi
  tomas = people.tomas
})
afterAll(async () => {
  await stage.close()
  rmSync(dir, { recursive: true, force: true })
})

beforeEach(async () => {
  const { id, codeName } = await stage.house.report(nkechi)
  opened = { id, path: pathOf(codeName) }
})

/** The server is restarted with a client of this schema. */
async function serve(client: string): Promise<void> {
  rmSync(served, { recursive: true })
  cpSync(client, served, { recursive: true })
  await stage.house.restart()
}

const state = (page: Page, words: string | RegExp) =>
  sees(page.getByRole('status', { name: 'Save state' }).getByText(words))

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}
const writeLetter = (copy: Copy, words: string) =>
  copy.push((doc) => beginDraft(doc, letter).push([paragraph(words)]))
const lettersIn = ({ doc }: Copy): string[] => readDrafts(doc).map(({ fragment }) => readText(fragment))
const count = (text: string, words: string) => text.split(words).length - 1

/** What the server has of the case, as somebody who comes now is told. */
async function stands(): Promise<{ words: string; letters: string[] }> {
  const copy = await joinRecord(tomas, opened.id)
  copy.socket.close()
  return { words: readText(partsOf(copy.doc).whatHappened), letters: lettersIn(copy) }
}

it('[SY14] a page of schema 1 writes on beside drafts that it does not know, and loses none of them', async () => {
  await serve(former)
  const { page, go, errors } = await stage.seat('desktop', nkechi)
  const told = schemasToldBy(page)
  await go(opened.path)
  await sees(textIn(page))
  await textIn(page).click()
  await page.keyboard.type('Written before. ')
  await state(page, 'Saved')
  expect(told).toEqual([1])

  const copy = await joinRecord(tomas, opened.id)
  expect(await writeLetter(copy, 'Dear Corvin,')).toMatchObject({ ok: true })
  await page.keyboard.type('Written beside. ')
  await page.keyboard.press('ControlOrMeta+b')
  await page.keyboard.type('Loud. ')
  await page.keyboard.press('ControlOrMeta+z')
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await state(page, 'Saved')
  expect(await writeLetter(copy, 'we talked today.')).toMatchObject({ ok: true })
  await page.keyboard.press('Enter')
  await page.keyboard.type('Written after.')
  await state(page, 'Saved')
  await until(() => readText(partsOf(copy.doc).whatHappened).includes('Written after.'))

  expect(lettersIn(copy)).toEqual(['Dear Corvin,\nwe talked today.'])
  const { words, letters } = await stands()
  for (const part of ['Written before.', 'Written beside.', 'Written after.'])
    expect([part, count(words, part)]).toEqual([part, 1])
  expect(letters).toEqual(['Dear Corvin,\nwe talked today.'])
  expect(await page.getByText('A new version is ready').count()).toBe(0)
  expect(errors).toEqual([])
})

it('[SY14] what a page of schema 1 left on a device is shown by its successor and added once', async () => {
  await serve(former)
  const seat = await atTheCase(stage, nkechi, opened)
  const { page, context } = seat
  await textIn(page).click()
  await page.keyboard.type('Before the tunnel. ')
  await state(page, 'Saved')
  const copy = await joinRecord(tomas, opened.id)
  expect(await writeLetter(copy, 'Dear Corvin,')).toMatchObject({ ok: true })
  await unplug(seat)
  await state(page, 'Offline: you can keep writing')
  await page.keyboard.type('In the tunnel.')
  await state(page, 'Offline: 14 edits kept on this device')
  expect(await writeLetter(copy, 'we talked today.')).toMatchObject({ ok: true })
  copy.socket.close()
  await page.close()

  await serve(builtClient)
  await plugIn(seat)
  // The new page comes through, and nothing else yet: it has what its predecessor kept.
  let isThrough = false
  await context.route(/\/api\//, (route) => (isThrough ? route.fallback() : route.abort()))
  await context.routeWebSocket(/socket\.io/, (socket) => {
    if (isThrough) socket.connectToServer()
    else void socket.close()
  })
  const next = await context.newPage()
  const told = schemasToldBy(next)
  await next.goto(seat.origin + opened.path)
  await sees(textIn(next))
  expect(await wordsIn(textIn(next))).toContain('Before the tunnel. In the tunnel.')
  isThrough = true
  await state(next, 'Saved')
  expect(told.at(-1)).toBe(2)
  const { words, letters } = await stands()
  for (const part of ['Before the tunnel.', 'In the tunnel.'])
    expect([part, count(words, part), count(await wordsIn(textIn(next)), part)]).toEqual([part, 1, 1])
  expect(letters).toEqual(['Dear Corvin,\nwe talked today.'])
})
