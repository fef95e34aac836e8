// The first member. While no chair exists, whoever started this process is shown a link with a token that lives in
// its memory only. There is one current event, and its row is made together with its chair: the database sees to it
// that this happens once, whoever asks at the same time.

import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { SetupAsk } from '#shared/http/people.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import { bookOfEvent, Entries, type OwnSealing } from '../case/entries.ts'
import type { Trx } from '../case/lock.ts'
import { type Db, isUniqueViolation } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { insertMember } from './members.ts'
import { hashPassword } from './passwords.ts'
import { noteTeamAct } from './team-audit.ts'
import { drawToken, hashToken } from './tokens.ts'

export type Setup = {
  /** For the link `…/setup#TOKEN`; undefined once there is a chair. */
  token: string | undefined
}

/** Draws the one-time token if the event has not been set up yet. */
export async function createSetup(db: Db): Promise<Setup> {
  return { token: (await findEvent(db)) ? undefined : drawToken() }
}

/** The current event, if it was set up. */
export async function findEvent(db: Db) {
  return db
    .selectFrom('events')
    .select(['id', 'name', 'time_zone as timeZone'])
    .where('is_current', '=', true)
    .executeTakeFirst()
}

type SetUp = { db: Db; setup: Setup; sealing: OwnSealing; ask: z.output<typeof SetupAsk>; now: Date }

/** Makes the event and its chair. @throws Problem when the link is not this process's, or somebody was first */
export async function setUp({ db, setup, sealing, ask, now }: SetUp): Promise<MemberId> {
  if (await findEvent(db)) throw withdrawn(setup)
  // Somebody else's set-up may have ended while that was asked.
  if (setup.token === undefined) throw alreadyDone()
  if (!isToken(setup, ask.token)) {
    throw problem('not-available', 'This link is no longer good. Greenroom shows a fresh one when it starts.')
  }
  const passwordHash = await hashPassword(ask.password, { key: 'setup', isKnown: true })
  try {
    const member = await db
      .transaction()
      .execute((trx) => insertEventAndChair(trx, sealing, { ...ask, passwordHash }, now))
    setup.token = undefined
    return member
  } catch (error) {
    throw isUniqueViolation(error, 'events_one_current') ? withdrawn(setup) : error
  }
}

/** Another link, of this node or another, was used first: this one is good for nothing any more. */
function withdrawn(setup: Setup) {
  setup.token = undefined
  return alreadyDone()
}

const alreadyDone = () => problem('conflict', 'Greenroom is set up already. Please sign in.')

async function insertEventAndChair(
  trx: Trx,
  sealing: OwnSealing,
  ask: SetUp['ask'] & { passwordHash: string },
  now: Date,
): Promise<MemberId> {
  const event = randomUUID() as EventId
  await trx
    .insertInto('events')
    .values({ id: event, name: ask.event.name, time_zone: ask.event.timeZone, created_at: now })
    .execute()
  const { name, email, passwordHash } = ask
  const author = await insertMember(trx, {
    ...{ event, role: 'chair', name, email, passwordHash, now },
    isConfirmed: true,
  })
  const entries = new Entries(trx, bookOfEvent(event, sealing), { author, now })
  const about = await entries.append('event-named', ask.event)
  await noteTeamAct(trx, { event, by: author, act: 'setUp', about, now })
  return author
}

/** Compared as hashes: equal length, equal time. */
const isToken = ({ token }: Setup, given: string) =>
  token !== undefined && timingSafeEqual(hashToken(token), hashToken(given))
