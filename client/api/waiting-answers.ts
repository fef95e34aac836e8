// Answers to tasks that were given without a network: kept on this device, and sent in their order when the server can be
// reached. The last answer to a task counts, and sending it twice changes nothing.

import type { TaskAnswerAsk } from '#shared/http/tasks.ts'
import { type Keep, keepHere } from '../keep/keep.ts'
import { ask, isProblem } from './ask.ts'

type WaitingAnswer = { id: string } & TaskAnswerAsk

const kind = 'answer'

/**
 * Keeps an answer until it can be sent.
 * @throws where there is no room
 */
async function keepAnswer(keep: Keep, answer: WaitingAnswer): Promise<void> {
  const before = await keep.rowsOf<WaitingAnswer>('member', kind)
  await keep.addRow('member', kind, answer)
  await keep.deleteRows(before.filter(({ facts }) => isSameTask(facts, answer)).map(({ n }) => n))
}

/**
 * Gives an answer now, or keeps it where the server cannot be reached and this device can.
 * @throws ApiProblem as `ask` does
 */
export async function answerTask(answer: WaitingAnswer): Promise<void> {
  const { id, ...body } = answer
  const keep = await keepHere
  const canKeep = keep?.canRead('member')
  try {
    await ask('POST', `/api/tasks/${id}/answer`, { body })
    if (canKeep) await dropAnswers(keep!, answer)
  } catch (error) {
    if (!canKeep || !isProblem(error, 'offline')) throw error
    await keepAnswer(keep!, answer)
  }
}

/** An older answer to the same task is not sent any more. */
async function dropAnswers(keep: Keep, answer: WaitingAnswer): Promise<void> {
  const rows = await keep.rowsOf<WaitingAnswer>('member', kind)
  await keep.deleteRows(rows.filter(({ facts }) => isSameTask(facts, answer)).map(({ n }) => n))
}

const isSameTask = (a: WaitingAnswer, b: WaitingAnswer): boolean => a.id === b.id && a.case === b.case

/**
 * Sends what waits, oldest first, and stops where the server cannot be reached.
 * @returns how many were sent, and how many the server would not take
 */
export async function sendAnswers(keep: Keep): Promise<{ sent: number; refused: number }> {
  const result = { sent: 0, refused: 0 }
  for (const { n, facts } of await keep.rowsOf<WaitingAnswer>('member', kind)) {
    const { id, ...body } = facts
    try {
      await ask('POST', `/api/tasks/${id}/answer`, { body })
      result.sent++
    } catch (error) {
      const isForGood = isProblem(error, 'not-available') || isProblem(error, 'bad-request')
      if (!isForGood) return result
      result.refused++
    }
    await keep.deleteRows([n])
  }
  return result
}
