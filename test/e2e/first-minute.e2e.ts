// From "we need somebody else here" to that person's first word in the case, in two browsers, at the pace of people: what it
// takes, counted; and what everybody sees on the way.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerChecks, type Person } from '../helpers/people.ts'
import { findViolations } from './axe.ts'
import { handsOf, openCount } from './human.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees, wordsIn } from './stage.ts'

const password = 'river walk 42'
/** Several people and the accessibility checks on a busy machine. */
const minutes = (n: number) => n * 60_000
let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana', Person>
let nkechi: Seat
let opened: Awaited<ReturnType<Stage['house']['report']>>

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff' })
  nkechi = await stage.seat('desktop', people.nkechi)
  await nkechi.context.grantPermissions(['clipboard-write'])
})
afterAll(() => stage.close())

const openCase = async (more: { reported?: string; meets?: boolean } = {}) => {
  opened = await stage.house.report(people.hana)
  const at = `/api/cases/${opened.id}`
  if (more.reported)
    await people.nkechi.ask('POST', `${at}/people`, { name: more.reported, role: 'reported' })
  await answerChecks(...Object.values(people))
  if (more.meets) await people.nkechi.ask('POST', `${at}/meeting`, { place: 'Room 2.14' })
  await nkechi.go(pathOf(opened.codeName))
  await sees(text(nkechi.page))
}
const text = (page: Page) => page.getByRole('textbox', { name: 'What happened?' })
const dialog = () => nkechi.page.getByRole('dialog', { name: 'Add staff' })
/** Pages may write to the clipboard, and read it never: the link stands in its field, too. */
const copied = () => dialog().getByRole('textbox', { name: 'Invitation link' }).inputValue()
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** The chair's link, as she hands it on. */
async function makeLink(people_ = 1): Promise<string> {
  await nkechi.page.getByRole('button', { name: 'Add staff' }).click()
  if (people_ > 1) await dialog().getByLabel('How many people').fill(String(people_))
  await dialog().getByRole('button', { name: 'Invite somebody new' }).click()
  await sees(dialog().getByRole('button', { name: 'Copied' }))
  const link = await copied()
  await nkechi.page.keyboard.press('Escape')
  return link
}

/** Somebody comes by the link at once. */
async function come(link: string, name: string, device: 'phone' | 'desktop' = 'phone'): Promise<Seat> {
  const seat = await stage.seat(device)
  await seat.go(`/invite${new URL(link).hash}`)
  await seat.page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await seat.page.getByRole('textbox', { name: 'Email' }).fill(`${name.replaceAll(' ', '.')}@example.org`)
  await seat.page.getByLabel('Password').fill(password)
  await seat.page.getByRole('button', { name: 'Join the team' }).click()
  await sees(heading(seat.page, 'You are in the team'))
  return seat
}
const asks = (words: string) => nkechi.page.locator('main').getByText(words)

it('[FM3] from the link to the first shared word: at most nine actions of both together', {
  timeout: minutes(3),
}, async () => {
  await openCase({ reported: 'Corvin Haldane', meets: true })
  const before = openCount()
  const hers = handsOf('the chair', nkechi, before)
  await hers.press(nkechi.page.getByRole('button', { name: 'Add staff' }), 'opens "Add staff"')
  await hers.press(
    dialog().getByRole('button', { name: 'Invite somebody new' }),
    'presses "Invite somebody new"',
  )
  await sees(dialog().getByRole('button', { name: 'Copied' }))
  const link = await copied()
  const made = `${before.done.length} actions, ${before.seconds()} s`
  await nkechi.page.keyboard.press('Escape')

  const amara = await stage.seat('phone')
  const { page } = amara
  const count = openCount()
  const [chair, guest] = [handsOf('the chair', nkechi, count), handsOf('the guest', amara, count)]
  await guest.open(link)
  // The caret is in the first field.
  await sees(page.locator('input[name="name"]:focus'))
  await guest.fill(page.getByRole('textbox', { name: 'Your name' }), 'Amara Diallo', 'gives a name')
  await guest.fill(page.getByRole('textbox', { name: 'Email' }), 'amara@example.org', 'gives an address')
  await guest.fill(page.getByLabel('Password'), password, 'gives a password')
  await guest.press(page.getByRole('button', { name: 'Join the team' }), 'joins')

  await sees(page.getByText('In a moment Nkechi will let you in.'))
  expect(await page.content()).not.toContain(opened.codeName)
  expect(await page.content()).not.toContain('Corvin')
  await sees(asks(`Amara Diallo joined by your link. Let in to ${opened.codeName}?`))
  await chair.press(nkechi.page.getByRole('button', { name: 'Let in', exact: true }), 'lets in')

  await sees(heading(page, 'Is there a reason you should not work on a case about Corvin Haldane?'))
  expect(await page.content()).not.toContain(opened.codeName)
  await guest.press(page.getByRole('button', { name: 'No conflict' }), 'has no conflict')
  await sees(page.locator('[role="textbox"][aria-label="What happened?"]:focus, [role="textbox"]:focus'))
  await guest.write('I saw')
  await sees(text(nkechi.page).getByText('I saw'))
  const seconds = count.seconds()

  process.stdout.write(
    `\nFrom "Add staff" to the link copied: ${made}.\n` +
      `From the link to the first shared word: ${count.done.length} actions, ${seconds} s at the pace of people.\n${count.list()}\n`,
  )
  expect(count.done.length).toBeLessThanOrEqual(9)
  expect(before.done.length).toBeLessThanOrEqual(2)
  await amara.context.close()
})

