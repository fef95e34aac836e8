// What a screen is made of arrives in parts. One that does not arrive says so and can be asked for again; the others stand.

import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CaseId } from '#shared/ids.ts'
import type { Person } from '../helpers/people.ts'
import { until } from '../helpers/people.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let nkechi: Person
let hana: Person
let id: CaseId
let path: string

beforeAll(async () => {
  stage = await openStage()
  const people = await stage.house.people({ nkechi: 'chair', hana: 'staff' })
  nkechi = people.nkechi
  hana = people.hana
})
afterAll(() => stage.close())
beforeEach(async () => {
  const opened = await stage.house.report(hana)
  id = opened.id
  path = pathOf(opened.codeName)
})

const abort = (route: Route) => route.abort('connectionfailed')
const again = (page: Page) => page.getByRole('button', { name: 'Try again' })
const alert = (page: Page, words: string) => page.getByRole('alert').getByText(words)

/** Opens an address where these requests do not get through; they do once "Try again" is pressed. */
async function without(seat: Seat, requests: RegExp, at: string, words: string): Promise<void> {
  await seat.context.route(requests, abort)
  await seat.go(at)
  await sees(alert(seat.page, words))
  await seat.context.unroute(requests, abort)
  await tryAgain(seat.page)
  await gone(alert(seat.page, words))
}

/** Presses it, unless it is being asked again already: somebody else on the screen may want the same answer. */
async function tryAgain(page: Page): Promise<void> {
  const press = (buttons: (HTMLElement | SVGElement)[]) => {
    const [button] = buttons
    if (button instanceof HTMLButtonElement && button.disabled) return false
    if (button instanceof HTMLButtonElement) button.click()
    return true
  }
  await until(() => again(page).evaluateAll(press))
}

it('[PS1] a report that does not arrive says so, the rest of the case stands, and it is asked for again', async () => {
  const seat = await stage.seat('desktop', nkechi)
  const { page } = seat
  await seat.context.route(/\/reports$/, abort)
  await seat.go(`${path}/report`)
  await sees(alert(page, 'The report did not arrive'))
  await sees(page.getByRole('link', { name: 'People and access' }))
  await again(page).click()
  await sees(page.locator('button[disabled]').and(again(page)))
  await until(() => again(page).isEnabled())
  await sees(alert(page, 'The report did not arrive'))
  await seat.context.unroute(/\/reports$/, abort)
  await again(page).click()
  await sees(page.getByRole('heading', { name: 'The report' }))
})

it('[PS1] people and access that do not arrive say so, each for itself', async () => {
  const seat = await stage.seat('desktop', nkechi)
  await without(seat, /\/api\/cases\/[^/]+\/people$/, `${path}/access`, 'The list of people did not arrive')
  await sees(seat.page.getByText('Nobody is listed yet.'))
  await without(seat, /\/api\/cases\/[^/]+\/access$/, `${path}/access`, 'Who is on this case did not arrive')
  await sees(seat.page.getByRole('row', { name: /Hana/ }))
})

it('[PS1] a case, the board, the team and the sessions that do not arrive say so', async () => {
  const seat = await stage.seat('desktop', nkechi)
  const { page } = seat
  await without(seat, /\/api\/cases$/, path, 'The case did not arrive')
  await sees(page.getByRole('textbox', { name: 'What happened?' }))
  await without(seat, /\/api\/cases$/, '/board', 'The board did not arrive')
  await without(seat, /\/api\/members$/, '/staff', 'The team did not arrive')
  await sees(page.getByRole('region', { name: 'The team' }))
  await without(seat, /\/api\/me\/sessions$/, '/settings', 'The list of devices did not arrive')
  await without(seat, /\/api\/my\/tasks$/, '/me', 'Your tasks did not arrive')
})

/**
 * What a page asks of the case. A while after its first connection it asks for all that it shows once more, for the head of the case
 * among it, which came with the page at first.
 */
function listenTo(page: Page) {
  const asked: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (url.includes(`/api/cases/${id}`)) asked.push(url.split(`${id}/`)[1] ?? 'everything')
  })
  return {
    asked,
    askedAgain: async () => {
      await until(() => asked.includes('head'), 60_000)
      // Whatever was asked in the same moment has been told by now.
      await page.evaluate(() => document.readyState)
    },
  }
}

it('[PS2] a tab asks for what it shows and for nothing else', async () => {
  const { page, go } = await stage.seat('desktop', nkechi)
  const { asked, askedAgain } = listenTo(page)
  await go(`${path}/access`)
  await sees(page.getByRole('row', { name: /Hana/ }))
  await sees(page.getByText('Nobody is listed yet.'))
  await askedAgain()
  expect([...new Set(asked)].toSorted()).toEqual(['access', 'head', 'people'])
  asked.length = 0
  await page.getByRole('link', { name: 'Report' }).click()
  await sees(page.getByRole('heading', { name: 'The report' }))
  expect(asked.toSorted()).toEqual(['contacts', 'files', 'reports'])
})

it('[PS2] what changed is asked for again, and nothing else of the case', async () => {
  const { page, go } = await stage.seat('desktop', nkechi)
  const { asked, askedAgain } = listenTo(page)
  await go(path)
  await sees(page.getByRole('heading', { name: 'On this case' }))
  await sees(page.getByText('Nobody is listed yet.'))
  await sees(page.getByText('None yet.'))
  await askedAgain()
  asked.length = 0
  const detail = (await nkechi.ask('GET', `/api/cases/${id}`)).body as { reports: { id: string }[] }
  await hana.ask('POST', `/api/reports/${detail.reports[0]!.id}/amendments`, { words: 'And then more.' })
  await until(() => asked.includes('reports'))
  expect(asked).toEqual(['reports'])
})

it('[PS2] a page names to the browser early the code of its own tab, and of no other', async () => {
  const namedAt = async (at: string): Promise<string[]> => {
    const html = await (
      await fetch(`${stage.house.origin}${at}`, { headers: { accept: 'text/html' } })
    ).text()
    return ['MeetingTab', 'RecordEditor', 'ReportTab', 'AccessTab'].filter((name) =>
      html.includes(`/${name}-`),
    )
  }
  expect(await namedAt(path)).toEqual(['MeetingTab', 'RecordEditor'])
  expect(await namedAt(`${path}/report`)).toEqual(['ReportTab'])
  expect(await namedAt(`${path}/access`)).toEqual(['AccessTab'])
  expect(await namedAt(`${path}/room`)).toEqual([])
})
