// Rings one device for one thing: a message that says nothing but that there is something. Before each try it is looked at again:
// the device's session lasts, the task is still theirs, or the page still calls them, and nobody has answered.

import type { PushMessage, PushSubscriptionAsk } from '#shared/http/push.ts'
import type { EntryId, MemberId, PageId } from '#shared/ids.ts'
import { doubling, type JobKind, outsideKind, type Tried, type Try } from '../../jobs/kinds.ts'
import type { Clocked } from '../../platform/clocked.ts'
import type { Db } from '../../platform/db.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { type Note, type Ring, ringDevice } from '../jobs.ts'
import { isStillReminded } from '../remind/whom.ts'
import { isWordStillOwed } from '../remind/words.ts'
import { isStillTheirs } from '../still-theirs.ts'
import { deliver, type Outcome } from './deliver.ts'
import { wrongKeysOf } from './device-keys.ts'
import { worthMsOf } from './put-rings.ts'
import type { ServerKey } from './server-key.ts'
import { readPushAddress } from './services.ts'
import { openSubscription } from './subscriptions.ts'

export type RingDeps = Clocked & {
  sealing: Sealing
  serverKey: () => Promise<ServerKey>
  /** Origins of push services beyond the browsers' own. */
  services: readonly string[]
  subject: string
  /** Whether a device of this member is still to be rung for the page. */
  isStillCalled: (db: Db, page: PageId, member: MemberId) => Promise<boolean>
  /** Whether this member has not read the procedure yet. */
  isStillToRead: (db: Db, procedure: EntryId, member: MemberId) => Promise<boolean>
  /** A service would not take a message; told without saying whose. */
  refused: (status: number) => void
  /** What a push service said. */
  answered: (result: Outcome['is']) => void
  failed: (error: unknown) => void
}

const firstPauseMs = 2_000
const lastPauseMs = 5 * 60_000
/** Whatever a service asks for. */
const longestPauseMs = 15 * 60_000
/** With these pauses an hour holds fewer; it is the end for one whose clock stands still. */
const mostTries = 40
const backoffMs = doubling(firstPauseMs, lastPauseMs)

export const ringDeviceKind = (deps: RingDeps): JobKind =>
  outsideKind(ringDevice, {
    backoffMs,
    mostTries,
    mostAheadMs: longestPauseMs,
    isStillWanted: (db, ring) => isStillWanted(deps, db, ring),
    send: (job) => send(deps, job),
  })

async function isStillWanted(deps: RingDeps, db: Db, ring: Ring): Promise<boolean> {
  const { clock, isStillCalled, isStillToRead } = deps
  const device = await findDevice(db, ring.device)
  if (!device || device.sessionEnds <= clock()) return false
  if ('page' in ring) return isStillCalled(db, ring.page, ring.member)
  if ('procedure' in ring) return isStillToRead(db, ring.procedure, ring.member)
  if ('member' in ring) return isStillTheirs(db, ring, true)
  return 'task' in ring ? isStillReminded(db, ring, clock()) : isWordStillOwed(db, ring, clock())
}

const findDevice = (db: Db, id: string) =>
  db
    .selectFrom('push_subscriptions as s')
    .innerJoin('sessions as n', 'n.id', 's.session_id')
    .select(['s.id', 's.sealed', 'n.expires_at as sessionEnds'])
    .where('s.id', '=', id)
    .executeTakeFirst()

async function send(deps: RingDeps, { id, about, expiresAt, tries }: Try<Ring>): Promise<Tried> {
  const { db, clock } = deps
  const device = await findDevice(db, about.device)
  if (!device) return { is: 'done' }
  const subscription = readDevice(deps, device)
  // Nothing could ever be sent there; a device that is in use again subscribes anew.
  if (!subscription) return settle(deps, about, { is: 'gone' }, tries)
  // Services may be named no more.
  if (readPushAddress(subscription.endpoint, deps.services) === undefined) return { is: 'done' }
  const outcome = await deliver({
    subscription,
    message: messageOf(about),
    key: await deps.serverKey(),
    subject: deps.subject,
    ttlSeconds: ttlOf(about, expiresAt, clock()),
    topic: id.replaceAll('-', ''),
  })
  return settle(deps, about, outcome, tries)
}

function messageOf(note: Note): PushMessage {
  if ('page' in note) return { kind: 'page', id: note.page }
  if ('procedure' in note) return { kind: 'procedure', id: note.procedure }
  // Whoever leads finds the task in its case: it is none of theirs. So does who owes a word.
  if ('lead' in note) return { kind: 'case', id: note.case }
  return { kind: 'owner' in note ? 'reminder' : 'task', id: note.task }
}

/** What is stored of a device; undefined when no message can be encrypted for it. */
function readDevice(
  { sealing, failed }: RingDeps,
  device: { id: string; sealed: Uint8Array },
): PushSubscriptionAsk | undefined {
  try {
    const subscription = openSubscription(sealing, device)
    return wrongKeysOf(subscription.keys).length === 0 ? subscription : undefined
  } catch (error) {
    failed(error)
    return undefined
  }
}

/** Seconds until it expires, and no longer than it can be worth. */
function ttlOf(note: Note, expiresAt: Date | null, now: Date): number {
  const leftMs = (expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - now.getTime()
  return Math.max(1, Math.floor(Math.min(leftMs, worthMsOf(note)) / 1_000))
}

async function settle(
  { db, answered, refused }: RingDeps,
  { device }: Ring,
  outcome: Outcome,
  tries: number,
) {
  answered(outcome.is)
  if (outcome.is === 'gone') await db.deleteFrom('push_subscriptions').where('id', '=', device).execute()
  if (outcome.is === 'refused') refused(outcome.status)
  if (outcome.is !== 'later') return { is: 'done' } as const
  // As long as it asks for, and never shorter than we would by ourselves: it must not be asked again without a pause.
  return { is: 'again', inMs: Math.max(outcome.afterMs ?? 0, backoffMs(tries)) } as const
}
