// No text costs a parser more than its length: whoever can be reached by a stranger or a member is tried with the worst
// texts there are. A new parser belongs into the list here; new fields of the API and of the live protocol are found.

import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { CodeName } from '#shared/cases/code-names.ts'
import type { PersonInCase } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf, initialsOf } from '#shared/people/initials.ts'
import { LikelyNames } from '#shared/privacy/likely-names.ts'
import { alikeAmong } from '#shared/privacy/likeness.ts'
import { findNames, maskNames, NameList } from '#shared/privacy/mask.ts'
import { findNamed } from '#shared/privacy/naming.ts'
import { isSameName } from '#shared/privacy/sought.ts'
import { UnfinishedWords } from '#shared/privacy/unfinished.ts'
import { readBlocks } from '#shared/record/blocks.ts'
import { isShowable, readText } from '#shared/record/read.ts'
import { answerValues, elements, isMarkValue, partsOf, taskValues } from '#shared/record/schema.ts'
import { sayDue } from '#shared/tasks/due-words.ts'
import { findPeople, foldName } from '#shared/tasks/mention.ts'
import { isOrder, orderAfterAll, orderBetween } from '#shared/tasks/order.ts'
import { parseQuickAdd } from '#shared/tasks/quick-add.ts'
import { sayQuickAdd } from '#shared/tasks/say-quick-add.ts'
import { asOneLine, boundRuns } from '#shared/text/bounded.ts'
import { matches } from '../client/app/palette-results.ts'
import { findListedName } from '../client/pages/case/editor/listed-names.ts'
import { partedCells } from '../client/pages/case/editor/paste.ts'
import { differenceOf } from '../client/sync/text-difference.ts'
import { readPushAddress } from '../server/notify/push/services.ts'
import { foldEmail } from '../server/people/attempt-limiter.ts'
import { wordsOfDevice } from '../server/people/device-words.ts'
import { readFieldErrors, wordIssue } from '../server/platform/field-errors.ts'
import { leastCpuMs, worstTexts } from './helpers/worst-texts.ts'

const mostMs = 20
/** Beside other work one try may take twice as long as it needs; a parser that is slow is slow in each. */
const mostTries = 100

const corvin = {
  id: 'a',
  name: 'Corvin Haldane',
  role: 'reported',
  aliases: ['Big Mike', 'Cor', 'aaa', '田田田', 'Hal Ing'],
  badge: 'KX-4411',
  memberId: null,
} as unknown as PersonInCase
const listed = [corvin, { ...corvin, name: 'Corvin Corvin Corvin', role: 'witness' as const }]
const people = ['Corvin Haldane', 'Corvin Corvin', 'A Á'].map((name, at) => ({
  id: String(at) as MemberId,
  name,
  onCase: true,
  reach: 'phone' as const,
}))
/** As many as a large event has, some of one name. */
const team = Array.from({ length: 100 }, (_, at) => ({
  names: [
    `${['Corvin', 'Amara', 'Ng', '田中', 'Kaisa'][at % 5]} ${['Haldane', 'Diallo', 'A', '太郎', 'Ober'][(at % 7) % 5]}${at % 3}`,
  ],
  role: at % 9 ? ('staff' as const) : ('coordinator' as const),
}))
const here = { now: new Date('2026-11-05T12:00:00Z'), timeZone: 'Europe/Lisbon' }
const names = new NameList(listed, 'every-part')

/** Before it, in it and behind it, as somebody types. */
function followTyping(text: string): void {
  const words = new UnfinishedWords()
  for (const now of [text, `Cor${text}`, `${text.slice(0, 99)}Co${text.slice(99)}`, text.slice(0, -1)])
    words.follow(new Map([['a', now]]), 0, names)
}

const docOf = (text: string): Y.XmlFragment => {
  const { whatHappened } = partsOf(new Y.Doc())
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  whatHappened.insert(0, [paragraph])
  return whatHappened
}
const docs = new Map<string, Y.XmlFragment>()
const recordWith = (text: string): Y.XmlFragment => {
  const doc = docs.get(text) ?? docOf(text)
  docs.set(text, doc)
  return doc
}

