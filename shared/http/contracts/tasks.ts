// The contracts of tasks across cases.

import { z } from 'zod'
import { TaskId } from '../../ids.ts'
import { contractsOf } from '../contract.ts'
import { MyTask, MyTasks, TaskAnswerAsk } from '../tasks.ts'

export const tasks = contractsOf({
  listMyTasks: {
    summary: 'My tasks in all cases',
    who: 'members',
    answer: MyTasks,
  },
  answerTask: {
    summary: 'Accept a task, say it cannot be done, tick it, or take the tick back',
    who: 'members',
    params: z.object({ id: TaskId }),
    body: TaskAnswerAsk,
    answer: z.object({ task: MyTask.pick({ id: true, state: true }) }),
    refuses: ['conflict'],
  },
})
