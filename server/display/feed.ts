// What a room display shows, made anew whenever something stirs, and once a second in any case: then rights, meeting and
// names are looked at as the tables have them now, whatever was told or missed. Who cannot look shows nothing.

import type { PersonInCase } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Stretch } from '#shared/privacy/letters.ts'
import { LikelyNames } from '#shared/privacy/likely-names.ts'
import { NameList } from '#shared/privacy/mask.ts'
import { UnfinishedWords } from '#shared/privacy/unfinished.ts'
import type { DisplayMember, DisplayState, DisplayTask } from '#shared/protocol/display.ts'
import type { Present, TaskReceipts } from '#shared/protocol/events.ts'
import type { Block } from '#shared/record/blocks.ts'
import { readShown, type ShownRecord, textsOf } from '#shared/record/shown.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import type { CaseSeal } from '../case/seals.ts'
import type { Db } from '../platform/db.ts'
import type { DisplayDoor } from '../platform/display-door.ts'
import { type CaseNow, readCaseNow } from './case-now.ts'
import { displaysNow } from './displays.ts'
import { type Masking, maskBlock, maskLine, maskText } from './masked.ts'

export type FeedDeps = DisplayDoor & {
  db: Db
  clock: () => Date
  sealOf: (db: Db, caseId: CaseId) => Promise<CaseSeal>
  readPeople: (caseId: CaseId) => Promise<PersonInCase[]>
  /** Words that are nobody's name, however large they are written. */
  knownWords: (caseId: CaseId) => Promise<string[]>
  receiptsOf: (caseId: CaseId) => Promise<TaskReceipts[]>
  failed: (error: unknown) => void
}

/** Between two states: a room reads no faster, and every keystroke stirs. */
const calmMs = 120
/** One that takes long to make rests this much longer: what is shown may never hold up what is written. */
const restFactor = 9
const lookEveryMs = 1_000
/** Nothing could be looked up for so long: the screens are let go, and say that they are not live. */
const blindMs = 2_500
/** Names that should be hidden and could not be told so by then: the screens are let go. */
const hideWithinMs = 500

export type Feed = { stir: (caseId: CaseId) => void; close: () => void }

export function createFeed(deps: FeedDeps): Feed {
  const shown = new Map<CaseId, ShownCase>()
  const stir = (caseId: CaseId): void => {
    if (!deps.isShown(caseId)) return
    const one = shown.get(caseId) ?? new ShownCase(caseId, deps)
    shown.set(caseId, one)
    one.stir()
  }
  const look = setInterval(() => {
    for (const [caseId, one] of shown) {
      if (deps.isShown(caseId)) one.stir()
      else {
        one.close()
        shown.delete(caseId)
      }
    }
  }, lookEveryMs)
  look.unref()
  return {
    stir,
    close: () => {
      clearInterval(look)
      for (const one of shown.values()) one.close()
    },
  }
}

/** One case on screens of this node. */
class ShownCase {
  readonly #caseId: CaseId
  readonly #deps: FeedDeps
  readonly #words = new UnfinishedWords()
  #timer: NodeJS.Timeout | undefined
  #hiding: NodeJS.Timeout | undefined
  #isMaking = false
  #isStirred = false
  #madeAtMs = performance.now()
  #workMs = 0
  #names: { of: string; list: NameList } | undefined
  #likely: { of: string; names: LikelyNames } | undefined
  /** Names that are shown, and since when by a clock that nobody can put back. */
  #showing = { untilMs: 0, sinceMs: 0 }
  #last = ''
  #screens = ''

  constructor(caseId: CaseId, deps: FeedDeps) {
    this.#caseId = caseId
    this.#deps = deps
  }

