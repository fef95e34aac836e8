// Whom '@maria' means. Small and large letters and accents do not matter. Where more than one person fits,
// all are given: a task about a case must never go to somebody by a guess.

import type { MemberId } from '../ids.ts'
import { limits } from '../limits.ts'
import { boundRuns } from '../text/bounded.ts'
import type { Token } from './tokens.ts'

/** How somebody can be told now: on a screen that is open, on a device that rings, or only once they open Greenroom. */
export type Reach = 'screen' | 'phone' | 'later'

export type Pickable = {
  readonly id: MemberId
  readonly name: string
  /** Whether they were given this case; others get the task's line only. */
  readonly onCase: boolean
  readonly reach: Reach
  /** On the case, with its conflict question yet to answer: until then they see the task's line only. */
  readonly isAsked?: true
}

export type Who =
  | { readonly is: 'none' }
  | { readonly is: 'one'; readonly member: Pickable }
  /** Two or more, those on the case first. */
  | { readonly is: 'several'; readonly members: readonly Pickable[] }
  | { readonly is: 'unknown'; readonly typed: string }

export type Mention = { readonly who: Who; readonly first: number; readonly count: number }

const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
}

/** No name is longer, also where its letters became more in NFC. */
const mostChars = 4 * limits.maxNameChars

/** Small letters without accents; nothing but letters and digits. */
export const foldName = (text: string): string =>
  boundRuns(text.slice(0, mostChars))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[øæœßłđðþıħ]/g, (letter) => plainLetters[letter]!)
    .replace(/[^\p{L}\p{N}]/gu, '')

const namePartsOf = (name: string): string[] =>
  name
    .slice(0, mostChars)
    .split(/[\s-]+/u)
    .map(foldName)
    .filter(Boolean)

/** The name in a token that is a mention: '@maria,' gives 'maria'. Addresses (a@b.c) and @maria's are none. */
function mentioned(token: Token): string | undefined {
  const typed = /^[("'“‘]?@([\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’._-]*)[^\p{L}\p{M}\p{N}@]*$/u.exec(
    token.text,
  )?.[1]
  return typed && /['’]s$/u.test(typed) ? undefined : typed?.replace(/['’._-]+$/u, '')
}

/**
 * Finds people by what was typed after '@': the whole name, else a whole part of it, else the beginning of
 * a part. An exact fit leaves the longer names out, so that Ana can be told from Anastasia.
 */
export function findPeople(typed: string, people: readonly Pickable[]): Pickable[] {
  const wanted = foldName(typed)
  if (!wanted) return []
  const tiers: ((name: string) => boolean)[] = [
    (name) => foldName(name) === wanted,
    (name) => namePartsOf(name).includes(wanted),
    (name) => foldName(name).startsWith(wanted) || namePartsOf(name).some((part) => part.startsWith(wanted)),
  ]
  for (const matches of tiers) {
    const found = people.filter((person) => matches(person.name))
    if (found.length > 0) return found.sort((a, b) => Number(b.onCase) - Number(a.onCase))
  }
  return []
}

/** Takes in the words that follow while they spell out more of somebody's name: '@maria fontes'. */
function spelledOut(tokens: readonly Token[], first: number, typed: string, found: readonly Pickable[]) {
  let count = 1
  let left = found
  let parts = namePartsOf(typed)
  for (let next = tokens[first + 1]; next && parts.length > 0; next = tokens[first + count]) {
    const word = foldName(next.core)
    const longer = [...parts, word]
    const fitting = left.filter(({ name }) => startsAPart(namePartsOf(name), longer))
    if (!word || next.text.startsWith('@') || fitting.length === 0) break
    left = fitting
    parts = longer
    count++
  }
  return { left, count }
}

/** Whether `wanted` stands in `parts`, whole words in a row. */
const startsAPart = (parts: readonly string[], wanted: readonly string[]): boolean =>
  parts.some((_, at) => wanted.every((word, step) => parts[at + step] === word))

/** The first mention in a line; later ones are ordinary text, because a task has one owner. */
export function findMention(tokens: readonly Token[], people: readonly Pickable[]): Mention | undefined {
  for (const [first, token] of tokens.entries()) {
    const typed = mentioned(token)
    if (typed === undefined || /^\d{1,2}(:?\d\d)?([ap]m)?$/i.test(typed)) continue
    const found = findPeople(typed, people)
    const { left, count } = spelledOut(tokens, first, typed, found)
    const [one] = left
    if (!one) return { who: { is: 'unknown', typed }, first, count: 1 }
    const who: Who = left.length === 1 ? { is: 'one', member: one } : { is: 'several', members: left }
    return { who, first, count }
  }
  return undefined
}
