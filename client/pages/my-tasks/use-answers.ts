// Answering tasks: shown at once, taken back with a sentence when the server says no, and every answer can be
// undone. Without the network an answer waits on this device; where nothing can be kept, nothing is answered.

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { MyTask, TaskAnswerAsk } from '#shared/http/tasks.ts'
import { isProblem } from '../../api/ask.ts'
import { useAnswerTask } from '../../api/changes.ts'
import { keys } from '../../api/keys.ts'
import { useOfflineStore } from '../../offline/use-offline-store.ts'
import { useLiveStatus } from '../../sync/live-context.tsx'
import type { ToastWords } from '../../ui/Toast.tsx'
import { keyOf } from './task-words.ts'

const offlineWords = 'Offline. You can answer when the network is back.'
const keptWords = 'Offline. Your answers are kept on this device, and sent when the network is back.'

type Answer = TaskAnswerAsk['answer']

export type Answers = {
  answer: (task: MyTask, answer: Answer) => void
  /** Said while there is no network. */
  offlineWords: string | undefined
  /** Nothing can be answered now. */
  isOffline: boolean
  toast: ToastWords | null
  clearToast: () => void
}

const doneWords: Partial<Record<Answer, string>> = {
  done: 'Done.',
  cannot: 'The team sees it needs someone else.',
}

function sayRefusal(error: unknown): string {
  if (isProblem(error, 'offline')) return offlineWords
  if (isProblem(error, 'not-available')) return 'This task is not yours any more.'
  return 'Your answer was not saved. Try again in a moment.'
}

/** `onAnswered` is told of every answer as it is given, before the server has it. */
export function useAnswers(onAnswered?: (task: MyTask, answer: Answer) => void): Answers {
  const client = useQueryClient()
  const { mutate } = useAnswerTask()
  const [toast, setToast] = useState<ToastWords | null>(null)
  const hasNoNetwork = useLiveStatus() === 'offline'
  const canKeep = useOfflineStore() !== undefined

  const answer = useCallback(
    (task: MyTask, given: Answer) => {
      const put = (key: string, state: MyTask['state']) =>
        client.setQueryData<MyTask[]>(keys.myTasks, (tasks) =>
          tasks?.map((one) => (keyOf(one) === key ? { ...one, state } : one)),
        )
      const give = (next: Answer, before: MyTask['state']) => {
        void client.cancelQueries({ queryKey: keys.myTasks })
        put(keyOf(task), next)
        onAnswered?.(task, next)
        mutate(
          { id: task.id, case: task.case.id, answer: next },
          {
            onError: (error) => {
              put(keyOf(task), before)
              setToast({ text: sayRefusal(error) })
            },
          },
        )
      }
      const before = task.state === 'accepted' ? 'accepted' : 'open'
      give(given, task.state)
      const text = doneWords[given]
      if (text) setToast({ text, act: { label: 'Undo', run: () => give(before, given) } })
    },
    [client, mutate, onAnswered],
  )
  const clearToast = useCallback(() => setToast(null), [])
  const words = canKeep ? keptWords : offlineWords
  return {
    answer,
    offlineWords: hasNoNetwork ? words : undefined,
    isOffline: hasNoNetwork && !canKeep,
    toast,
    clearToast,
  }
}
