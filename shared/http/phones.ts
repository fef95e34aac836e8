// The HTTP contract of adding a phone: a member's own code, the phone that waits, and who lets it in.

import { z } from 'zod'
import { MemberId } from '../ids.ts'
import { JoinAsk } from './display.ts'

/** Good once, until then. */
export const PhoneCode = z.object({ code: z.string(), expiresAt: z.iso.datetime() })
export type PhoneCode = z.infer<typeof PhoneCode>

/** As it is typed: small letters, spaces and dashes do not matter. */
export const PhoneCodeAsk = JoinAsk

/** What a waiting phone may know: whom it waits for (first names), or that it is in. */
export const PhoneState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('waiting'), for: z.array(z.string()) }),
  z.object({ is: z.literal('in') }),
])
export type PhoneState = z.infer<typeof PhoneState>

export const WaitingPhone = z.object({ id: z.uuid(), member: MemberId, since: z.iso.datetime() })
export type WaitingPhone = z.infer<typeof WaitingPhone>
export const WaitingPhones = z.object({ phones: z.array(WaitingPhone) })
export const LetInAsk = z.object({ isLetIn: z.boolean() })
