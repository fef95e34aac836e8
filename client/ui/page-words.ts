// What has become of a page, in one line: "Paging Nkechi… 0:12", "On Nkechi’s screen, not seen yet", "Nkechi saw this 14:02",
// "Nkechi is on the way". What is not certain is not said.

import type { Outside } from '#shared/http/outside.ts'
import type { Page, PageCall } from '#shared/http/pages.ts'
import { clockOf } from './clock.ts'
import { nobodyAtAll, nobodyToCall, turnToOutside } from './outside-words.ts'

export type PageTelling = {
  /** The first name of a member. */
  nameOf: (member: string) => string
  /** Who reads it. */
  me?: string | undefined
  nowMs: number
  timeZone: string
}

/** Minutes and seconds that have passed, or are left: `0:12`. Never less than nothing. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `running`: how long it has rung, which is shown and not said aloud. */
export type PageWords = { text: string; running?: string }

/** The line; undefined for a page that was stopped. */
export function pageWords(page: Page, telling: PageTelling): PageWords | undefined {
  const { calls, state, isForAll } = page
  if (state === 'stopped') return undefined
  if (page.outside !== undefined) return { text: sayNobodyLeft(page, page.outside) }
  if (calls.length === 0) return { text: 'Nobody can be paged. Call somebody.' }
  const coming = calls.filter(({ answer }) => answer === 'on-my-way')
  if (coming.length > 0)
    return { text: isForAll ? sayHowMany(coming, calls.length) : sayComing(coming[0]!, telling) }
  if (state === 'unanswered') return { text: 'No answer yet. Call somebody.' }
  const running = stopwatch(telling.nowMs - Date.parse(calls.at(-1)!.at))
  if (isForAll)
    return { text: calls.length === 1 ? 'Paging 1 person…' : `Paging ${calls.length} people…`, running }
  const { text, isRunning } = wordsOf(calls.at(-1)!, telling)
  return { text: before(calls.at(-2), telling) + text, ...(isRunning && { running }) }
}

function sayNobodyLeft({ calls, case: of }: Page, outside: Outside | null): string {
  const why = calls.length > 0 ? 'No answer yet.' : of ? nobodyToCall : nobodyAtAll
  return `${why} ${turnToOutside(outside)}`
}

function sayComing({ member, hereAt }: PageCall, { nameOf, me }: PageTelling): string {
  const who = member === me ? 'You are' : `${nameOf(member)} is`
  return `${who} ${hereAt ? 'here' : 'on the way'}`
}

function sayHowMany(coming: readonly PageCall[], called: number): string {
  const here = coming.filter(({ hereAt }) => hereAt).length
  const words = `${coming.length} of ${called} on the way`
  return here > 0 ? `${words}, ${here} here` : words
}

function wordsOf(call: PageCall, { nameOf, timeZone }: PageTelling): { text: string; isRunning?: true } {
  const name = nameOf(call.member)
  if (call.seenAt) return { text: `${name} saw this ${clockOf(call.seenAt, timeZone)}` }
  if (call.deliveredAt) return { text: `On ${name}’s screen, not seen yet` }
  return { text: `Paging ${name}…`, isRunning: true }
}

/** Why it went on to the next one. */
function before(call: PageCall | undefined, { nameOf }: PageTelling): string {
  if (!call) return ''
  return call.answer === 'cannot' ? `${nameOf(call.member)} can’t. ` : 'No answer. '
}
