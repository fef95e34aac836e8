// A full day: fourteen of the team, thirty-three cases, and a meeting of twelve with forty tasks.

import { randomUUID } from 'node:crypto'
import type { TaskId } from '#shared/ids.ts'
import { addTask } from '#shared/record/edit.ts'
import { answerChecks, joinRecord, type Person } from '../helpers/people.ts'
import type { Stage } from './stage.ts'

const roles = {
  nkechi: 'chair',
  tomas: 'coordinator',
  hana: 'staff',
  wilhelmina: 'staff',
  xiaolong: 'staff',
  sara: 'staff',
  zofie: 'staff',
  maria: 'staff',
  dawit: 'staff',
  priya: 'staff',
  soren: 'staff',
  yusuf: 'staff',
  aroha: 'staff',
  leilani: 'staff',
} as const

const minutesMs = 60_000
const what = (at: number): string =>
  at % 10 === 0
    ? `Ask the venue for the footage of the lobby and both stairs, from the start of the lunch break to the end of the keynote, and have somebody from the venue's own team say who was at the door then (${at})`
    : `Ask the venue for the footage of camera ${at}`

export type Crowd = Awaited<ReturnType<typeof gather>>

/** @returns everybody, those in the meeting and its case, whose account says that somebody may be in danger */
export async function gather(stage: Stage) {
  const people = await stage.house.people(roles)
  const team: Person[] = Object.values(people)
  for (let count = 0; count < 32; count++)
    await stage.house.report(team[count % team.length]!, { whatHappened: `What happened, number ${count}.` })
  const { id, codeName } = await stage.house.report(people.hana, {
    danger: true,
    whatHappened: 'He waited for her by the stairs, and followed her to the lobby. '.repeat(12),
    where: 'Lobby, by the stairs',
  })
  const chair = people.nkechi
  await chair.ask('POST', `/api/cases/${id}/people`, {
    name: 'Corvin Haldane',
    role: 'reported',
    badge: '1127',
  })
  for (const one of team.slice(3, 12))
    await chair.ask('PUT', `/api/cases/${id}/access/${one.id}`, { level: 'write' })
  await answerChecks(...team)
  await chair.ask('POST', `/api/cases/${id}/meeting`, { place: 'Room 2.14' })
  const meeting = team.slice(0, 12)
  const copies = await Promise.all(meeting.map((one) => joinRecord(one, id)))
  for (let at = 1; at <= 40; at++) {
    const due = at % 4 === 0 ? null : new Date(Date.now() + (at - 8) * 7 * minutesMs).toISOString()
    await copies[0]!.push((doc) =>
      addTask(doc, {
        id: randomUUID() as TaskId,
        what: what(at),
        who: at % 7 === 0 ? null : meeting[at % meeting.length]!.id,
        due,
        dueWords: null,
      }),
    )
  }
  return { people, team, id, codeName, copies }
}
