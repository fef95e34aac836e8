// Two people set one value of a task without knowing of each other: whoever's is saved later is asked, whichever of the two
// Yjs would have kept; nobody is asked about what they knew of.

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { addTask, assignTask, setTaskDue, setTaskState } from '#shared/record/edit.ts'
import { TaskConflicts } from './task-conflicts.ts'

const task = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11' as TaskId
const [maria, hana, dawit] = [1, 2, 3].map((at) => `9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b2${at}` as MemberId)
const at = (clock: string) => `2026-11-26T${clock}:00.000Z`

function sit(clientID: number) {
  const unsaved: Uint8Array[] = []
  const doc = new Y.Doc()
  doc.clientID = clientID
  const conflicts = new TaskConflicts(() => unsaved)
  conflicts.follow(doc)
  doc.on('update', (update, _origin, _doc, { local }) => local && unsaved.push(update))
  const hears = (other: Y.Doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
  const asked = () =>
    conflicts.all().map(({ field, mine, theirs, client }) => ({ field, mine, theirs, client }))
  return { doc, unsaved, conflicts, hears, asked, saved: () => unsaved.splice(0) }
}

/** Both have the task, and nothing is unsaved. */
function begin(mineFirst: boolean) {
  const [mine, theirs] = mineFirst ? [sit(1), sit(2)] : [sit(2), sit(1)]
  addTask(mine.doc, { id: task, what: 'ask', who: null, due: at('14:30'), dueWords: null })
  theirs.hears(mine.doc)
  mine.saved()
  return { mine, theirs }
}

describe.each([true, false])('my clientID is the smaller one: %s', (isSmaller) => {
  it('[SY29] a time set away and elsewhere: asked, with both, and whose it is', () => {
    const { mine, theirs } = begin(isSmaller)
    setTaskDue(mine.doc, task, at('15:00'), null)
    setTaskDue(theirs.doc, task, at('14:45'), 'before the talk')
    theirs.saved()
    mine.hears(theirs.doc)
    expect(mine.asked()).toMatchObject([
      {
        field: 'when',
        mine: { due: at('15:00') },
        theirs: { due: at('14:45'), dueWords: 'before the talk' },
        client: theirs.doc.clientID,
      },
    ])
    mine.saved()
    theirs.hears(mine.doc)
    expect(theirs.asked()).toEqual([])
  })

  it('[SY29] a person given away and elsewhere, several times: one question, of the last ones', () => {
    const { mine, theirs } = begin(isSmaller)
    for (const who of [maria!, hana!]) assignTask(mine.doc, task, who)
    for (const who of [hana!, dawit!]) assignTask(theirs.doc, task, who)
    mine.hears(theirs.doc)
    expect(mine.asked()).toMatchObject([{ field: 'who', mine: { who: hana }, theirs: { who: dawit } }])
  })

  it('[SY29] a state', () => {
    const { mine, theirs } = begin(isSmaller)
    setTaskState(mine.doc, task, 'done', maria!)
    setTaskState(theirs.doc, task, 'cannot', hana!)
    mine.hears(theirs.doc)
    expect(mine.asked()).toMatchObject([
      { field: 'state', mine: { state: 'done' }, theirs: { state: 'cannot', by: hana } },
    ])
  })

  it('[SY29] a page that was loaded anew while its edit waited asks, too', () => {
    const { mine, theirs } = begin(isSmaller)
    setTaskDue(mine.doc, task, at('15:00'), null)
    setTaskDue(theirs.doc, task, at('14:45'), null)
    const again = sit(7)
    again.hears(theirs.doc)
    again.unsaved.push(...mine.unsaved)
    for (const update of mine.unsaved) Y.applyUpdate(again.doc, update)
    expect(again.asked()).toMatchObject([
      { field: 'when', mine: { due: at('15:00') }, theirs: { due: at('14:45') } },
    ])
  })

  it('[SY29] nobody is asked about what they knew of, what is the same, or what was saved before', () => {
    const { mine, theirs } = begin(isSmaller)
    setTaskDue(theirs.doc, task, at('14:45'), null)
    mine.hears(theirs.doc)
    setTaskDue(mine.doc, task, at('15:00'), null)
    theirs.hears(mine.doc)
    setTaskDue(theirs.doc, task, at('15:15'), null)
    mine.hears(theirs.doc)
    setTaskState(mine.doc, task, 'done', maria!)
    setTaskState(theirs.doc, task, 'done', hana!)
    mine.hears(theirs.doc)
    mine.saved()
    setTaskDue(mine.doc, task, at('16:00'), null)
    mine.saved()
    setTaskDue(theirs.doc, task, at('16:15'), null)
    mine.hears(theirs.doc)
    expect([...mine.asked(), ...theirs.asked()]).toEqual([])
  })

  it('[SY29] whoever sets it once more has answered', () => {
    const { mine, theirs } = begin(isSmaller)
    setTaskDue(mine.doc, task, at('15:00'), null)
    setTaskDue(theirs.doc, task, at('14:45'), null)
    mine.hears(theirs.doc)
    setTaskDue(mine.doc, task, at('15:30'), null)
    expect(mine.asked()).toEqual([])
  })
})
