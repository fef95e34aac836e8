// One round on the path: two devices of an honest member and two of somebody to whom something happens at one step of
// it. Everybody is answered, what is answered is what the log has, and the record goes on.

import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Room } from '../../server/sync/record/room.ts'
import type { Seq } from '../../shared/ids.ts'
import type { Ack } from '../../shared/protocol/events.ts'
import type { Refusal } from '../../shared/protocol/refusals.ts'
import { type Person, until } from './people.ts'
import { Device, inTime, type Step, type What, type WritePath } from './write-path.ts'

type Said = Ack<{ seq: Seq }>
type Written = { by: Person; device: Device; word: string; update: Uint8Array; said?: Said }
const hourMs = 3_600_000

/** What those who are not let in any more are told; nothing: they may still write. */
const refusals: Record<What, { first?: Refusal; other?: Refusal; honest?: Refusal }> = {
  'signs out': { first: 'not-signed-in' },
  'signs in again': { first: 'not-signed-in' },
  'their account ends': { first: 'not-signed-in', other: 'not-signed-in' },
  'their session expires': { first: 'not-signed-in' },
  'the clock jumps forwards': {
    first: 'not-signed-in',
    other: 'not-signed-in',
    honest: 'not-signed-in',
  },
  'the clock jumps back': {},
  'the clock jumps forwards and back': {},
  'they are removed': { first: 'not-available', other: 'not-available' },
  'they are locked out': { first: 'not-available', other: 'not-available' },
  'they may only read': { first: 'read-only', other: 'read-only' },
}
const losesAnswer: ReadonlySet<Step> = new Set([
  'while the database is away',
  'when the answer of the database is lost',
])

export async function roundOf(
  path: WritePath,
  what: What,
  step: Step,
  { isWarm, isOneGroup }: { isWarm: boolean; isOneGroup: boolean },
): Promise<void> {
  await path.makeWhole()
  const [honest, target] = [path.honest, path.target]
  const devices = {
    first: new Device(await path.session(target.id, hourMs)),
    other: new Device(await path.session(target.id)),
    third: new Device(await path.session(target.id)),
    honest: new Device(await path.session(honest.id)),
    elsewhere: new Device(await path.session(honest.id)),
  }
  const room = path.room(true)
  const push = async (of: Room, by: Person, device: Device): Promise<Written> => {
    const written = { by, device, ...device.write() }
    return { ...written, said: await pushAgain(of, written) }
  }
  const isCold = step === 'while the record is read'
  if (!isCold) await room.look(() => {})
  const warm: Written[] = []
  if (isWarm && !isCold)
    warm.push(await push(room, honest, devices.honest), await push(room, target, devices.other))

  path.groups = 0
  const happened = watchFor(path, what, step, devices, async () =>
    push(path.room(false), honest, devices.elsewhere),
  )
  if (step === 'before it is taken') await happened.now()
  const mine: [Person, Device][] = [
    [honest, devices.honest],
    [target, devices.first],
    [target, devices.other],
    [honest, devices.honest],
    [target, devices.first],
  ]
  if (step === 'while the record is read anew') mine.unshift([target, devices.third])
  // Behind somebody who looks they all become one group; otherwise the first goes alone and the rest follows.
  const gate = Promise.withResolvers<void>()
  if (isOneGroup && !isCold) void room.look(() => gate.promise)
  const answers = Promise.all(mine.map(([by, device]) => push(room, by, device)))
  gate.resolve()
  let written = await inTime(answers, `${what}, ${step}`)
  // The first alone, the rest, the same again; and the one that is spoilt on purpose.
  expect(path.groups, 'groups').toBeLessThanOrEqual(4)
  const { elsewhere } = await inTime(happened.over(), 'what happened')
  if (losesAnswer.has(step)) {
    expect(written.map(({ said }) => said)).toContainEqual({ ok: false, why: 'not-saved' })
    // As every client does; one after the other, because each builds on the one before.
    const again: Written[] = []
    for (const one of written) again.push({ ...one, said: await inTime(pushAgain(room, one), 'again') })
    written = again
  }
  check(path, what, step, written, devices)
  if (what.startsWith('the clock')) path.clockMs = Date.now()
  const next = new Device(await path.session(honest.id))
  const after = await inTime(push(room, honest, next), 'the next one')
  expect(after.said).toMatchObject({ ok: true })
  await checkLog(path, step, [...warm, ...(elsewhere ? [elsewhere] : []), ...written, after])
  // A look may still rest after a slow one.
  await until(() => room.isIdle())
}

