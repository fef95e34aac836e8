// Tasks beyond the shape of their values: in whose name a state stands, how long the words are, how many there are.

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { addTask, assignTask, findTaskText, setTaskState } from '#shared/record/edit.ts'
import { readTasks } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { TaskUndo } from '../../../client/sync/undo.ts'
import { createRecordDoc } from '../storage/record-doc.ts'
import { judge } from './guard.ts'

const id = (n: number) => `5f0f9a0e-0b3a-4c3e-9a54-${n.toString(16).padStart(12, '0')}`
const [task, other] = [id(1), id(2)] as [TaskId, TaskId]
const [maria, hana, mallory] = [id(101), id(102), id(103)] as [MemberId, MemberId, MemberId]

/** The server's document, and members with copies of it that push what they do. */
function record() {
  const server = createRecordDoc()
  const copies = new Map<MemberId, Y.Doc>()
  const owners = new Map<number, MemberId>()
  const judged = (member: MemberId, update: Uint8Array): string => {
    const verdict = judge(server, update, member, (client) => owners.get(client))
    if (!verdict.ok) return verdict.why
    for (const client of verdict.newClients) owners.set(client, member)
    Y.applyUpdate(server, update)
    for (const copy of copies.values()) Y.applyUpdate(copy, update, 'server')
    return 'ok'
  }
  const copyOf = (member: MemberId): Y.Doc => {
    const copy = copies.get(member) ?? new Y.Doc()
    if (!copies.has(member)) Y.applyUpdate(copy, Y.encodeStateAsUpdate(server), 'server')
    copies.set(member, copy)
    return copy
  }
  const push = (member: MemberId, work: (doc: Y.Doc) => void): string => {
    const copy = copyOf(member)
    const sent: Uint8Array[] = []
    const hear = (update: Uint8Array, origin: unknown) => origin !== 'server' && sent.push(update)
    copy.on('update', hear)
    work(copy)
    copy.off('update', hear)
    const said = sent.length > 0 ? judged(member, Y.mergeUpdates(sent)) : 'nothing'
    // What is refused is done away with, as a client does.
    if (said !== 'ok' && said !== 'nothing') copies.delete(member)
    return said
  }
  const add = (member: MemberId, who: MemberId | null, what = 'Ask') =>
    push(member, (doc) => addTask(doc, { id: task, what, who, due: null, dueWords: null }))
  const stands = () => {
    const view = readTasks(server)[0]!
    return { state: effectiveState(view), who: view.who }
  }
  return { server, copyOf, push, judged, add, stands }
}
const set = (key: string, value: unknown) => (doc: Y.Doc) =>
  void partsOf(doc).tasks.get(task)!.set(key, value)

