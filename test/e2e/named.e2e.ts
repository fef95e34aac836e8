// Who must not see, on screens: said while a name is typed, asked of those on the case, stepping back, a closed case, and whom to
// turn to when nobody of the team is left.

import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Person, until } from '../helpers/people.ts'
import { shot } from './shot.ts'
import { gone, openStage, pathOf, type Seat, type Stage, sees } from './stage.ts'

let stage: Stage
let people: Record<'nkechi' | 'tomas' | 'hana' | 'maria', Person>
let nkechi: Seat
let hana: Seat

beforeAll(async () => {
  stage = await openStage()
  people = await stage.house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', maria: 'staff' })
  nkechi = await stage.seat('desktop', people.nkechi)
  hana = await stage.seat('phone', people.hana)
})
afterAll(() => stage.close())

const isClean = async ({ page }: Seat) =>
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
const moreActions = ({ page }: Seat) => page.getByRole('button', { name: 'More actions' })

it('[WM21] the chair names somebody outside the team, and everybody can read it', async () => {
  await nkechi.go('/settings')
  await nkechi.page.getByRole('button', { name: 'Name somebody' }).click()
  const dialog = nkechi.page.getByRole('dialog', { name: 'Whom to turn to outside the team' })
  await dialog.getByLabel('Name', { exact: true }).fill('Ngozi Eze')
  await dialog.getByLabel('How to reach them').fill('+351 555 0188')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await gone(dialog)
  await sees(nkechi.page.getByText('+351 555 0188'))
  await shot(nkechi, 'settings-desktop')
  await hana.go('/settings')
  await sees(hana.page.getByText('+351 555 0188'))
  await gone(hana.page.getByRole('button', { name: 'Change who it is' }))
})

it('[WM20, WM21] the report says whom a name locks out while it is typed; sent, it says whom to turn to', async () => {
  await hana.go('/report')
  await hana.page.getByRole('textbox', { name: 'What happened?' }).fill('He shouted at her.')
  await hana.page.getByText('Who was it? Who else?').click()
  const who = hana.page.getByRole('textbox', { name: 'Name or badge number' })
  await who.fill('Tomas Ibara')
  await sees(
    hana.page.getByText(
      'Is this our Tomás Ibarra? Until somebody on the case has answered, Tomás will not see it.',
    ),
  )
  await who.fill('Tomás Ibarra and Nkechi Adeyemi')
  await sees(hana.page.getByText('Tomás will not see this case.'))
  await sees(hana.page.getByText('Nobody of the team can be called for it.'))
  await shot(hana, 'report-phone')
  await hana.page.getByRole('button', { name: /^Send/ }).click()
  await sees(hana.page.getByText('Turn to Ngozi Eze, outside the team, now: +351 555 0188'))
  await shot(hana, 'sent-phone')
  await isClean(hana)
})

it('[WM20] those on a case are asked whether somebody is meant', async () => {
  const opened = await stage.house.report(people.hana, { whatHappened: 'Then Maria Fontes came.' })
  await nkechi.go(pathOf(opened.codeName))
  const question = nkechi.page.getByRole('region', { name: 'Is this our Maria Fontes?' })
  await sees(question)
  await shot(nkechi, 'question-desktop')
  await isClean(nkechi)
  await question.getByRole('button', { name: 'No, somebody else' }).click()
  await gone(question)
  await until(
    async () =>
      (await people.nkechi.ask('PUT', `/api/cases/${opened.id}/access/${people.maria.id}`, { level: 'read' }))
        .status === 204,
  )
})

it('[TT5] stepping back asks once, and blanks the screen', async () => {
  const opened = await stage.house.report(people.hana)
  await hana.go(pathOf(opened.codeName))
  await sees(hana.page.getByRole('heading', { level: 1, name: opened.codeName }))
  await moreActions(hana).click()
  await hana.page.getByRole('menuitem', { name: 'Step back from this case' }).click()
  const dialog = hana.page.getByRole('dialog', { name: 'Step back from this case?' })
  await sees(dialog.getByText('You will not see it again. No reason is asked.'))
  await shot(hana, 'step-back-phone')
  await dialog.getByRole('button', { name: 'Step back' }).click()
  await sees(hana.page.getByRole('heading', { level: 1, name: 'You are no longer on this case' }))
  expect((await people.hana.ask('GET', `/api/cases/${opened.id}`)).status).toBe(404)
})

it('[WM22] another reported person in the middle of it: one tap, and on', async () => {
  const opened = await stage.house.report(people.hana)
  await nkechi.go(pathOf(opened.codeName))
  await sees(nkechi.page.getByRole('textbox', { name: 'What happened?' }))
  await people.tomas.ask('POST', `/api/cases/${opened.id}/people`, { name: 'Piet Roos', role: 'reported' })
  await sees(nkechi.page.getByRole('heading', { level: 1, name: 'One question before you go on' }))
  await nkechi.page.getByRole('link', { name: 'Answer the question' }).click()
  await sees(
    nkechi.page.getByRole('heading', {
      level: 1,
      name: 'Is there a reason you should not work on a case about Piet Roos?',
    }),
  )
  await nkechi.page.getByRole('button', { name: 'No conflict' }).click()
  await sees(nkechi.page.getByRole('textbox', { name: 'What happened?' }))
})

it('[WM23] a closed case can be read and takes no words, until its lead reopens it', async () => {
  const opened = await stage.house.report(people.hana)
  await nkechi.go(pathOf(opened.codeName))
  const words = nkechi.page.getByRole('textbox', { name: 'What happened?' })
  const isEditable = async () => (await words.getAttribute('contenteditable')) === 'true'
  await sees(words)
  await until(isEditable)
  await moreActions(nkechi).click()
  await nkechi.page.getByRole('menuitem', { name: 'Closed' }).click()
  await sees(nkechi.page.getByText('This case is closed: it can be read, and takes no words.'))
  await until(async () => !(await isEditable()))
  await shot(nkechi, 'closed-desktop')
  await moreActions(nkechi).click()
  await sees(nkechi.page.getByText('Reopen, and move to…'))
  await nkechi.page.getByRole('menuitem', { name: 'Acting' }).click()
  await gone(nkechi.page.getByText('This case is closed: it can be read, and takes no words.'))
  await until(isEditable)
})