const pushAgain = (room: Room, { by, device, update }: Written): Promise<Said> =>
  room.push({ member: by.id, session: device.session, socket: device.session, update })

type Devices = Record<'first' | 'other' | 'third' | 'honest' | 'elsewhere', Device>

/** Lets it happen once, at that step. */
function watchFor(
  path: WritePath,
  what: What,
  wanted: Step,
  devices: Devices,
  otherNode: () => Promise<Written>,
) {
  let happening: Promise<void> | undefined
  let elsewhere: Written | undefined
  let isThirdGone = false
  const now = (): Promise<void> => {
    happening ??= path.happen(what, devices.first.session)
    return happening
  }
  path.at = async (step, sessions) => {
    if (sessions && !sessions.includes(devices.first.session)) return undefined
    if (what === 'the clock jumps forwards and back' && happening && step !== wanted)
      path.clockMs = Date.now()
    if (step === 'before the statement' && wanted === 'while the record is read anew' && !isThirdGone) {
      isThirdGone = true
      return path.happen('signs out', devices.third.session)
    }
    const isLongWay = step === 'before the lock' && (wanted === step || wanted === 'under the lock')
    if (step === wanted && !happening) {
      if (step === 'behind another node') elsewhere = await otherNode()
      // Whatever changes a right waits for the lock.
      if (step === 'under the lock') await Promise.race([now(), sleep(2)])
      else await now()
      if (losesAnswer.has(step)) throw Object.assign(new Error('away'), { code: 'ECONNRESET' })
    }
    return isLongWay ? 'the long way' : undefined
  }
  return {
    now,
    over: async () => {
      if (!happening) throw new Error(`nothing happened ${wanted}`)
      await happening
      return { elsewhere }
    },
  }
}

function check(path: WritePath, what: What, step: Step, written: readonly Written[], devices: Devices): void {
  for (const { device, said } of written) {
    const who = device === devices.first ? 'first' : device === devices.other ? 'other' : 'honest'
    const why = device === devices.third ? 'not-signed-in' : refusals[what][who]
    expect(mayBeSaid(what, step, why), `${who} ${what}, ${step}`).toContain(said?.ok ? 'saved' : said?.why)
  }
  const isTwice = losesAnswer.has(step) || step === 'while the record is read anew'
  expect(path.reads, 'reads').toBeLessThanOrEqual(isTwice ? 3 : 2)
  expect(path.judgedAgain, 'judged again').toBeLessThanOrEqual(1)
}

/** @param why what ends for them */
function mayBeSaid(what: What, step: Step, why: Refusal | undefined): readonly (Refusal | 'saved')[] {
  // Between two looks at the same time, either may be first.
  if (what === 'the clock jumps forwards and back') return ['saved', 'not-signed-in']
  if (why === undefined) return ['saved']
  // What had no time in the group that was committed comes after.
  if (step === 'under the lock' || step === 'after the commit') return ['saved', why]
  // It is in the record already, and whoever may read it may send again what is known.
  if (step === 'when the answer of the database is lost' && why === 'read-only') return ['saved']
  return [why]
}

/** Whatever was acknowledged stands in the log once, by its author and in the order it was written; nothing refused does. */
async function checkLog(path: WritePath, step: Step, written: readonly Written[]): Promise<void> {
  const { text, rows } = await path.words()
  for (const { word, by, said } of written) {
    const times = text.split(word).length - 1
    if (said?.ok) expect(times, word).toBe(1)
    // It was durable before the right ended; only the answer was lost.
    else if (step !== 'when the answer of the database is lost') expect(times, word).toBe(0)
    if (times === 1) expect(rows.find(({ words }) => words.includes(word))?.member).toBe(by.id)
  }
  const saved = written.filter(({ by, said }) => by === path.honest && said?.ok).map(({ word }) => word)
  const inLog = rows.flatMap(({ words }) => words).filter((word) => saved.includes(word))
  expect(new Set(inLog)).toEqual(new Set(saved))
}
