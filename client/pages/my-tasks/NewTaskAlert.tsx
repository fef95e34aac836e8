// A new task shows wherever I am in the app, is said aloud once, and counts as delivered from then on. The frame
// draws this once; My tasks shows the same card in its own place.

import { useCallback, useEffect } from 'react'
import { useLocation } from 'wouter'
import type { MyTask } from '#shared/http/tasks.ts'
import type { News } from '#shared/protocol/events.ts'
import { useMe, useMyTasks } from '../../api/queries.ts'
import { useLive, useNews } from '../../sync/live-context.tsx'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { addresses } from '../../ui/addresses.ts'
import { serverNow } from '../../ui/server-clock.ts'
import { Toast } from '../../ui/Toast.tsx'
import look from './my-tasks.module.css'
import { NewTaskCard, useFromWords } from './NewTaskCard.tsx'
import { newTasks, useFirstNew } from './new-tasks.ts'
import { dueLine, keyOf } from './task-words.ts'
import { useAnswers } from './use-answers.ts'
import { useReminder } from './use-reminder.ts'

const noTasks: MyTask[] = []

/** @param isHeldBack while the member is with a reporter: the person in front comes first, the card waits */
export function NewTaskAlert({ isHeldBack }: { isHeldBack: boolean }) {
  const { data: me } = useMe()
  if (!me) return null
  return <AlertFor member={me.member.id} timeZone={me.event.timeZone} isHeldBack={isHeldBack} />
}

type AlertGiven = { member: string; timeZone: string; isHeldBack: boolean }

function AlertFor({ member, timeZone, isHeldBack }: AlertGiven) {
  const tasks = useMyTasks().data ?? noTasks
  useDelivery(tasks, member)
  const { first, fresh } = useFirstNew(tasks)
  useSpoken(first, timeZone)
  const answers = useAnswers()
  const [path] = useLocation()
  // On My tasks the card stands in the page itself.
  const isShown = first !== undefined && !isHeldBack && path !== addresses.myTasks
  // The line would lie over the card's buttons: it waits until the card is answered.
  const reminder = useReminder(tasks, timeZone, isHeldBack || isShown)
  return (
    <>
      {isShown && (
        <div className={look.floating}>
          <NewTaskCard task={first} more={fresh.length - 1} answers={answers} isOverPage />
        </div>
      )}
      <Toast
        toast={answers.toast ?? reminder.toast}
        onGone={answers.toast ? answers.clearToast : reminder.clear}
      />
    </>
  )
}

/** Notes what is new, and tells the server which tasks this device shows, each once. */
function useDelivery(tasks: readonly MyTask[], member: string): void {
  const live = useLive()
  useNews(
    useCallback((news: News) => {
      if (news.kind === 'task' && news.arrived) newTasks.arrived(`${news.case} ${news.task}`)
    }, []),
  )
  useEffect(() => {
    newTasks.belongTo(member)
    newTasks.look(tasks)
    for (const task of tasks)
      if (task.state === 'open' && !task.deliveredAt) live.delivered(task.case.id, task.id)
  }, [live, tasks, member])
}

/** Assertive, once: an own new task is the one thing besides a page that may interrupt. */
function useSpoken(task: MyTask | undefined, timeZone: string): void {
  const announce = useAnnounce()
  const from = useFromWords(task)
  useEffect(() => {
    if (!task || !newTasks.speak(keyOf(task))) return
    const due = dueLine(task, new Date(serverNow()), timeZone).text
    announce.assertive(`${from}: ${task.case.codeName}. ${task.what}. ${due}.`)
  }, [announce, from, task, timeZone])
}