  stir(): void {
    this.#isStirred = true
    if (this.#isMaking || this.#timer) return
    void this.#make()
  }

  close(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#hiding)
  }

  async #make(): Promise<void> {
    this.#isMaking = true
    this.#isStirred = false
    try {
      await this.#tell()
      this.#madeAtMs = performance.now()
    } catch (error) {
      this.#deps.failed(error)
      if (performance.now() - this.#madeAtMs > blindMs) this.#deps.end(this.#caseId, () => true)
    }
    this.#isMaking = false
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        if (this.#isStirred) this.stir()
      },
      Math.max(calmMs, restFactor * this.#workMs),
    )
    this.#timer.unref()
  }

  async #tell(): Promise<void> {
    const { db, clock, displaysOf, connectionsOf, end, show } = this.#deps
    // Those who come while it is looked up were found good at the door a moment ago; their turn is the next one.
    const here = displaysOf(this.#caseId)
    const living = await displaysNow(db, this.#caseId, clock())
    const found = await readCaseNow(this.#deps, this.#caseId, clock())
    const now = found && this.#isShownTooLong(found) ? { ...found, shown: null } : found
    const over = new Set(here.filter((display) => !living.has(display)))
    if (over.size > 0)
      end(this.#caseId, (display) => over.has(display), now?.hasEnded ? 'meeting-ended' : 'not-available')
    if (!now || living.size === 0) return
    const state = now.meeting ? await this.#stateOf(now) : blank(now)
    this.#hideNamesAt(now.shown?.until ?? null)
    const json = JSON.stringify(state)
    const screens = connectionsOf(this.#caseId).join()
    if (json === this.#last && screens === this.#screens) return
    this.#last = json
    this.#screens = screens
    show(this.#caseId, state)
  }

  #isShownTooLong({ shown }: CaseNow): boolean {
    const untilMs = shown?.until.getTime() ?? 0
    const nowMs = performance.now()
    if (untilMs !== this.#showing.untilMs) this.#showing = { untilMs, sinceMs: nowMs }
    return nowMs - this.#showing.sinceMs > limits.showNamesMs
  }

  /** To the moment, and whether or not anybody can be asked then. */
  #hideNamesAt(until: Date | null): void {
    clearTimeout(this.#hiding)
    if (!until) return
    this.#hiding = setTimeout(
      () => {
        this.stir()
        this.#hiding = setTimeout(() => this.#deps.end(this.#caseId, () => true), hideWithinMs)
      },
      Math.min(limits.showNamesMs, until.getTime() - this.#deps.clock().getTime()),
    )
  }

  async #stateOf(now: CaseNow): Promise<DisplayState> {
    const { readPeople, knownWords, receiptsOf, read, presentIn, clock } = this.#deps
    const [people, known, facts] = await Promise.all([
      readPeople(this.#caseId),
      knownWords(this.#caseId),
      receiptsOf(this.#caseId),
    ])
    const present = presentIn(this.#caseId)
    return (
      (await read(this.#caseId, (doc) => {
        const begunMs = performance.now()
        const names = this.#namesOf(people)
        const record = readShown(doc)
        const texts = textsOf(record)
        const unfinished = this.#words.follow(texts, clock().getTime(), names)
        const likely = this.#likelyAmong(known).follow(texts)
        const withheld = new Map(
          [...texts.keys()].map((key) => [key, together(unfinished.get(key), likely.get(key))]),
        )
        const masking = { people, names, staff: staffToShow(now, people), isShown: now.shown !== null }
        const state = stateOf(now, record, withheld, masking, { facts, present })
        this.#workMs = performance.now() - begunMs
        return state
      })) ?? blank(now)
    )
  }

  /** The same list as long as it says the same: making it ready takes longer than going by it. */
  #namesOf(people: readonly PersonInCase[]): NameList {
    const of = JSON.stringify(people)
    if (this.#names?.of !== of) this.#names = { of, list: new NameList(people, 'every-part') }
    return this.#names.list
  }

  #likelyAmong(known: readonly string[]): LikelyNames {
    const of = JSON.stringify(known)
    if (this.#likely?.of !== of) this.#likely = { of, names: new LikelyNames(known) }
    return this.#likely.names
  }
}

/** A member who is in the case stands there as what they are in it, not as one of the team. */
const staffToShow = ({ staff }: CaseNow, people: readonly PersonInCase[]): Masking['staff'] =>
  new Map([...staff].filter(([id]) => !people.some(({ memberId }) => memberId === id)))

/** Of two lists of stretches, in the order of the text; none of a list overlaps another of it, and both are words. */
function together(one: readonly Stretch[] = [], other: readonly Stretch[] = []): Stretch[] {
  const known = new Set(one.map(({ start }) => start))
  return [...one, ...other.filter(({ start }) => !known.has(start))].sort((a, b) => a.start - b.start)
}

function stateOf(
  now: CaseNow,
  record: ShownRecord,
  withheld: ReadonlyMap<string, readonly Stretch[]>,
  masking: Masking,
  { facts, present }: { facts: readonly TaskReceipts[]; present: readonly Present[] },
): DisplayState {
  const blocks = (from: readonly Block[]) =>
    from
      .filter(({ inlines }) => inlines.length > 0)
      .map((block) => maskBlock(block, withheld.get(block.key) ?? [], masking))
  const members = (who: (one: Present) => boolean): DisplayMember[] =>
    [...new Set(present.filter(who).map(({ member }) => member))].flatMap((id) => masking.staff.get(id) ?? [])
  const placed = (place: Present['place']) =>
    new Set(present.filter((one) => one.place === place).map(({ member }) => member))
  const [inTheRoom, elsewhere] = [placed('room'), placed('phone')]
  const receiptOf = new Map(facts.map((receipt) => [receipt.task, receipt]))
  const taskOf = (task: TaskView): DisplayTask => {
    const receipt = receiptOf.get(task.id)
    return {
      id: task.id,
      what: maskText(task.what, withheld.get(task.id) ?? [], masking),
      who: (task.who && masking.staff.get(task.who)) || null,
      due: task.due,
      dueWords: task.dueWords && maskLine(task.dueWords, withheld.get(`${task.id} when`) ?? [], masking),
      state: effectiveState(task),
      deliveredAt: receipt?.deliveredAt ?? null,
      stateAt: receipt?.stateAt ?? null,
    }
  }
  return {
    ...blank(now),
    meeting: now.meeting && {
      ...now.meeting,
      place: now.meeting.place && maskLine(now.meeting.place, [], masking),
    },
    whatHappened: blocks(record.whatHappened),
    whatWeDo: blocks(record.whatWeDo),
    acting: record.acting,
    tasks: record.tasks.map(taskOf),
    inTheRoom: members(({ member }) => inTheRoom.has(member)),
    elsewhere: members(({ member }) => elsewhere.has(member) && !inTheRoom.has(member)),
    here: members(({ member }) => !elsewhere.has(member) && !inTheRoom.has(member)),
    adding: members(({ isAdding }) => isAdding === true),
    names: { lead: now.lead, shownBy: now.shown?.by ?? null },
  }
}

const blank = ({ codeName, zone }: CaseNow): DisplayState => ({
  codeName,
  zone,
  meeting: null,
  whatHappened: [],
  whatWeDo: [],
  acting: null,
  tasks: [],
  inTheRoom: [],
  elsewhere: [],
  here: [],
  adding: [],
  names: { lead: null, shownBy: null },
})
