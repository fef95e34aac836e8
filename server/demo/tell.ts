// Tells a story by the doors that everybody uses: a report opens the case, people and access go through the access
// list's own functions, the record is written on its members' behalf by the write path of every keystroke. Each door is
// given a clock that stands in the past; only what that path stamps by itself is dated back afterwards.

import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import { PersonAsk, ReportAsk } from '#shared/http/cases.ts'
import type { CaseId, MemberId, PersonId, TaskId } from '#shared/ids.ts'
import { addTask, setActing, setTaskState } from '#shared/record/edit.ts'
import { partsOf } from '#shared/record/schema.ts'
import { localTime, sayClock } from '#shared/tasks/zone.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { type Act, command } from '../case/command.ts'
import { answerConflict, giveAccess, wasGivenAccess } from '../cases/access-list.ts'
import { addPerson } from '../cases/people.ts'
import { setQuestion, startMeeting } from '../meetings/meetings.ts'
import { takeReport } from '../reports/take.ts'
import type { Sync } from '../sync/sync.ts'
import type { Cast } from './cast.ts'
import type { Piece, Story, TaskStory } from './story.ts'

export type Teller = {
  deps: CaseDeps
  edit: Sync['edit']
  cast: Cast
  timeZone: string
  /** The moment from which every story counts its minutes. */
  now: Date
}

const at = ({ now }: Teller, minutes: number): Date => new Date(now.getTime() + minutes * 60_000)

/** Tasks are due on a round time, as people say it. */
const dueOf = (teller: Teller, minutes: number): Date => {
  const step = 5 * 60_000
  return new Date(Math.ceil(at(teller, minutes).getTime() / step) * step)
}

/** @throws when a door refuses, for then the demo would not show what it should */
export async function tell(teller: Teller, story: Story): Promise<void> {
  const caseId = await open(teller, story)
  await answerAll(teller, caseId, story.reportedAt + 1)
  const persons = await fillIn(teller, caseId, story)
  await write(teller, caseId, story, persons)
  await addTasks(teller, caseId, story)
  if (story.meeting) return
  const stage = { stage: story.stage, stage_since: at(teller, story.stageSince) }
  await teller.deps.db.updateTable('cases').set(stage).where('id', '=', caseId).execute()
}

async function open(teller: Teller, { codeName, reportedBy, reportedAt, report }: Story): Promise<CaseId> {
  const { deps, cast } = teller
  const member = cast.members[reportedBy]
  const reservation = {
    event_id: cast.event,
    code_name: codeName,
    member_id: member,
    reserved_at: teller.now,
  }
  await deps.db.insertInto('code_name_reservations').values(reservation).execute()
  const then = { ...deps, clock: () => at(teller, reportedAt) }
  const taken = await takeReport(
    then,
    { member, event: cast.event },
    ReportAsk.parse({ ...report, codeName }),
  )
  return taken.answer.case.id
}

async function fillIn(
  teller: Teller,
  caseId: CaseId,
  { team, people = [], meeting, reportedAt }: Story,
): Promise<Map<string, PersonId>> {
  const { members } = teller.cast
  const persons = new Map<string, PersonId>()
  await asChair(teller, caseId, 'giveAccess', reportedAt + 2, async ({ trx, now, seal, ...act }) => {
    for (const name of team)
      await giveAccess(trx, { caseId, seal, member: members[name], level: 'write', by: members.nkechi, now })
    for (const [place, person] of people.entries()) {
      // A second apart: people are listed in the order in which they were added.
      const then = new Date(now.getTime() + place * 1_000)
      const added = await addPerson({ ...act, trx, seal, now: then }, PersonAsk.parse(person))
      persons.set(person.name, added.id)
    }
  })
  await answerAll(teller, caseId, reportedAt + 3)
  if (!meeting) return persons
  await asChair(teller, caseId, 'startMeeting', meeting.startedAt, async (act) => {
    await startMeeting({ ...act, actor: { member: members.tomas, role: 'coordinator' } }, meeting.place)
    await setQuestion(act, meeting.question)
  })
  return persons
}

/** Whoever is asked about a conflict has none, the chair first. */
async function answerAll({ deps, ...teller }: Teller, caseId: CaseId, minutes: number): Promise<void> {
  const asked = await deps.db
    .selectFrom('case_access as a')
    .innerJoin('members as m', 'm.id', 'a.member_id')
    .select(['m.id as member', 'm.role'])
    .where('a.case_id', '=', caseId)
    .where('a.conflict', '=', 'asked')
    .orderBy('m.created_at')
    .execute()
  const then = { ...deps, clock: () => at({ deps, ...teller }, minutes) }
  for (const actor of asked)
    await command(then, actor, caseId, {
      kind: 'answerConflictCheck',
      right: (db) => wasGivenAccess(db, caseId, actor.member),
      act: async ({ trx, now }) => void (await answerConflict(trx, caseId, actor.member, 'none', now)),
    })
}