describe('[WM17] in somebody else’s name', () => {
  it('nobody sets a state', () => {
    const { push, add, stands } = record()
    add(hana, maria)
    for (const state of ['accepted', 'cannot', 'done', 'open', 'dropped'] as const)
      expect(push(mallory, (doc) => setTaskState(doc, task, state, maria))).toBe('breaks-record')
    expect(push(mallory, set('by', maria))).toBe('breaks-record')
    const whole = new Map<string, unknown>([
      ['who', maria],
      ['state', 'accepted'],
      ['by', maria],
    ])
    expect(push(mallory, (doc) => partsOf(doc).tasks.set(task, new Y.Map(whole)))).toBe('breaks-record')
    expect(stands()).toEqual({ state: 'open', who: maria })
  })

  it('nor puts an acceptance beside the name that somebody has left there', () => {
    const { push, add, stands } = record()
    add(hana, maria)
    expect(push(maria, (doc) => setTaskState(doc, task, 'open', maria))).toBe('ok')
    expect(push(maria, (doc) => setTaskState(doc, task, 'done', maria))).toBe('ok')
    expect(push(mallory, set('state', 'accepted'))).toBe('breaks-record')
    expect(push(mallory, set('state', 'cannot'))).toBe('breaks-record')
    expect(stands()).toEqual({ state: 'done', who: maria })
    // The long way round: away from her, accepted, and back.
    expect(push(mallory, set('who', hana))).toBe('ok')
    expect(push(mallory, set('state', 'accepted'))).toBe('breaks-record')
    expect(push(mallory, set('state', 'cannot'))).toBe('breaks-record')
    expect(push(mallory, set('who', maria))).toBe('ok')
    expect(stands()).toEqual({ state: 'done', who: maria })
  })

  it('nor by an own name that is written so that it loses', () => {
    const { push, judged, add, stands, server } = record()
    add(hana, maria)
    push(maria, (doc) => setTaskState(doc, task, 'done', maria))
    // Written on a copy from before anybody had set anything, and under the lowest clientID: it comes to stand first.
    const early = new Y.Doc()
    early.clientID = 1
    const entry = partsOf(server).tasks.get(task)!
    const sent: Uint8Array[] = []
    Y.applyUpdate(early, Y.encodeStateAsUpdate(server), 'server')
    early.on('update', (update) => sent.push(update))
    early.transact(() => {
      const mine = partsOf(early).tasks.get(task)!
      mine.set('state', 'accepted')
      mine.set('by', mallory)
      const made = mine._map.get('by')!
      made.origin = null
      made.rightOrigin = null
    })
    expect(entry.get('by')).toBe(maria)
    expect(judged(mallory, sent[0]!)).toBe('breaks-record')
    expect(stands()).toEqual({ state: 'done', who: maria })
  })

  it('whoever it is given to accepts, gives it on, takes it back: never refused', () => {
    const { push, add, stands } = record()
    expect(add(hana, maria)).toBe('ok')
    expect(push(maria, (doc) => setTaskState(doc, task, 'accepted', maria))).toBe('ok')
    expect(push(hana, (doc) => assignTask(doc, task, hana))).toBe('ok')
    expect(push(hana, (doc) => setTaskState(doc, task, 'cannot', hana))).toBe('ok')
    expect(push(maria, (doc) => assignTask(doc, task, maria))).toBe('ok')
    expect(push(maria, (doc) => setTaskState(doc, task, 'accepted', maria))).toBe('ok')
    expect(stands()).toEqual({ state: 'accepted', who: maria })
    expect(push(hana, (doc) => setTaskState(doc, task, 'done', hana))).toBe('ok')
    expect(push(hana, (doc) => setTaskState(doc, task, 'open', hana))).toBe('ok')
    expect(push(maria, (doc) => setTaskState(doc, task, 'accepted', maria))).toBe('ok')
  })

  it('given away and back while they accept it, and given to them at that moment: never refused', () => {
    const { copyOf, push, judged, add, stands } = record()
    add(hana, maria)
    const undo = new TaskUndo(copyOf(hana), hana)
    undo.captureTimeout = 0
    // Hana has not heard yet that Maria accepts.
    const before = Y.encodeStateVector(copyOf(hana))
    assignTask(copyOf(hana), task, hana)
    const given = Y.encodeStateAsUpdate(copyOf(hana), before)
    expect(push(maria, (doc) => setTaskState(doc, task, 'accepted', maria))).toBe('ok')
    expect(judged(hana, given)).toBe('ok')
    expect(stands()).toEqual({ state: 'open', who: hana })
    expect(push(hana, () => undo.undo())).toBe('ok')
    undo.destroy()
    // What she said stays hers, by whatever way the task comes back to her.
    expect(push(maria, (doc) => setTaskState(doc, task, 'cannot', maria))).toBe('ok')
    expect(push(hana, set('who', null))).toBe('ok')
    expect(push(hana, set('who', maria))).toBe('ok')
    expect(stands()).toEqual({ state: 'cannot', who: maria })
  })

  it('two who answer at the same moment are both taken, and neither speaks for the other', () => {
    const { copyOf, judged, add, server } = record()
    add(hana, maria)
    const said = [maria, hana].map((member): [MemberId, Uint8Array] => {
      const copy = copyOf(member)
      const before = Y.encodeStateVector(copy)
      setTaskState(copy, task, member === maria ? 'accepted' : 'cannot', member)
      return [member, Y.encodeStateAsUpdate(copy, before)]
    })
    for (const [member, update] of said) expect(judged(member, update)).toBe('ok')
    const { state, by } = readTasks(server)[0]!
    expect([state, by]).toEqual(by === maria ? ['accepted', maria] : ['cannot', hana])
  })

  it('undo and redo bring back no name but one’s own, and are taken', () => {
    const { push, copyOf, add, stands } = record()
    add(hana, maria)
    const undo = new TaskUndo(copyOf(hana), hana)
    undo.captureTimeout = 0
    const seen: unknown[] = []
    partsOf(copyOf(hana)).tasks.observeDeep(() => seen.push(readTasks(copyOf(hana))[0]?.by))
    push(maria, (doc) => setTaskState(doc, task, 'accepted', maria))
    expect(push(hana, (doc) => setTaskState(doc, task, 'done', hana))).toBe('ok')
    expect(push(hana, () => undo.undo())).toBe('ok')
    expect(stands()).toEqual({ state: 'open', who: maria })
    expect(push(hana, () => undo.redo())).toBe('ok')
    expect(stands()).toEqual({ state: 'done', who: maria })
    expect(seen).toEqual([maria, hana, null, hana])
    // A task that comes back whole, with what others had written in it.
    const added = push(hana, (doc) =>
      addTask(doc, { id: other, what: 'Go', who: maria, due: null, dueWords: null }),
    )
    expect(added).toBe('ok')
    push(maria, (doc) => setTaskState(doc, other, 'accepted', maria))
    expect(push(hana, () => undo.undo())).toBe('ok')
    expect(push(hana, () => undo.redo())).toBe('ok')
    undo.destroy()
  })
})

describe('[SY12] how much', () => {
  it('the words of a task are bounded, however they come, and what goes makes room', () => {
    const { push, add, server } = record()
    const most = limits.maxTaskStoredChars
    expect(add(hana, null, 'x'.repeat(most + 1))).toBe('too-big')
    expect(add(hana, null, 'x'.repeat(most - 1))).toBe('ok')
    expect(push(hana, (doc) => findTaskText(doc, task)!.insert(0, 'yy'))).toBe('too-big')
    expect(push(hana, (doc) => findTaskText(doc, task)!.insert(0, 'y'))).toBe('ok')
    const replaced = push(hana, (doc) => {
      const text = findTaskText(doc, task)!
      doc.transact(() => {
        text.delete(0, text.length)
        text.insert(0, 'z'.repeat(most))
      })
    })
    expect(replaced).toBe('ok')
    expect(readTasks(server)[0]!.what.length).toBeLessThanOrEqual(limits.maxTaskChars + 1)
  })

  it('so are the tasks of a case', () => {
    const { push, server } = record()
    const fill = (from: number, count: number) =>
      push(hana, (doc) => {
        doc.transact(() => {
          for (let n = from; n < from + count; n++) partsOf(doc).tasks.set(id(n), new Y.Map())
        })
      })
    for (let from = 0; from < limits.maxTasks; from += 500) expect(fill(1_000 + from, 500)).toBe('ok')
    expect(fill(9_000, 1)).toBe('too-big')
    expect(push(hana, (doc) => partsOf(doc).tasks.delete(id(1_000)))).toBe('ok')
    expect(fill(9_000, 1)).toBe('ok')
    expect(partsOf(server).tasks.size).toBe(limits.maxTasks)
  })
})
