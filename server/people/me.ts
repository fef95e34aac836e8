// Who somebody is here, for themselves.

import type { z } from 'zod'
import type { Me } from '#shared/http/people.ts'
import type { MemberId } from '#shared/ids.ts'
import { findWaitedFor } from './carried-access.ts'
import { openOwnWord } from './own-words.ts'
import type { PeopleDeps } from './people-deps.ts'

export async function readMe(
  { db, clock, sealing, isDemo }: Pick<PeopleDeps, 'db' | 'clock' | 'sealing' | 'isDemo'>,
  member: MemberId,
): Promise<z.input<typeof Me>> {
  const row = await db
    .selectFrom('members as m')
    .innerJoin('events as e', 'e.id', 'm.event_id')
    .select(['m.id', 'm.name', 'm.role', 'm.acting_role', 'm.colour', 'm.email'])
    .select(['m.sealed_phone', 'm.sealed_speaks'])
    .select(['e.id as eventId', 'e.name as eventName', 'e.time_zone'])
    .where('m.id', '=', member)
    .executeTakeFirstOrThrow()
  const { id, name, role, colour, email } = row
  return {
    member: { id, name, role, colour, isConfirmed: role === row.acting_role },
    email,
    phone: openOwnWord(sealing, 'phone', id, row.sealed_phone),
    speaks: openOwnWord(sealing, 'speaks', id, row.sealed_speaks),
    event: { id: row.eventId, name: row.eventName, timeZone: row.time_zone },
    isDemo,
    waitsFor: await findWaitedFor(db, member, clock()),
  }
}
