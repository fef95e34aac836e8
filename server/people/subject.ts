// What a subject of the house is, to server/app.ts: its routes, the kinds of jobs it does, what it does when tasks change. Each folder
// of a subject makes its own; none knows another.

import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import type { TaskReceipts } from '#shared/protocol/events.ts'
import type { TaskEvent } from '#shared/tasks/fold.ts'
import type { AfterCommit, JobKind, Trx } from '../jobs/kinds.ts'
import type { Routes } from './route.ts'

export type TasksChanged = {
  caseId: CaseId
  events: readonly TaskEvent[]
  /** Of the touched tasks whose receipts changed. */
  facts: TaskReceipts[]
  /** By touched task: who has it, or had it until now, and is not excluded from the case. */
  concerned: ReadonlyMap<TaskId, MemberId[]>
}

export type Subject = {
  /** The folder's. What fails is logged under it. */
  name: string
  /** Adds its routes. */
  routes: (routes: Routes) => void
  jobs?: readonly JobKind[]
  /** In the transaction that writes what happened to tasks. @returns what to do once it is committed */
  onTaskChange?: (trx: Trx, changed: TasksChanged, now: Date) => Promise<AfterCommit>
  /** The process ends: nothing new begins. */
  close?: () => void
}
