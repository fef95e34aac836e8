// Whether words that were written in a case name somebody of the team: in full, so that they are locked out at once, or only
// likely, so that the case is withheld from them until somebody on it has said who is meant. Pure, and rather asks once too
// often: a namesake who waits is the smaller harm. It cannot know a nickname that is no beginning of a name.

import type { Role } from '../access/rules.ts'
import { limits } from '../limits.ts'
import { foldWord, isJoined, wordsAround } from './letters.ts'
import { LikeIndex } from './like-index.ts'
import { isLikeWord, likenessOf } from './like-words.ts'
import { commonWords, foldedWordsOf } from './sought.ts'

/** Somebody of the team, as they can be named. */
export type Nameable = {
  /** What they are called, and what they were called before. */
  readonly names: readonly string[]
  readonly role: Role
}

/**
 * What was written. `who`: says who did it. `listed`: what somebody else listed is called (name, alias, badge). `others`: says
 * who else was there. `text`: an account in which people may be mentioned. A single word of a name, or a role by itself, is
 * asked about only where it says who did it: many share a first name.
 */
export type Mention = { readonly words: string; readonly is: 'who' | 'listed' | 'others' | 'text' }

export type Naming = 'full' | 'likely'

/** What is looked at of one mention. */
const maxReadChars = limits.maxTextChars

const rolesByWord: Readonly<Record<string, Role>> = {
  ...{ chair: 'chair', chairs: 'chair', chairperson: 'chair', chairman: 'chair', chairwoman: 'chair' },
  ...{ coordinator: 'coordinator', coordinators: 'coordinator', ordinator: 'coordinator' },
}
/** Said of anybody who belongs to the team. */
const teamWords = new Set(
  'staff team crew volunteer volunteers helper organiser organisers organizer organizers'.split(' '),
)
/** Stand around a name and belong to nobody's. */
const noise = new Set([
  ...Object.keys(rolesByWord),
  ...teamWords,
  ...commonWords,
  ...'a an is it by our your their my mr mrs ms mx dr prof badge nr no number co i of at in on said saw named called'.split(
    ' ',
  ),
])

type Word = {
  folded: string
  /** Begins with a capital letter. */
  isCapital: boolean
  /** Only a space stands between it and the word before. */
  isBeside: boolean
}

const capitals = new Map<number, boolean>()
function isCapital(code: number): boolean {
  const before = capitals.get(code)
  if (before !== undefined) return before
  const sign = String.fromCodePoint(code)
  const is = sign !== sign.toLowerCase() && sign === sign.toUpperCase()
  capitals.set(code, is)
  return is
}

function readWords(text: string): Word[] {
  const short = text.slice(0, maxReadChars)
  let endBefore = -1
  return wordsAround(short).map(({ start, end }) => {
    const isBeside = endBefore >= 0 && start > endBefore && /^\s+$/.test(short.slice(endBefore, start))
    endBefore = end
    return { folded: foldWord(short, start, end), isCapital: isCapital(short.codePointAt(start)!), isBeside }
  })
}

/** A mention, made ready once for the whole team. */
type Read = {
  is: Mention['is']
  words: Word[]
  /** Where each word stands. */
  places: ReadonlyMap<string, readonly number[]>
  /** Where words stand that are like a word of somebody's name. */
  near: ReadonlyMap<string, readonly Place[]>
  /** Where a role is named. */
  roles: readonly number[]
  /** Whether it stands there where no spaces are written. */
  hasJoined: (piece: string) => boolean
  parts: Part[]
}
type Place = { at: number; folded: string }
/** `telling`: what is left without the small words. */
type Part = { words: Word[]; telling: number }

/** A single word of a name tells only where few stand: what is longer is an account, and so is what has more parts. */
const maxPartWords = 60
const maxParts = 100

const isNoise = ({ folded }: Word): boolean => noise.has(folded) || /^\p{N}+$/u.test(folded)
const isRoleWord = (folded: string): boolean => Object.hasOwn(rolesByWord, folded) || teamWords.has(folded)

