// The HTTP contract of the team: set-up, sign-in, members, invitations.

import { z } from 'zod'
import { roles } from '../access/rules.ts'
import { CaseId, EventId, InvitationId, MemberId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanLine, shortText } from '../text/clean.ts'
import { CarriedLevel } from './arrivals.ts'
import { phone } from './phone-number.ts'

export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

const name = cleanLine(limits.maxNameChars).min(1, 'Write a name.')
/** A phone's keyboard puts a space behind what it completes; that is no mistake of the person. */
const email = shortText(254)
  .overwrite((text) => text.trim().toLowerCase())
  .pipe(z.email('Write an email address.'))
const password = shortText(limits.maxPasswordChars, `Use at most ${limits.maxPasswordChars} characters.`).min(
  limits.minPasswordChars,
  `Use at least ${limits.minPasswordChars} characters.`,
)
const token = shortText(200).min(16)
/** ISO 8601 with its place on the clock: `2026-10-14T18:00:00Z`, `2026-10-14T20:00:00+02:00`. */
const moment = shortText(40).pipe(
  z.iso.datetime({
    offset: true,
    error: 'Write a date and time with its time zone, as 2026-10-14T18:00:00Z.',
  }),
)

/** An IANA name that this computer knows, such as `Europe/Lisbon`. */
export const TimeZone = shortText(64).refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}, 'Choose a time zone.')

export const SetupAsk = z.object({
  token,
  event: z.object({ name: cleanLine(limits.maxNameChars).min(1, 'Name the event.'), timeZone: TimeZone }),
  name,
  email,
  password,
})
export type SetupAsk = z.input<typeof SetupAsk>

/** Deliberately loose: a wrong address and a wrong password must look the same. */
export const SignInAsk = z.object({ email: shortText(400), password: shortText(1_000) })
export type SignInAsk = z.input<typeof SignInAsk>

export const ProveAsk = z.object({ password: shortText(1_000) })

export const Member = z.object({
  id: MemberId,
  name: z.string(),
  role: Role,
  /** 1-8: which presence colour. */
  colour: z.int().min(1).max(8),
  /** Whether the role counts: a chair or coordinator acts as staff until a chair has confirmed who they are. */
  isConfirmed: z.boolean(),
  /** Has a device connected now. */
  isHere: z.boolean(),
  /** Has a device that rings while Greenroom is closed. */
  canRing: z.boolean(),
  /** When the account ends by itself. */
  until: z.iso.datetime().nullable(),
  /** The last time that somebody got in with a link as this member, and who made it; `null`: whoever runs the server. */
  back: z.object({ at: z.iso.datetime(), by: z.string().nullable() }).nullable(),
  /** Where they can be called, if they gave the team a number and whoever asks may see it. */
  phone: z.string().nullable(),
  /** The languages that they speak, in their words. */
  speaks: z.string().nullable(),
})
export type Member = z.infer<typeof Member>

export const Me = z.object({
  member: Member.omit({ isHere: true, canRing: true, until: true, back: true, phone: true, speaks: true }),
  /** How this member signs in. */
  email: z.string(),
  /** A telephone number for the team. */
  phone: z.string().nullable(),
  /** The languages that they speak, in their words. */
  speaks: z.string().nullable(),
  event: z.object({ id: EventId, name: z.string(), timeZone: z.string() }),
  isDemo: z.boolean(),
  /** I joined by a link of this person (first name; null where they are gone), and somebody will let me in. */
  waitsFor: z.object({ name: z.string().nullable() }).nullable(),
})
export type Me = z.infer<typeof Me>

/** Until when one is signed in here, and how far use carries that: equal where it carries no further. */
export const SessionLength = z.object({
  endsAt: z.iso.datetime(),
  latest: z.iso.datetime(),
  /** The account ends then, so that signing in again is no way on. */
  endsWithAccount: z.boolean(),
})
export type SessionLength = z.infer<typeof SessionLength>