/** Every parser that text of others reaches. */
const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  boundRuns,
  asOneLine,
  'quick add': (text) => sayQuickAdd(parseQuickAdd(text, { ...here, people }), here),
  'quick add behind a mention': (text) => parseQuickAdd(`@corvin ${text}`, { ...here, people }),
  foldName,
  findPeople: (text) => findPeople(text, people),
  'findPeople among others': (text) => findPeople('corvin', [{ ...people[0]!, name: text }]),
  sayDue: (text) => sayDue(text, text, here.now, here.timeZone),
  'sayDue with words': (text) => sayDue('2026-11-05T12:30:00Z', text, here.now, here.timeZone),
  initialsOf,
  firstNameOf,
  findNames: (text) => findNames(text, listed, 'every-part'),
  maskNames: (text) => maskNames(text, listed),
  'a listed name': (text) => maskNames('Corvin', [{ ...corvin, name: text, aliases: [text], badge: text }]),
  isSameName: (text) => isSameName(text, text),
  alikeAmong: (text) => alikeAmong({ name: text, email: `${text}@example.org` }, listed),
  'a name that is known': (text) =>
    alikeAmong({ name: 'Corvin', email: text }, [{ name: text, aliases: [text] }]),
  'whom of the team it names': (text) => findNamed([{ words: text, is: 'who' }], team),
  'whom of the team an account names': (text) => findNamed([{ words: text, is: 'text' }], team),
  mayBecomeName: (text) => names.mayBecomeName(text),
  UnfinishedWords: followTyping,
  'UnfinishedWords, as much as is shown': (text) => followTyping(text.slice(0, limits.maxShownChars - 9)),
  LikelyNames: (text) =>
    new LikelyNames([text]).follow(new Map([['a', text.slice(0, limits.maxShownChars)]])),
  'cells that are pasted': partedCells,
  CodeName: (text) => CodeName.safeParse(text),
  order: (text) => [isOrder(text), orderBetween(text, null), orderAfterAll([{ order: text }])],
  'marks of the record': (text) => isMarkValue('link', { href: text, title: text }),
  'values of the record': (text) =>
    [taskValues, answerValues, ...Object.values(elements)].map((checks) =>
      Object.values(checks).map((check) => check(text)),
    ),
  'the record as blocks': (text) => readBlocks(recordWith(text)),
  'the record as text': (text) => [readText(recordWith(text)), isShowable(recordWith(text))],
  foldEmail,
  wordsOfDevice,
  readPushAddress: (text) => readPushAddress(text, []),
  findListedName: (text) => findListedName(text, listed),
  'the palette': (text) => [matches('Amber Heron', text), matches(text, 'amber')],
  differenceOf: (text) => differenceOf(text, text.slice(1), 5),
}

describe('[SY23] no text takes a parser longer than 20 ms', () => {
  it.each(Object.entries(parsers))('%s', (_, parse) => {
    for (const text of Object.values(worstTexts)) parse(text.slice(0, 2_000))
    const slow = Object.entries(worstTexts).flatMap(([name, text]) => {
      const ms = leastCpuMs(() => parse(text), mostTries, mostMs)
      return ms > mostMs ? [`${name}: ${ms} ms`] : []
    })
    expect(slow).toEqual([])
  })
})