function read({ words, is }: Mention, likes: LikeIndex): Read {
  const all = readWords(words)
  const places = new Map<string, number[]>()
  for (const [at, { folded }] of all.entries()) {
    const there = places.get(folded)
    if (there) there.push(at)
    else places.set(folded, [at])
  }
  const pieces = is === 'text' ? [] : words.slice(0, maxReadChars).split(/[,;/\n()|&+]|\s(?:and|or|with)\s/iu)
  return {
    ...{ is, words: all, places, near: nearIn(places, likes) },
    roles: all.flatMap(({ folded }, at) => (isRoleWord(folded) ? [at] : [])),
    hasJoined: joinedIn(all),
    parts: partsOf(pieces.length > 1 ? [all, ...pieces.map(readWords)] : [all]),
  }
}

/** Each piece is looked for once, however many share it. */
function joinedIn(words: readonly Word[]): (piece: string) => boolean {
  const text = words.map(({ folded }) => folded).join('')
  const known = new Map<string, boolean>()
  return (piece) => {
    const is = known.get(piece) ?? text.includes(piece)
    known.set(piece, is)
    return is
  }
}

/** Each once. */
function partsOf(pieces: readonly Word[][]): Part[] {
  const parts = new Map<string, Part>()
  for (const words of pieces) {
    if (words.length === 0 || words.length > maxPartWords) continue
    const telling = words.filter((word) => !isNoise(word)).length
    parts.set(words.map(({ folded, isCapital }) => `${folded} ${isCapital}`).join(' '), { words, telling })
    if (parts.size === maxParts) break
  }
  return [...parts.values()]
}

function nearIn(places: ReadonlyMap<string, readonly number[]>, likes: LikeIndex): Map<string, Place[]> {
  const near = new Map<string, Place[]>()
  for (const [folded, at] of places)
    for (const own of likes.of(folded)) {
      const there = near.get(own) ?? []
      for (const one of at) there.push({ at: one, folded })
      near.set(own, there)
    }
  return near
}

/** Whether a part is somebody's whole name and nothing else, in whatever order. */
function isWhole(name: readonly string[], { words, telling }: Part): boolean {
  if (telling > name.length) return false
  const said = words
    .filter((word) => name.includes(word.folded) || !isNoise(word))
    .map(({ folded }) => folded)
  return said.length === name.length && said.toSorted().join(' ') === name.toSorted().join(' ')
}

/** Two words of a name near each other, each as it is or nearly; or the whole of it run together, as in an address. */
function isAlmostIn(name: readonly string[], { places, near }: Read): boolean {
  const joined = name.join('')
  if (joined.length > 5 && places.has(joined)) return true
  if (name.filter((own) => near.has(own)).length < 2 && new Set(name).size > 1) return false
  const byPlace = new Map<number, string>()
  for (const own of name) for (const { at, folded } of near.get(own) ?? []) byPlace.set(at, folded)
  const isPair = areTwoOf(name)
  for (const [at, folded] of byPlace)
    for (const beside of [byPlace.get(at + 1), byPlace.get(at + 2)])
      if (beside !== undefined && isPair(folded, beside)) return true
  return false
}

/** @returns whether two words are like two words of the name; each pair is looked at once */
function areTwoOf(name: readonly string[]): (one: string, other: string) => boolean {
  const known = new Map<string, boolean>()
  const look = (one: string, other: string): boolean =>
    name.some(
      (own, at) => isLikeWord(own, one) && name.some((next, to) => to !== at && isLikeWord(next, other)),
    )
  return (one, other) => {
    const key = `${one} ${other}`
    const are = known.get(key) ?? look(one, other)
    known.set(key, are)
    return are
  }
}

/** All of a name in a row: also a name of one word, or one written without spaces. */
function isRun(name: readonly string[], { words, places }: Read): boolean {
  if (name.join('').length < (isJoined(name.join('')) ? 2 : 4)) return false
  if (!name.every((own) => places.has(own))) return false
  return places.get(name[0]!)!.some((at) => name.every((own, index) => words[at + index]?.folded === own))
}