/** Somebody's role, and when their account ends by itself; `null`: it does not. What is left out stays as it is. */
export const MemberPatch = z
  .object({ role: Role.optional(), until: moment.nullable().optional() })
  .refine(({ role, until }) => role !== undefined || until !== undefined, 'Say what is to change.')
export type MemberPatch = z.input<typeof MemberPatch>

/** What somebody who is not signed in may learn: whether to set up, and the event's name. */
export const Front = z.object({
  isSetUp: z.boolean(),
  event: z.object({ name: z.string() }).nullable(),
  isDemo: z.boolean(),
  /** The origin under which other devices reach this server; null where only its own machine does. */
  reach: z.string().nullable(),
})
export type Front = z.infer<typeof Front>

export const InvitationAsk = z
  .object({
    /** Chairs and coordinators are invited by the chair alone, and count as staff until confirmed. */
    role: Role,
    maxUses: z.int().min(1).max(limits.maxInvitationUses).default(1),
    expiresInHours: z.number().positive().max(limits.maxInvitationHours).default(24),
    /** Whoever comes by it can be let into this case with one press, and has nothing of it before. */
    case: CaseId.optional(),
    level: CarriedLevel.optional(),
  })
  .refine((ask) => !ask.level || ask.case, { path: ['case'], error: 'Name the case.' })
  .refine((ask) => !ask.case || ask.role === 'staff', {
    path: ['role'],
    error: 'A link into a case is for staff.',
  })
export type InvitationAsk = z.input<typeof InvitationAsk>

export const Invitation = z.object({
  id: InvitationId,
  role: Role,
  maxUses: z.int(),
  uses: z.int(),
  expiresAt: z.iso.datetime(),
})
export type Invitation = z.infer<typeof Invitation>

/** The token is told once, to whoever made the invitation; the server keeps its hash. */
export const NewInvitation = Invitation.extend({ url: z.string(), token: z.string() })
export type NewInvitation = z.infer<typeof NewInvitation>

export const InvitationLookAsk = z.object({ token })
export const InvitationLook = z.object({
  role: Role,
  event: z.object({ name: z.string() }),
  expiresAt: z.iso.datetime(),
})
export type InvitationLook = z.infer<typeof InvitationLook>

export const InvitationAcceptAsk = z.object({ token, name, email, password })
export type InvitationAcceptAsk = z.input<typeof InvitationAcceptAsk>

/** A way back in; the link is told once, to whoever made it. */
export const NewRecovery = z.object({ url: z.string(), token: z.string(), expiresAt: z.iso.datetime() })
export type NewRecovery = z.infer<typeof NewRecovery>

/** Loose: what is no token at all is answered like one that is used up. */
const anyToken = shortText(200)
export const RecoveryLookAsk = z.object({ token: anyToken })
/** Whose it is: whoever holds it can become them. */
export const RecoveryLook = z.object({
  name: z.string(),
  email: z.string(),
  event: z.object({ name: z.string() }),
  expiresAt: z.iso.datetime(),
})
export type RecoveryLook = z.infer<typeof RecoveryLook>
export const RecoveryAsk = z.object({ token: anyToken, password })
export type RecoveryAsk = z.input<typeof RecoveryAsk>

/** One's own name, address, telephone number and languages (empty: none); what is left out stays as it is. */
export const MePatch = z
  .object({
    name: name.optional(),
    email: email.optional(),
    phone: phone.optional(),
    speaks: cleanLine(limits.maxNameChars).optional(),
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), 'Say what is to change.')
export type MePatch = z.input<typeof MePatch>

export const PasswordAsk = z.object({ password: shortText(1_000), newPassword: password })
export type PasswordAsk = z.input<typeof PasswordAsk>

/** Where a member is signed in. */
export const OwnSession = z.object({
  id: z.uuid(),
  /** What kind of device, in words. */
  device: z.string(),
  since: z.iso.datetime(),
  /** To the minute. */
  seenAt: z.iso.datetime(),
  isThis: z.boolean(),
})
export type OwnSession = z.infer<typeof OwnSession>
