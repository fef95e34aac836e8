// What is said of who is here is what they said or did, one tap answers one task, and whoever comes is led to where they are needed.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseId, TaskId } from '../../shared/ids.ts'
import { addTask } from '../../shared/record/edit.ts'
import { answerChecks, type Copy, joinRecord, type Person, until } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { forgetShifts, readShifts, watchShifts } from './layout-shift.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

const names = ['nkechi', 'tomas', 'hana', 'maria', 'dawit', 'priya'] as const
let stage: Stage
let people: Record<(typeof names)[number], Person>
let opened: { id: CaseId; codeName: string }

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({
    ...{ nkechi: 'chair', tomas: 'coordinator' },
    ...{ hana: 'staff', maria: 'staff', dawit: 'staff', priya: 'staff' },
  })
  opened = await stage.house.report(people.hana)
})
afterAll(() => stage.close())

const give = (who: Person, level = 'write') =>
  people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${who.id}`, { level })
const meetingNow = ({ page }: Seat) => page.getByRole('region', { name: 'Meeting now' })
const team = ({ page }: Seat) => page.getByRole('region', { name: 'On this case' })

it('[HR1] a screen that nobody touches has seen nothing', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  const hana = await stage.seat('phone', people.hana)
  await nkechi.go('/board')
  await sees(nkechi.page.getByRole('heading', { level: 1, name: 'Board' }))
  await hana.go('/me')
  await hana.page.getByRole('button', { name: 'Page the chair' }).click()
  await sees(nkechi.page.getByRole('alertdialog', { name: 'You are needed' }))
  const status = hana.page.getByRole('main').getByRole('status', { name: 'Page' })
  await sees(status.getByText('On Nkechi’s screen, not seen yet'))
  expect(await stage.house.db.selectFrom('page_calls').select('seen_at').execute()).toEqual([
    { seen_at: null },
  ])
  await nkechi.page.mouse.move(200, 200)
  await nkechi.page.mouse.move(240, 220)
  await sees(status.getByText(/^Nkechi saw this \d\d:\d\d$/))
  await nkechi.page.getByRole('button', { name: 'I can’t' }).click()
  await gone(nkechi.page.getByRole('alertdialog', { name: 'You are needed' }))
  // What still rings would lie over what others are shown below.
  const { id } = await stage.house.db.selectFrom('pages').select('id').executeTakeFirstOrThrow()
  expect((await people.hana.ask('DELETE', `/api/pages/${id}`)).status).toBe(204)
  for (const seat of [nkechi, hana]) await seat.context.close()
})

it('[HR1] asks once where one is, and claims nothing before', async () => {
  const [hana, nkechi] = [await stage.seat('phone', people.hana), await stage.seat('desktop', people.nkechi)]
  await people.hana.ask('POST', `/api/cases/${opened.id}/meeting`, { place: 'Room 2.14' })
  for (const seat of [hana, nkechi]) await seat.go(pathOf(opened.codeName))
  const asked = ({ page }: Seat) => page.getByRole('region', { name: 'Are you in the room?' })
  for (const seat of [hana, nkechi]) await sees(asked(seat))
  await shot(hana, 'asked-phone')
  await shot(nkechi, 'asked-desktop')
  await sees(
    team(nkechi).getByRole('listitem').filter({ hasText: 'Hana Mori' }).getByText('Here', { exact: true }),
  )
  expect(await nkechi.page.getByText('In the room', { exact: true }).count()).toBe(1)
  for (const seat of [hana, nkechi]) expect(await findViolations(seat)).toEqual([])
  await asked(hana).getByRole('button', { name: 'In the room' }).click()
  await asked(nkechi).getByRole('button', { name: 'By phone or elsewhere' }).click()
  await sees(team(nkechi).getByRole('listitem').filter({ hasText: 'Hana Mori' }).getByText('In the room'))
  await sees(nkechi.page.getByText('1 in the room, 1 elsewhere'))
  await until(() => nkechi.page.evaluate(() => document.activeElement?.textContent === 'Change'))
  await hana.page.reload()
  await sees(hana.page.getByText('You: in the room'))
  expect(await asked(hana).count()).toBe(0)
  await shot(hana, 'answered-phone')
  await shot(nkechi, 'answered-desktop')
  expect(await findViolations(hana)).toEqual([])
  for (const seat of [hana, nkechi]) await seat.context.close()
})

it('[HR2] the board draws those who joined, and offline nobody is here', async () => {
  const nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go('/board')
  await sees(meetingNow(nkechi))
  const faces = meetingNow(nkechi).getByRole('img')
  await until(async () => (await faces.count()) === 0)
  const hanas = await joinRecord(people.hana, opened.id)
  await sees(meetingNow(nkechi).getByRole('img', { name: 'Hana Mori' }))
  expect(await faces.count()).toBe(1)
  hanas.socket.disconnect()
  await gone(faces)
  await nkechi.page.getByRole('link', { name: 'Staff' }).first().click()
  await sees(nkechi.page.getByText('Here now').first())
  nkechi.cable.cut()
  await sees(nkechi.page.getByText(/^Offline: last known \d\d:\d\d$/))
  expect(await nkechi.page.getByText(/here now/i).count()).toBe(0)
  expect(await nkechi.page.getByText('Not here').count()).toBe(0)
  await shot(nkechi, 'staff-offline')
  expect(await findViolations(nkechi)).toEqual([])
  await nkechi.context.close()
})

it('[HR3, HR6] whoever has not answered is shown so, is led to the question, and from it into the meeting', async () => {
  await people.nkechi.ask('POST', `/api/cases/${opened.id}/people`, {
    ...{ name: 'Corvin Haldane', role: 'reported' },
  })
  await answerChecks(people.nkechi, people.tomas, people.hana)
  for (const who of [people.dawit, people.priya]) expect((await give(who)).status).toBe(204)
  const nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.go(pathOf(opened.codeName))
  await sees(nkechi.page.getByText(/ can open it\. Two have not answered yet\.$/))
  await sees(
    team(nkechi).getByRole('listitem').filter({ hasText: 'Dawit Bekele' }).getByText('Not answered yet'),
  )
  const line = nkechi.page.getByRole('textbox', { name: 'Quick add' })
  await line.fill('@dawit now ask the venue')
  await sees(
    nkechi.page.getByText(/has not answered the question about this case yet, and sees only this line/),
  )
  await line.fill('@maria now ask the venue')
  await shot(nkechi, 'not-answered')
  expect(await findViolations(nkechi)).toEqual([])
  const { joinCode } = await stage.house.db
    .selectFrom('meetings')
    .select('join_code as joinCode')
    .executeTakeFirstOrThrow()
  const dawit = await stage.seat('phone', people.dawit)
  await dawit.go('/me')
  await sees(dawit.page.getByRole('region', { name: 'A question for you' }))
  await dawit.go(`/j/${joinCode}`)
  await sees(dawit.page.getByRole('heading', { name: /Corvin Haldane/ }))
  expect(await dawit.page.getByText(opened.codeName).count()).toBe(0)
  await dawit.page.getByRole('button', { name: 'No conflict' }).click()
  await sees(dawit.page.getByRole('timer', { name: 'Meeting time' }))
  await sees(nkechi.page.getByText(/One has not answered yet\.$/))
  for (const seat of [nkechi, dawit]) await seat.context.close()
})

it('[HR5] Home knows the meeting, one tap away, and what became of a report in three', async () => {
  const dawit = await stage.seat('phone', people.dawit)
  await dawit.go('/me')
  await sees(meetingNow(dawit).getByText(`${opened.codeName} is meeting now.`))
  await shot(dawit, 'home-meeting')
  expect(await findViolations(dawit)).toEqual([])
  await meetingNow(dawit)
    .getByRole('link', { name: `Join ${opened.codeName}` })
    .click()
  await sees(dawit.page.getByRole('timer', { name: 'Meeting time' }))
  await dawit.go('/me')
  await dawit.page.getByRole('main').getByRole('button', { name: 'New report' }).click()
  await dawit.page.getByRole('button', { name: 'Write the report' }).click()
  await dawit.page.getByRole('textbox', { name: 'What happened?' }).fill('She was followed to the lobby.')
  await dawit.page.evaluate(() => history.go(-2))
  const report = dawit.page.getByRole('region', { name: 'Your report' })
  await sees(report.getByText('You have begun a report.'))
  await report.getByRole('link', { name: 'Go on' }).click()
  await dawit.page.getByRole('button', { name: /^Send/ }).last().click()
  await sees(dawit.page.getByText(/^Sent \d\d:\d\d/))
  await dawit.go('/me')
  await sees(report.getByText(/^Sent as \w+ \w+, \d\d:\d\d$/))
  await shot(dawit, 'home-sent')
  expect(await findViolations(dawit)).toEqual([])
  await dawit.context.close()
})

it('[HR8] a task that comes while Home is open moves nothing on it, whether others are there or not', async () => {
  await give(people.priya)
  await answerChecks(people.priya)
  // One may run from before.
  await people.nkechi.ask('POST', `/api/cases/${opened.id}/meeting`, { place: '' })
  const priya = await stage.seat('phone', people.priya)
  await watchShifts(priya.context)
  const lead = await joinRecord(people.nkechi, opened.id)
  const comes = (what: string) => lead.push((doc) => add(doc, people.priya, what))
  const card = priya.page.getByRole('alertdialog', { name: opened.codeName })
  await priya.go('/me')
  await sees(priya.page.getByText('No task waits for you now.'))
  await sees(meetingNow(priya))
  await forgetShifts(priya.page)
  await comes('Ask the venue')
  await sees(card.getByText('Ask the venue'))
  await shot(priya, 'home-comes')
  await comes('Call the hotel')
  await sees(card.getByText('One more'))
  expect(await readShifts(priya.page)).toMatchObject({ sum: 0, moved: [] })
  await priya.page.goto('about:blank')
  await comes('Bring water')
  await comes('Open the side door')
  await priya.go('/me')
  await sees(card.getByText('One more'))
  await sees(meetingNow(priya))
  await forgetShifts(priya.page)
  await comes('Find an interpreter')
  await sees(card.getByText('Two more'))
  await shot(priya, 'home-stands')
  expect(await findViolations(priya)).toEqual([])
  expect(await readShifts(priya.page)).toMatchObject({ sum: 0, moved: [] })
  lead.socket.disconnect()
  await priya.context.close()
})

/** Each on a device of their own, so that it takes a fifth of the time. */
const triesEach = 20

it('[HR4] of 100 double taps on Accept, 80 to 400 ms apart, and of keys that are held, each answers its task once and no other', async () => {
  const tappers = [people.maria, people.dawit, people.hana, people.priya, people.tomas] as const
  for (const who of tappers) await give(who)
  const seats = await Promise.all(tappers.map((who) => stage.seat('phone', who)))
  const lead = await joinRecord(people.nkechi, opened.id)
  await lead.push((doc) => {
    for (const who of tappers) fill(doc, who)
  })
  const tries = await Promise.all(seats.map((seat, at) => tapTwice(seat, at)))
  expect(tries.flat().filter(({ sent }) => sent.length !== 1)).toEqual([])
  const sent = tries.flat().flatMap((one) => one.sent)
  expect(new Set(sent.map(({ task }) => task)).size).toBe(sent.length)
  expect(tries.flat().length).toBeGreaterThanOrEqual(100)
  lead.socket.disconnect()
  for (const seat of seats) await seat.context.close()
})

function fill(doc: Copy['doc'], who: Person): void {
  for (let at = 0; at < 1.5 * triesEach; at++) add(doc, who, `${who.name} ${at}`)
}

function add(doc: Copy['doc'], who: Person, what: string): void {
  addTask(doc, { id: randomUUID() as TaskId, what, who: who.id, due: null, dueWords: null })
}

type Try = { gapMs: number; sent: { task: string; answer: string }[] }

/** What each try sent. A try counts when its two presses came as close together as a double tap is. */
async function tapTwice({ page, go }: Seat, seed: number): Promise<Try[]> {
  // Before the live connection stands nothing can be answered, and the buttons are out of use.
  const free = 'button:enabled:not([aria-disabled])'
  const accept = page.locator(`[role="alertdialog"] ${free}`, { hasText: 'Accept' })
  const tries: Try[] = []
  await page.addInitScript(notePresses)
  await go('/me')
  await sees(accept)
  while (tries.length < triesEach) {
    const box = (await accept.boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const isKey = tries.length % 5 === 4
    const press = isKey ? () => page.keyboard.press('Enter') : () => page.touchscreen.tap(x, y)
    if (isKey) await accept.focus()
    await press()
    await page.waitForTimeout(60 + ((seed * 131 + tries.length * 97) % 281))
    await press()
    // The next one takes a press again: whatever the two have done is done.
    await sees(accept)
    const one = await page.evaluate(() => {
      const { gapMs, sent } = window.pressed!
      window.pressed!.sent = []
      return { gapMs, sent }
    })
    // Further apart than a double tap: the second may have answered, having had the time to be read.
    if (one.gapMs > 400) continue
    tries.push(one)
    if (one.sent.length !== 1) break
  }
  return tries
}

declare global {
  interface Window {
    pressed?: { atMs: number } & Try
  }
}

/** What the page itself knows: the time between the last two presses, in milliseconds, and every answer it sends. */
function notePresses(): void {
  const seen: NonNullable<Window['pressed']> = { gapMs: 0, atMs: 0, sent: [] }
  window.pressed = seen
  for (const kind of ['pointerdown', 'keydown'] as const)
    window.addEventListener(
      kind,
      ({ timeStamp }) => Object.assign(seen, { gapMs: timeStamp - seen.atMs, atMs: timeStamp }),
      true,
    )
  const { fetch } = window
  window.fetch = (address, ask) => {
    const task = /tasks\/([^/]+)\/answer$/.exec(String(address))?.[1]
    if (task) seen.sent.push({ task, ...JSON.parse(String(ask?.body)) })
    return fetch(address, ask)
  }
}