/** A word of a name with what they are in the team: "Tomás, the coordinator". */
function isWithRole(name: readonly string[], role: Role, { words, places, roles }: Read): boolean {
  const own = new Set(name.filter((one) => one.length > 1 && places.has(one)))
  if (own.size === 0) return false
  return roles.some((at) => {
    const { folded } = words[at]!
    if (rolesByWord[folded] !== role && !teamWords.has(folded)) return false
    return words.slice(Math.max(0, at - 3), at + 4).some((word) => own.has(word.folded))
  })
}

/** One word of a name by itself, where nothing says that it is another person's: "Tomás", "Tom", "T. Ibarra", not "Tomás Novák". */
function isByOneWord(name: readonly string[], { words }: Part): boolean {
  const said = words.filter((word) => !isNoise(word) || name.includes(word.folded))
  const [only] = said
  if (said.length === 1 && only && isShortFor(name[0]!, only.folded)) return true
  return said.some((word, at) => {
    const own = name.findIndex((one) => one.length > 1 && likenessOf(one, word.folded) === 'sure')
    if (own < 0) return false
    const next = said[at + 1]
    const beside = [word.isBeside ? said[at - 1] : undefined, next?.isBeside ? next : undefined]
    return !beside.some((other) => other?.isCapital && !mayBeTheirs(name, own, other.folded))
  })
}

/** Whether a word beside one of a name's can be another one of it: like one, the beginning of one, or an initial. */
const mayBeTheirs = (name: readonly string[], own: number, word: string): boolean =>
  name.some((other, at) => {
    if (at === own) return false
    return isLikeWord(other, word) || isShortFor(other, word) || (word.length === 1 && other.startsWith(word))
  })

const isShortFor = (own: string, word: string): boolean => word.length > 2 && own.startsWith(word)

/** "The chair", and nothing that says which. */
const isRoleAlone = (role: Role, words: readonly Word[]): boolean =>
  words.length <= maxPartWords &&
  words.every(isNoise) &&
  words.some(({ folded }) => rolesByWord[folded] === role)

function namingByName({ own, joined }: Called, role: Role, mention: Read): Naming | undefined {
  const { is, parts, hasJoined } = mention
  if (own.length === 0) return undefined
  const isName = is === 'who' || is === 'listed'
  if (isName && parts.some((part) => isWhole(own, part))) return 'full'
  if (isRun(own, mention) || isAlmostIn(own, mention) || isWithRole(own, role, mention)) return 'likely'
  if (is === 'text') return undefined
  if (joined.some(hasJoined)) return 'likely'
  return is === 'who' && parts.some((part) => isByOneWord(own, part)) ? 'likely' : undefined
}

function namingIn(mention: Read, called: readonly Called[], role: Role): Naming | undefined {
  const namings = called.map((name) => namingByName(name, role, mention))
  if (namings.includes('full')) return 'full'
  if (namings.includes('likely')) return 'likely'
  return mention.is === 'who' && isRoleAlone(role, mention.words) ? 'likely' : undefined
}

/** A name as its words, folded, and the pieces of it that are written without spaces between words: 田中. */
type Called = { own: string[]; joined: string[] }

const toCalled = (name: string): Called => ({
  own: foldedWordsOf(name),
  joined: name
    .split(/\s+/u)
    .map((piece) => foldedWordsOf(piece).join(''))
    .filter((piece) => isJoined(piece) && [...piece].length > 1),
})

/** Those of the team whom these words name, with how sure that is; whoever is not named is missing. */
export function findNamed<M extends Nameable>(
  mentions: readonly Mention[],
  team: readonly M[],
): Map<M, Naming> {
  const called = new Map(team.map((member) => [member, member.names.map(toCalled)]))
  const likes = new LikeIndex([...called.values()].flatMap((names) => names.flatMap(({ own }) => own)))
  const said = mentions.filter(({ words }) => words.trim() !== '').map((mention) => read(mention, likes))
  const named = new Map<M, Naming>()
  for (const [member, names] of called) {
    const namings = said.map((mention) => namingIn(mention, names, member.role))
    const naming = namings.includes('full') ? 'full' : namings.find((one) => one !== undefined)
    if (naming) named.set(member, naming)
  }
  return named
}
