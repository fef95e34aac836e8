// Whether words that were written in a case name somebody of the team: in full, so that they are locked out at once, or only
// likely, so that the case is withheld from them until somebody on it has said who is meant. Pure, and rather asks once too
// often: a namesake who waits is the smaller harm. It cannot know a nickname that is no beginning of a name.

import type { Role } from '../access/rules.ts'
import { limits } from '../limits.ts'
import { foldWord, isJoined, wordsAround } from './letters.ts'
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

const isCapital = (sign: string): boolean => sign !== sign.toLowerCase() && sign === sign.toUpperCase()

function readWords(text: string): Word[] {
  const short = text.slice(0, maxReadChars)
  let endBefore = -1
  return wordsAround(short).map(({ start, end }) => {
    const isBeside = endBefore >= 0 && /^\s+$/.test(short.slice(endBefore, start))
    endBefore = end
    const first = String.fromCodePoint(short.codePointAt(start)!)
    return { folded: foldWord(short, start, end), isCapital: isCapital(first), isBeside }
  })
}

/** A mention, made ready once for the whole team. */
type Read = { is: Mention['is']; words: Word[]; known: ReadonlySet<string>; parts: Word[][] }

const read = ({ words, is }: Mention): Read => {
  const all = readWords(words)
  const parts =
    is === 'text'
      ? []
      : words
          .slice(0, maxReadChars)
          .split(/[,;/\n()|&+]|\s(?:and|or|with)\s/iu)
          .map(readWords)
  return { is, words: all, known: new Set(all.map(({ folded }) => folded)), parts }
}

const isNoise = ({ folded }: Word): boolean => noise.has(folded) || /^\p{N}+$/u.test(folded)

/** Whether a part is somebody's whole name and nothing else, in whatever order. */
function isWhole(name: readonly string[], part: readonly Word[]): boolean {
  const said = part.filter((word) => name.includes(word.folded) || !isNoise(word)).map(({ folded }) => folded)
  return said.length === name.length && said.toSorted().join(' ') === name.toSorted().join(' ')
}

/** Two words of a name near each other, each as it is or nearly; or the whole of it run together, as in an address. */
function isAlmostIn(name: readonly string[], words: readonly Word[], known: ReadonlySet<string>): boolean {
  const joined = name.join('')
  if (joined.length > 5 && known.has(joined)) return true
  const like = [...known].filter((word) => name.some((own) => isLikeWord(own, word)))
  if (like.length === 0) return false
  const near = new Set(like)
  const hits = words.flatMap(({ folded }, at) => (near.has(folded) ? [{ folded, at }] : []))
  return hits.some((one, index) =>
    hits
      .slice(index + 1, index + 4)
      .some((other) => other.at - one.at <= 2 && areTwoOf(name, one.folded, other.folded)),
  )
}

const areTwoOf = (name: readonly string[], one: string, other: string): boolean =>
  name.some(
    (own, at) => isLikeWord(own, one) && name.some((next, to) => to !== at && isLikeWord(next, other)),
  )

/** All of a name in a row: also a name of one word, or one written without spaces. */
function isRun(name: readonly string[], words: readonly Word[]): boolean {
  if (name.join('').length < (isJoined(name.join('')) ? 2 : 4)) return false
  return words.some((_, at) => name.every((own, index) => words[at + index]?.folded === own))
}

/** A word of a name with what they are in the team: "Tomás, the coordinator". */
function isWithRole(name: readonly string[], role: Role, words: readonly Word[]): boolean {
  return words.some(({ folded }, at) => {
    if (rolesByWord[folded] !== role && !teamWords.has(folded)) return false
    return words
      .slice(Math.max(0, at - 3), at + 4)
      .some((word) => name.some((own) => own.length > 1 && own === word.folded))
  })
}

/** One word of a name by itself, where nothing says that it is another person's: "Tomás", "Tom", "T. Ibarra", not "Tomás Novák". */
function isByOneWord(name: readonly string[], part: readonly Word[]): boolean {
  const said = part.filter((word) => !isNoise(word) || name.includes(word.folded))
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
  words.every(isNoise) && words.some(({ folded }) => rolesByWord[folded] === role)

/** A name written without spaces between its words, or a piece of it: 田中さん. */
function isJoinedIn(name: string, words: readonly Word[]): boolean {
  const all = words.map(({ folded }) => folded).join('')
  return name
    .split(/\s+/u)
    .map((piece) => foldedWordsOf(piece).join(''))
    .some((piece) => isJoined(piece) && [...piece].length > 1 && all.includes(piece))
}

function namingByName(name: string, role: Role, { is, words, known, parts }: Read): Naming | undefined {
  const own = foldedWordsOf(name)
  if (own.length === 0) return undefined
  const isName = is === 'who' || is === 'listed'
  if (isName && [words, ...parts].some((part) => isWhole(own, part))) return 'full'
  if (isRun(own, words) || isAlmostIn(own, words, known) || isWithRole(own, role, words)) return 'likely'
  if (is === 'text') return undefined
  if (isJoinedIn(name, words)) return 'likely'
  return is === 'who' && parts.some((part) => isByOneWord(own, part)) ? 'likely' : undefined
}

function namingIn(mention: Read, { names, role }: Nameable): Naming | undefined {
  const namings = names.map((name) => namingByName(name, role, mention))
  if (namings.includes('full')) return 'full'
  if (namings.includes('likely')) return 'likely'
  return mention.is === 'who' && isRoleAlone(role, mention.words) ? 'likely' : undefined
}

/** Those of the team whom these words name, with how sure that is; whoever is not named is missing. */
export function findNamed<M extends Nameable>(
  mentions: readonly Mention[],
  team: readonly M[],
): Map<M, Naming> {
  const said = mentions.filter(({ words }) => words.trim() !== '').map(read)
  const named = new Map<M, Naming>()
  for (const member of team) {
    const namings = said.map((mention) => namingIn(mention, member))
    const naming = namings.includes('full') ? 'full' : namings.find((one) => one !== undefined)
    if (naming) named.set(member, naming)
  }
  return named
}