/** Something done to a case by the chair, at so many minutes from now. */
const asChair = (
  teller: Teller,
  caseId: CaseId,
  kind: string,
  minutes: number,
  act: (act: Act) => Promise<void>,
): Promise<void> => {
  const then = { ...teller.deps, clock: () => at(teller, minutes) }
  const chair = { member: teller.cast.members.nkechi, role: 'chair' } as const
  return command(then, chair, caseId, { kind, right: 'write', act })
}

async function write(
  teller: Teller,
  caseId: CaseId,
  { whatHappened, whatWeDo, acting }: Story,
  persons: ReadonlyMap<string, PersonId>,
): Promise<void> {
  const { priya, dawit, tomas } = teller.cast.members
  const paragraphs = (whatHappened ?? []).map((pieces) => paragraph(pieces, persons))
  for (const [place, one] of paragraphs.entries())
    await edit(teller, caseId, place === 0 ? priya : dawit, (doc) => partsOf(doc).whatHappened.push([one]))
  if (whatWeDo)
    await edit(teller, caseId, tomas, (doc) => partsOf(doc).whatWeDo.push([bulletList(whatWeDo, persons)]))
  if (acting) await edit(teller, caseId, tomas, (doc) => setActing(doc, acting))
}

function paragraph(pieces: readonly Piece[], persons: ReadonlyMap<string, PersonId>): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(
    0,
    pieces.map((piece) => {
      if (typeof piece === 'string') return new Y.XmlText(piece)
      const chip = new Y.XmlElement('mention')
      chip.setAttribute('id', persons.get(piece.person)!)
      chip.setAttribute('kind', 'person')
      return chip
    }),
  )
  return element
}

function bulletList(points: readonly (readonly Piece[])[], persons: ReadonlyMap<string, PersonId>) {
  const list = new Y.XmlElement('bulletList')
  list.insert(
    0,
    points.map((pieces) => {
      const item = new Y.XmlElement('listItem')
      item.insert(0, [paragraph(pieces, persons)])
      return item
    }),
  )
  return list
}

async function addTasks(teller: Teller, caseId: CaseId, { tasks, reportedAt }: Story): Promise<void> {
  const { members } = teller.cast
  for (const task of tasks) {
    const id = randomUUID() as TaskId
    const who = members[task.who]
    const due = task.due === null ? null : dueOf(teller, task.due)
    const dueWords = task.until && due ? `until ${sayClock(localTime(due, teller.timeZone))}` : null
    const entry = { id, what: task.what, who, due: due?.toISOString() ?? null, dueWords }
    // Given by the chair, or by the coordinator to the chair: nobody is told of their own.
    const by = task.who === 'nkechi' ? members.tomas : members.nkechi
    await edit(teller, caseId, by, (doc) => addTask(doc, entry))
    const { state } = task
    if (state === 'accepted' || state === 'done')
      await edit(teller, caseId, who, (doc) => setTaskState(doc, id, state, who))
    await dateBack(teller, caseId, id, task, reportedAt)
  }
}

async function edit(
  { edit: editRecord }: Teller,
  caseId: CaseId,
  member: MemberId,
  change: (doc: Y.Doc) => void,
): Promise<void> {
  const ack = await editRecord(caseId, member, (doc) => {
    change(doc)
    return undefined
  })
  if (!ack.ok) throw new Error(`The demo could not write its record: ${ack.why}`)
}

async function dateBack(
  teller: Teller,
  caseId: CaseId,
  id: TaskId,
  { state, due }: TaskStory,
  reportedAt: number,
): Promise<void> {
  const assignedAt = at(teller, reportedAt / 2)
  const doneAt = at(teller, Math.max(Math.min(due ?? 0, 0) - 1, reportedAt / 2 + 1))
  await teller.deps.db
    .updateTable('tasks')
    .set({
      assigned_at: assignedAt,
      delivered_at: state === 'sent' ? null : assignedAt,
      state_at: state === 'done' ? doneAt : state === 'accepted' ? assignedAt : null,
    })
    .where('case_id', '=', caseId)
    .where('task_id', '=', id)
    .execute()
}