const folders = ['http', 'protocol']
const files = folders.flatMap((folder) =>
  readdirSync(`shared/${folder}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `../shared/${folder}/${file}`),
)
const schemas = new Map<string, z.ZodType>()
for (const file of files)
  for (const [name, value] of Object.entries<unknown>(await import(file)))
    if (value instanceof z.ZodType) schemas.set(name, value)
    else if (name === 'asks')
      for (const [event, ask] of Object.entries(value as Record<string, z.ZodType>)) schemas.set(event, ask)

/** What is sent to us; the rest is what we answer. */
const asks = [...schemas].filter(([name]) => /Ask$|Patch$|:/.test(name))

/** Values of a shape with this text in every place of text, an object for each way it may look. */
function filledWith(schema: z.ZodType, text: string): unknown[] {
  const { def } = schema as unknown as {
    def: {
      type: string
      shape?: Record<string, z.ZodType>
      options?: z.ZodType[]
      innerType?: z.ZodType
      element?: z.ZodType
      in?: z.ZodType
      out?: z.ZodType
    }
  }
  if (def.type === 'object') {
    const fields = Object.entries(def.shape!).map(([key, part]) => [key, filledWith(part, text)] as const)
    const ways = Math.max(1, ...fields.map(([, values]) => values.length))
    return Array.from({ length: ways }, (_, way) =>
      Object.fromEntries(fields.map(([key, values]) => [key, values[way % values.length]])),
    )
  }
  if (def.type === 'union') return def.options!.flatMap((option) => filledWith(option, text))
  if (def.type === 'array') return filledWith(def.element!, text).flatMap((one) => [[one], listOf(one, text)])
  if (def.type === 'pipe') return [def.in!, def.out!].flatMap((part) => filledWith(part, text))
  if (def.innerType) return filledWith(def.innerType, text)
  return [text]
}

/** As many as a request has room for. */
const listOf = (one: unknown, text: string): unknown[] =>
  Array.from({ length: Math.ceil((256 * 1024) / (text.length + 3)) }, () => one)

describe('[SY23] no field of the API or of the live protocol', () => {
  it('finds schemas to try', () => expect(asks.length).toBeGreaterThan(20))

  it.each(asks)('of %s takes longer than 20 ms, whatever its length', (_, schema) => {
    const slow: string[] = []
    for (const [name, text] of Object.entries(worstTexts))
      for (const chars of [text.length, 50_000, 500, 120, 40])
        for (const sent of filledWith(schema, text.slice(0, chars))) {
          const ms = leastCpuMs(() => tryOne(schema, sent), mostTries, mostMs)
          if (ms > mostMs) slow.push(`${name}, ${chars}: ${ms} ms`)
        }
    expect(slow).toEqual([])
  })

  it.each(asks)('of %s is looked at before its length is known to be fit', (_, schema) =>
    expect(unboundedIn(schema, '')).toEqual([]),
  )
})

function tryOne(schema: z.ZodType, sent: unknown): void {
  const result = schema.safeParse(sent, { error: wordIssue })
  if (!result.success) readFieldErrors(result.error)
}

type Check = { _zod: { def: { check: string; abort?: boolean } } }
type Def = {
  type: string
  format?: string
  checks?: Check[]
  shape?: Record<string, z.ZodType>
  options?: z.ZodType[]
  innerType?: z.ZodType
  element?: z.ZodType
  in?: z.ZodType
}

/** The places of text whose first check is not a length that ends all further ones. */
function unboundedIn(schema: z.ZodType, at: string): string[] {
  const { def } = schema as unknown as { def: Def }
  if (def.type === 'string') {
    // What has a fixed length by its form is no longer than that, whatever is sent.
    if (['uuid', 'datetime'].includes(def.format ?? '')) return []
    const first = def.checks?.[0]?._zod.def
    return first?.check === 'max_length' && first.abort ? [] : [at]
  }
  if (def.type === 'array') {
    const first = def.checks?.[0]?._zod.def
    return first?.check === 'max_length' && first.abort ? unboundedIn(def.element!, `${at}[]`) : [at]
  }
  if (def.shape) return Object.entries(def.shape).flatMap(([key, part]) => unboundedIn(part, `${at}.${key}`))
  if (def.options) return def.options.flatMap((option) => unboundedIn(option, at))
  const inner = def.innerType ?? def.in
  return inner ? unboundedIn(inner, at) : []
}