describe('[FM1] who waits', { timeout: minutes(3) }, () => {
  it('goes on by itself to the case, writes at the end of what is there, and is told nothing before', async () => {
    await openCase()
    const amara = await come(await makeLink(), 'amara wolde')
    const { page } = amara
    await text(nkechi.page).click()
    await nkechi.page.keyboard.type('After the keynote.')
    expect(await findViolations(amara)).toEqual([])
    expect([await page.title(), new URL(page.url()).pathname]).toEqual(['Welcome · Greenroom', '/welcome'])
    await page.reload()
    await sees(page.getByText('In a moment Nkechi will let you in.'))
    await amara.go('/')
    await sees(heading(page, 'You are in the team'))
    expect(await page.content()).not.toContain(opened.codeName)
    await sees(asks('amara wolde joined by your link.'))
    expect(await findViolations(nkechi)).toEqual([])
    await nkechi.page.getByRole('button', { name: 'Let in', exact: true }).click()
    await sees(heading(page, opened.codeName))
    await sees(page.locator('[role="textbox"]:focus'))
    await page.keyboard.type(' She told me.')
    await expect.poll(() => wordsIn(text(nkechi.page))).toBe('After the keynote. She told me.')
    await gone(asks('joined by your link.'))
    await amara.context.close()
  })

  it('without a network reads so, and goes on when it is back', async () => {
    await openCase()
    const amara = await come(await makeLink(), 'ben okri')
    await sees(asks('ben okri joined'))
    amara.cable.cut()
    await sees(amara.page.getByText('Offline. It goes on when you are online again.'))
    await nkechi.page.getByRole('button', { name: 'Let in', exact: true }).click()
    await gone(asks('ben okri joined'))
    amara.cable.mend()
    await sees(heading(amara.page, opened.codeName))
    await amara.context.close()
  })

  it('cannot tell a no, and waits for nobody by name whose account has ended', async () => {
    await openCase()
    const seats = [await come(await makeLink(), 'chi wu'), await come(await makeLink(), 'dilan kaya')]
    await sees(asks('chi wu and dilan kaya joined by your link.'))
    await nkechi.page.getByRole('link', { name: 'Look at who waits' }).click()
    const waiting = nkechi.page.getByRole('region', { name: 'Waiting to be let in' })
    await waiting.getByRole('button', { name: 'Not now, chi wu' }).click()
    await gone(waiting.getByText('chi wu'))
    await sees(seats[0]!.page.getByText('In a moment Nkechi will let you in.'))
    await seats[0]!.page.reload()
    await sees(seats[0]!.page.getByText('In a moment Nkechi will let you in.'))
    await waiting.getByRole('button', { name: 'Let in dilan kaya' }).click()
    await sees(heading(seats[1]!.page, opened.codeName))
    await gone(waiting)
    for (const { context } of seats) await context.close()
  })
})

