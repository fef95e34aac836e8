// From quick add to the assignee's screen: the push of the new task, its commit with rows and job, the second
// look, and the news on the assignee's socket. Everybody of the team has the record open.

import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import type { TaskId } from '../../shared/ids.ts'
import { addTask } from '../../shared/record/edit.ts'
import { type TestSocket, updateOf } from '../helpers/people.ts'
import type { Random } from '../helpers/seeded-work.ts'
import type { Ours } from './contestants.ts'
import { joinAs } from './event.ts'
import { pause } from './figures.ts'

const patienceMs = 10_000

/** @returns milliseconds from quick add to news, one a task */
export async function measureTasks({ team }: Ours, count: number, random: Random): Promise<number[]> {
  const seats = await Promise.all(
    team.people.map(async (person) => {
      const doc = new Y.Doc()
      const joined = await joinAs(person, team.caseId, doc, (update) => Y.applyUpdate(doc, update))
      return { ...joined, person, doc }
    }),
  )
  const [writer, ...others] = seats
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const { person, socket } = random.pick(others)
    const id = randomUUID() as TaskId
    const arrived = arrivalOf(id, socket)
    const now = performance.now()
    const what = 'Find a quiet room near the lobby'
    const due = { due: '2026-11-05T14:30:00.000Z', dueWords: null }
    await writer!.push(updateOf(writer!.doc, (doc) => addTask(doc, { id, what, who: person.id, ...due })))
    times.push((await arrived) - now)
    await pause(50 + random.below(50))
  }
  for (const { socket } of seats) socket.disconnect()
  return times
}

/** @returns when the news came, by `performance.now()` */
function arrivalOf(task: TaskId, socket: TestSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a task never arrived')), patienceMs)
    const onNews: Parameters<typeof socket.on<'news'>>[1] = (news) => {
      if (news.kind !== 'task' || news.task !== task || !news.arrived) return
      clearTimeout(timer)
      socket.off('news', onNews)
      resolve(performance.now())
    }
    socket.on('news', onNews)
  })
}
