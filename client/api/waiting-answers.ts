// Answers to tasks that were given without a network: kept on this device, and sent in their order when the server can be
// reached. The last answer to a task counts, and sending it twice changes nothing. While one is on its way, a list that the
// server made before it is shown with it.

import type { MyTask, TaskAnswerAsk } from '#shared/http/tasks.ts'
import { type OfflineStore, offlineStoreHere } from '../offline/offline-store.ts'
import { call, isProblem } from './ask.ts'

type WaitingAnswer = { id: string } & TaskAnswerAsk

const kind = 'answer'

/** The last answer to each task that the server has not said anything to. */
const onTheirWay = new Map<string, WaitingAnswer>()
const keyOf = (id: string, caseId: string | undefined): string => `${caseId}/${id}`

/** The list as it is once the answers that are on their way have arrived: none of these tasks is asked about again. */
export const withAnswers = (tasks: readonly MyTask[]): MyTask[] =>
  tasks.map((task) => {
    const given = onTheirWay.get(keyOf(task.id, task.case.id))
    return given ? { ...task, state: given.answer } : task
  })

/**
 * Keeps an answer until it has been sent. @returns its number
 * @throws where there is no room
 */
async function keepAnswer(keep: OfflineStore, answer: WaitingAnswer): Promise<number> {
  const before = await keep.rowsOf<WaitingAnswer>('member', kind)
  const n = await keep.addRow('member', kind, answer)
  await keep.deleteRows(before.filter(({ facts }) => isSameTask(facts, answer)).map(({ n: older }) => older))
  return n
}

/**
 * Gives an answer: kept first, so that neither a crash nor a closed page loses it, then sent; it stays kept where the server
 * cannot be reached, or asks to come again in a moment.
 * @throws ApiProblem as `ask` does
 */
export async function answerTask(answer: WaitingAnswer): Promise<void> {
  const key = keyOf(answer.id, answer.case)
  onTheirWay.set(key, answer)
  try {
    await send(answer)
  } finally {
    if (onTheirWay.get(key) === answer) onTheirWay.delete(key)
  }
}

async function send(answer: WaitingAnswer): Promise<void> {
  const { id, ...body } = answer
  const keep = await offlineStoreHere
  const n = keep?.canRead('member') ? await keepAnswer(keep, answer).catch(() => undefined) : undefined
  try {
    await call('answerTask', { params: { id }, body })
  } catch (error) {
    if (n !== undefined && (isProblem(error, 'offline') || isProblem(error, 'too-fast'))) return
    if (n !== undefined) await keep!.deleteRows([n])
    throw error
  }
  if (n !== undefined) await keep!.deleteRows([n])
}

const isSameTask = (a: WaitingAnswer, b: WaitingAnswer): boolean => a.id === b.id && a.case === b.case

/**
 * Sends what waits, oldest first, and stops where the server cannot be reached. What is on its way goes once.
 * @returns how many were sent, and how many the server would not take
 */
export async function sendAnswers(keep: OfflineStore): Promise<{ sent: number; refused: number }> {
  const result = { sent: 0, refused: 0 }
  const tried = new Set<number>()
  // Looked at anew for each: what was answered meanwhile is on its way already, or has another answer by now.
  const next = async () =>
    (await keep.rowsOf<WaitingAnswer>('member', kind)).find(
      ({ n, facts }) => !(tried.has(n) || onTheirWay.has(keyOf(facts.id, facts.case))),
    )
  for (let row = await next(); row; row = await next()) {
    const { id, ...body } = row.facts
    tried.add(row.n)
    try {
      await call('answerTask', { params: { id }, body })
      result.sent++
    } catch (error) {
      const isForGood = isProblem(error, 'not-available') || isProblem(error, 'bad-request')
      if (!isForGood) return result
      result.refused++
    }
    await keep.deleteRows([row.n])
  }
  return result
}
