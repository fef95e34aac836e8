import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemberId, TaskId } from '../ids.ts'
import { counts, effectiveState, foldTasks, nextTask, type TaskChange } from './fold.ts'
import { type TaskView, taskStates } from './view.ts'

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`
const nkechi = MemberId.parse(id(1))
const maria = MemberId.parse(id(2))
const dawit = MemberId.parse(id(3))
const footage = TaskId.parse(id(7))
const shifts = TaskId.parse(id(8))

const ask: TaskView = {
  id: footage,
  what: 'Ask venue for the lobby camera footage',
  who: maria,
  due: '2026-11-05T13:30:00.000Z',
  dueWords: null,
  state: 'open',
  by: null,
  order: 'a0',
}

/** What Nkechi's changes to one task are told as. */
const told = (...views: (TaskView | null)[]) =>
  foldTasks(
    new Map(),
    views.map((view) => ({ author: nkechi, tasks: new Map([[footage, view]]) })),
  ).events.map(({ task: _task, author: _author, ...event }) => event)
const kinds = (...views: (TaskView | null)[]) => told(...views).map((event) => event.kind)
/** The same, without the events of adding the first. */
const toldAfter = (first: TaskView, ...views: (TaskView | null)[]) =>
  told(first, ...views).slice(told(first).length)

const anyView: fc.Arbitrary<TaskView> = fc.record({
  id: fc.constant(footage),
  what: fc.constantFrom('Ask venue', 'Call venue'),
  who: fc.constantFrom(null, maria, dawit),
  due: fc.constantFrom(null, '2026-11-05T13:30:00.000Z'),
  dueWords: fc.constantFrom(null, 'before keynote'),
  state: fc.constantFrom(...taskStates),
  by: fc.constantFrom(null, nkechi, maria, dawit),
  order: fc.constantFrom('a0', 'a1'),
})
const anyChanges: fc.Arbitrary<TaskChange[]> = fc.array(
  fc.record({
    author: fc.constantFrom(nkechi, maria),
    tasks: fc
      .array(
        fc.tuple(
          fc.constantFrom(footage, shifts),
          fc.option(anyView, { freq: 3 }).map((view) => view as TaskView | null),
        ),
      )
      .map((pairs) => new Map(pairs)),
  }),
)

describe('what is told [F3]', () => {
  test('a task added with a person is added, then assigned to them', () => {
    expect(told(ask)).toEqual([
      { kind: 'added', what: ask.what, who: maria, due: ask.due, dueWords: null },
      { kind: 'assigned', to: maria, from: null },
    ])
    expect(kinds({ ...ask, who: null })).toEqual(['added'])
  })

  test('every event names the task and who changed it', () => {
    const { events } = foldTasks(new Map(), [{ author: nkechi, tasks: new Map([[footage, ask]]) }])
    expect(events).toMatchObject(events.map(() => ({ task: footage, author: nkechi })))
    expect(events).toHaveLength(2)
  })

  test('re-assigning away and back is told twice', () =>
    expect(toldAfter(ask, { ...ask, who: dawit }, ask)).toEqual([
      { kind: 'assigned', to: dawit, from: maria },
      { kind: 'assigned', to: maria, from: dawit },
    ]))

  test('taking the person off, the wording and the time', () =>
    expect(
      toldAfter(ask, { ...ask, who: null, what: 'Call venue', due: null, dueWords: 'before keynote' }),
    ).toEqual([
      { kind: 'unassigned', from: maria },
      { kind: 'reworded', what: 'Call venue', before: ask.what },
      {
        kind: 'rescheduled',
        due: null,
        dueWords: 'before keynote',
        before: { due: ask.due, dueWords: null },
      },
    ]))

  test('accepted, can’t, done, dropped, reopened, removed', () => {
    const by = { by: maria }
    expect(
      toldAfter(
        ask,
        { ...ask, ...by, state: 'accepted' },
        { ...ask, ...by, state: 'cannot' },
        { ...ask, ...by, state: 'done' },
        { ...ask, ...by, state: 'open' },
        { ...ask, ...by, state: 'dropped' },
        null,
      ).map((event) => event.kind),
    ).toEqual(['accepted', 'cannot', 'done', 'reopened', 'dropped', 'removed'])
  })

  test('moving a row is nothing to tell', () => expect(toldAfter(ask, { ...ask, order: 'a5' })).toEqual([]))
})

describe('an acceptance counts for its own assignee only [F1]', () => {
  test.each([
    ['accepted', maria, maria, 'accepted'],
    ['accepted', maria, dawit, 'open'],
    ['cannot', dawit, maria, 'open'],
    ['accepted', null, null, 'open'],
    ['done', maria, dawit, 'done'],
    ['dropped', null, nkechi, 'dropped'],
  ] as const)('%s, given to %s, set by %s reads %s', (state, who, by, read) =>
    expect(effectiveState({ state, who, by })).toBe(read),
  )

  test('a reassignment that met an acceptance accepts for nobody', () =>
    expect(toldAfter(ask, { ...ask, who: dawit, state: 'accepted', by: maria })).toEqual([
      { kind: 'assigned', to: dawit, from: maria },
    ]))

  test('an accepted task that goes to somebody else is assigned, and open to them', () =>
    expect(
      toldAfter(
        { ...ask, state: 'accepted', by: maria },
        { ...ask, who: dawit, state: 'accepted', by: maria },
      ),
    ).toEqual([{ kind: 'assigned', to: dawit, from: maria }]))

  test('given on and accepted in one change, the new acceptance is told', () =>
    expect(
      toldAfter(
        { ...ask, state: 'accepted', by: maria },
        { ...ask, who: dawit, state: 'accepted', by: dawit },
      ),
    ).toEqual([
      { kind: 'assigned', to: dawit, from: maria },
      { kind: 'accepted', who: dawit },
    ]))
})

describe('folding', () => {
  test('one by one is the same as at once', () => {
    fc.assert(
      fc.property(fc.option(anyView), anyChanges, (start, changes) => {
        const before = new Map(start ? [[footage, start]] : [])
        const atOnce = foldTasks(before, changes)
        const standing = new Map(before)
        const after = new Map<TaskId, TaskView | null>()
        const events = changes.flatMap((change) => {
          const step = foldTasks(standing, [change])
          for (const [task, view] of step.after) {
            after.set(task, view)
            if (view) standing.set(task, view)
            else standing.delete(task)
          }
          return step.events
        })
        expect(atOnce).toEqual({ after, events })
      }),
    )
  })

  test('what did not change is not told, and the given tasks are left alone', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const before = new Map([[footage, view]])
        const same = { author: nkechi, tasks: new Map([[footage, { ...view }]]) }
        expect(foldTasks(before, [same, same]).events).toEqual([])
        expect(before).toEqual(new Map([[footage, view]]))
      }),
    )
  })

  test('removing what was never there is nothing', () => expect(told(null)).toEqual([]))

  test('a task has been handed to exactly the person the events say', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const { after, events } = foldTasks(new Map(), changes)
        const owners = new Map<TaskId, MemberId | null>()
        for (const event of events) {
          if (event.kind === 'assigned') owners.set(event.task, event.to)
          if (event.kind === 'unassigned' || event.kind === 'removed') owners.set(event.task, null)
        }
        for (const [task, view] of after) expect(owners.get(task) ?? null).toBe(view?.who ?? null)
      }),
    )
  })
})

describe('on the board', () => {
  test('dropped tasks count in neither done nor total', () =>
    expect(
      counts([ask, { ...ask, state: 'done' }, { ...ask, state: 'dropped' }, { ...ask, state: 'cannot' }]),
    ).toEqual({ done: 1, total: 3 }))

  test('next is what is due first; without times the first in order; never done, dropped or can’t', () => {
    const early = { ...ask, id: shifts, due: '2026-11-05T13:00:00.000Z', order: 'a9' }
    const noTime = { ...ask, due: null, order: 'Zz' }
    expect(nextTask([noTime, ask, early])).toBe(early)
    expect(nextTask([{ ...early, state: 'done' }, noTime, ask])).toBe(ask)
    expect(nextTask([{ ...early, state: 'cannot', by: maria }, ask])).toBe(ask)
    expect(nextTask([{ ...early, state: 'cannot', by: dawit }, ask])?.id).toBe(shifts)
    expect(nextTask([{ ...early, due: null }, noTime])).toBe(noTime)
    expect(nextTask([{ ...noTime, due: 'soon' }])?.due).toBe('soon')
    expect(nextTask([{ ...ask, state: 'dropped' }])).toBeUndefined()
  })
})
