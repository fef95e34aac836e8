// The invented team of the demo's event. Nobody here is anybody.

import type { EventNumbers } from '#shared/http/first-response.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { insertMember } from '../people/members.ts'
import { changeNumbers } from '../people/number-routes.ts'
import { sealOwnWord } from '../people/own-words.ts'
import { hashPassword } from '../people/passwords.ts'
import { type Setup, setUp } from '../people/setup.ts'
import { drawToken } from '../people/tokens.ts'

const people = {
  nkechi: { name: 'Nkechi Adeyemi', role: 'chair', colour: 3, phone: '555 0102', speaks: 'English, Igbo' },
  tomas: {
    name: 'Tomás Ibarra',
    role: 'coordinator',
    colour: 1,
    phone: '555 0103',
    speaks: 'English, Spanish',
  },
  hana: { name: 'Hana Mori', role: 'staff', colour: 7, phone: '555 0104', speaks: 'English, Japanese' },
  maria: { name: 'Maria Fontes', role: 'staff', colour: 6, phone: '555 0105', speaks: 'Portuguese, English' },
  dawit: { name: 'Dawit Bekele', role: 'staff', colour: 2, phone: '555 0106', speaks: 'English, Amharic' },
  priya: { name: 'Priya Raman', role: 'staff', colour: 5, phone: '555 0107', speaks: 'English, Tamil' },
  soren: { name: 'Søren Holm', role: 'staff', colour: 8, phone: '555 0108', speaks: 'Danish, English' },
  yusuf: { name: 'Yusuf Demir', role: 'staff', colour: 5, phone: '555 0109', speaks: 'Turkish, German' },
  leilani: {
    name: 'Leilani Kahale',
    role: 'staff',
    colour: 7,
    phone: '555 0111',
    speaks: 'Hawaiian, English',
  },
  aroha: { name: 'Aroha Ngata', role: 'staff', colour: 4, phone: '555 0113', speaks: 'English, Māori' },
} as const

/** What the event gives to call, from numbers that are nobody's. */
const numbers: EventNumbers['numbers'] = [
  { use: 'security', name: 'Venue security', phone: '555 0110' },
  { use: 'emergency', name: 'Emergency services', phone: '555 0112' },
  { use: 'team', name: 'Response team, day and night', phone: '555 0101' },
  { use: 'other', name: 'First aid, Hall B', phone: '555 0121' },
  { use: 'other', name: 'Local support line', phone: '555 0177' },
]

export type Name = keyof typeof people
export type Cast = { event: EventId; members: Record<Name, MemberId> }

/** Makes the event and its team. Nobody can sign in with a password: the demo's links are the only way in. */
export async function gatherCast(
  { db, seals }: Pick<CaseDeps, 'db' | 'seals'>,
  setup: Setup,
  now: Date,
): Promise<Cast> {
  const members = {} as Record<Name, MemberId>
  const password = drawToken()
  members.nkechi = await setUp({
    db,
    setup,
    sealing: seals,
    now,
    ask: {
      token: setup.token!,
      event: { name: 'Harbourlight 2026', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      name: people.nkechi.name,
      email: emailOf('nkechi'),
      password,
    },
  })
  const { event_id: event } = await db.selectFrom('members').select('event_id').executeTakeFirstOrThrow()
  const passwordHash = await hashPassword(password, { key: 'demo', isKnown: true })
  for (const [place, [key, { name, role, colour, phone, speaks }]] of (
    Object.entries(people) as Entry[]
  ).entries()) {
    // A minute apart: wherever nothing else decides, lists go by who came first.
    const joined = new Date(now.getTime() + place * 60_000)
    if (key !== 'nkechi')
      members[key] = await insertMember(db, {
        event,
        role,
        name,
        email: emailOf(key),
        passwordHash,
        now: joined,
        isConfirmed: true,
      })
    const id = members[key]
    const sealed_phone = sealOwnWord(seals, 'phone', id, phone)
    const sealed_speaks = sealOwnWord(seals, 'speaks', id, speaks)
    await db
      .updateTable('members')
      .set({ colour, sealed_phone, sealed_speaks })
      .where('id', '=', id)
      .execute()
  }
  await changeNumbers({ db, sealing: seals }, { event, member: members.nkechi }, { numbers }, now)
  return { event, members }
}

type Entry = [Name, (typeof people)[Name]]

const emailOf = (name: Name): string => `${name}@harbourlight.example`