it('[FM1] several by one link are let in by one press, also beside the link itself', {
  timeout: minutes(3),
}, async () => {
  await openCase()
  const link = await makeLink(3)
  const seats = [await come(link, 'eli ost'), await come(link, 'fay ness')]
  await sees(asks('eli ost and fay ness joined by your link.'))
  await nkechi.page.getByRole('button', { name: 'Let both in' }).click()
  for (const { page } of seats) await sees(heading(page, opened.codeName))
  await nkechi.page.getByRole('button', { name: 'Add staff' }).click()
  await dialog().getByRole('button', { name: 'Invite somebody new' }).click()
  await sees(dialog().getByRole('button', { name: 'Copied' }))
  const third = await come(await copied(), 'gus lind')
  expect(await findViolations(nkechi)).toEqual([])
  await dialog().getByRole('button', { name: 'Let in gus lind' }).click()
  await sees(heading(third.page, opened.codeName))
  await nkechi.page.keyboard.press('Escape')
  for (const { context } of [...seats, third]) await context.close()
})

it('[FM2] a newcomer whose name is like one in the case is looked at first, beside that name', {
  timeout: minutes(3),
}, async () => {
  await openCase({ reported: 'Corvin Haldane' })
  const guest = await come(await makeLink(), 'jan haldane')
  await sees(asks('a name there is like theirs'))
  await nkechi.go('/board')
  await sees(asks('a name there is like theirs'))
  expect(await nkechi.page.content()).not.toContain('Corvin')
  expect(await nkechi.page.getByRole('button', { name: /^Let in/ }).count()).toBe(0)
  await nkechi.page.getByRole('link', { name: 'Look at who waits' }).click()
  await sees(nkechi.page.getByText('A name in this case is like theirs: Corvin Haldane, reported person'))
  expect(await findViolations(nkechi)).toEqual([])
  await nkechi.page.getByRole('button', { name: 'Not now, jan haldane' }).click()
  await gone(nkechi.page.getByRole('region', { name: 'Waiting to be let in' }))
  await guest.context.close()
})

describe('"Add staff"', { timeout: minutes(3) }, () => {
  it('adds several of the team at once', async () => {
    await openCase()
    const more = ['hoa tran', 'ivo kral'].map(async (name) => {
      const { body } = await people.nkechi.ask('POST', '/api/invitations', { role: 'staff' })
      return stage.house.accept((body as { token: string }).token, name.replace(' ', '-'))
    })
    const [hoa, ivo] = await Promise.all(more)
    await nkechi.page.getByRole('button', { name: 'Add staff' }).click()
    expect(await dialog().getByRole('button', { name: 'Add staff' }).isDisabled()).toBe(true)
    for (const { name } of [hoa!, ivo!]) await dialog().getByText(name, { exact: true }).click()
    expect(await findViolations(nkechi)).toEqual([])
    await dialog().getByLabel('Role').selectOption('can read')
    await dialog().getByRole('button', { name: 'Add staff' }).click()
    await gone(dialog())
    for (const { id } of [hoa!, ivo!]) {
      const { body } = await people.nkechi.ask('GET', `/api/cases/${opened.id}`)
      expect((body as { access: unknown[] }).access).toContainEqual(
        expect.objectContaining({ member: id, level: 'read' }),
      )
    }
  })

  it('without a network makes no link and says so; what was chosen stays', async () => {
    await openCase()
    await nkechi.page.getByRole('button', { name: 'Add staff' }).click()
    await nkechi.page.route('**/api/**', (route) => route.abort())
    await dialog().getByRole('button', { name: 'Invite somebody new' }).click()
    await sees(dialog().getByText('Offline. No link was made.'))
    await nkechi.page.unroute('**/api/**')
    await dialog().getByLabel('How many people').fill('99')
    await dialog().getByRole('button', { name: 'Invite somebody new' }).click()
    await sees(dialog().getByText('At most 50.'))
    await nkechi.page.keyboard.press('Escape')
  })

  it('offers no link to staff who lead: they invite nobody to the team', async () => {
    await openCase()
    await people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${people.hana.id}`, { level: 'lead' })
    const hana = await stage.seat('phone', people.hana)
    await hana.go(`${pathOf(opened.codeName)}/access`)
    await hana.page.getByRole('button', { name: 'Add staff' }).click()
    const hers = hana.page.getByRole('dialog', { name: 'Add staff' })
    await sees(hers.getByLabel('Role'))
    expect(await hers.getByRole('button', { name: 'Invite somebody new' }).count()).toBe(0)
    await hana.context.close()
  })
})
