// The HTTP contract of the team: set-up, sign-in, members, invitations.

import { z } from 'zod'
import { roles } from '../access/rules.ts'
import { EventId, InvitationId, MemberId } from '../ids.ts'
import { limits } from '../limits.ts'
import { cleanText } from '../text/clean.ts'

export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

const name = cleanText(limits.maxNameChars).min(1, 'Write a name.')
/** A phone's keyboard puts a space behind what it completes; that is no mistake of the person. */
const email = z
  .string()
  .max(254)
  .overwrite((text) => text.trim().toLowerCase())
  .pipe(z.email('Write an email address.'))
const password = z
  .string()
  .min(limits.minPasswordChars, `Use at least ${limits.minPasswordChars} characters.`)
  .max(limits.maxPasswordChars, `Use at most ${limits.maxPasswordChars} characters.`)
const token = z.string().min(16).max(200)

/** An IANA name that this computer knows, such as `Europe/Lisbon`. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      return false
    }
  }, 'Choose a time zone.')

export const SetupAsk = z.object({
  token,
  event: z.object({ name: cleanText(limits.maxNameChars).min(1, 'Name the event.'), timeZone: TimeZone }),
  name,
  email,
  password,
})
export type SetupAsk = z.input<typeof SetupAsk>

/** Deliberately loose: a wrong address and a wrong password must look the same. */
export const SignInAsk = z.object({ email: z.string().max(400), password: z.string().max(1_000) })
export type SignInAsk = z.input<typeof SignInAsk>

export const ProveAsk = z.object({ password: z.string().max(1_000) })

export const Member = z.object({
  id: MemberId,
  name: z.string(),
  role: Role,
  /** 1-8: which presence colour. */
  colour: z.int().min(1).max(8),
  /** Has a device connected now. */
  isHere: z.boolean(),
})
export type Member = z.infer<typeof Member>

export const Me = z.object({
  member: Member.omit({ isHere: true }),
  event: z.object({ id: EventId, name: z.string(), timeZone: z.string() }),
})
export type Me = z.infer<typeof Me>

/** What somebody who is not signed in may learn: whether to set up, and the event's name. */
export const Front = z.object({
  isSetUp: z.boolean(),
  event: z.object({ name: z.string() }).nullable(),
  isDemo: z.boolean(),
})
export type Front = z.infer<typeof Front>

export const InvitationAsk = z.object({
  role: Role.exclude(['chair']),
  maxUses: z.int().min(1).max(limits.maxInvitationUses).default(1),
  expiresInHours: z.number().positive().max(limits.maxInvitationHours).default(24),
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
