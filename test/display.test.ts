// The room display through its own session: what is sent to the machine at the projector, and when it goes blank.

import type { KyselyPlugin, QueryId } from 'kysely'
import { io, type Socket } from 'socket.io-client'
import * as msgpack from 'socket.io-msgpack-parser'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId, TaskId } from '../shared/ids.ts'
import type { DisplayOver, DisplayState } from '../shared/protocol/display.ts'
import { addTask } from '../shared/record/edit.ts'
import { partsOf } from '../shared/record/schema.ts'
import { type Front, type House, openHouse } from './helpers/house.ts'
import { answerChecks, joinRecord, type Person, until } from './helpers/people.ts'

let house: House
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) end()
  await house.close()
})

/** A screen in the room, with everything that ever reached it. */
type Screen = {
  socket: Socket
  frames: DisplayState[]
  raw: string[]
  over: DisplayOver[]
  refused: string[]
  isLive: () => boolean
}

function openScreen(token: string): Screen {
  const socket = io(house.origin, {
    transports: ['websocket'],
    parser: msgpack,
    reconnection: false,
    forceNew: true,
    auth: { display: token },
  })
  ends.push(() => socket.disconnect())
  const screen: Screen = {
    socket,
    frames: [],
    raw: [],
    over: [],
    refused: [],
    isLive: () => socket.connected,
  }
  socket.onAny((event: string, ...given: unknown[]) => screen.raw.push(JSON.stringify([event, ...given])))
  socket.on('display:state', (state) => screen.frames.push(state))
  socket.on('display:over', (why) => screen.over.push(why))
  socket.on('connect_error', ({ message }) => screen.refused.push(message))
  return screen
}

const makeToken = async (by: Person, id: CaseId) => {
  const { status, body } = await by.ask('POST', `/api/cases/${id}/displays`)
  expect(status).toBe(201)
  return (body as { token: string }).token
}
const wordsOf = (state: DisplayState | undefined) =>
  [...(state?.whatHappened ?? []), ...(state?.whatWeDo ?? [])]
    .map(({ pieces }) => pieces.map((piece) => ('text' in piece ? piece.text : `[${piece.chip}]`)).join(''))
    .join('\n')

async function inMeeting(front: Front = {}) {
  house = await openHouse('postgres', front)
  const people = await house.people({ nkechi: 'chair', hana: 'staff', tomas: 'coordinator', dawit: 'staff' })
  const { id, codeName } = await house.report(people.hana)
  const listed = [
    { name: 'Corvin Haldane', role: 'reported', aliases: ['Big Mike'], badge: 'KX-4411' },
    { name: 'Zoë Quist', role: 'reporter' },
  ]
  const listedIds: string[] = []
  for (const one of listed) {
    const { body } = await people.nkechi.ask('POST', `/api/cases/${id}/people`, one)
    listedIds.push((body as { id: string }).id)
  }
  await answerChecks(...Object.values(people))
  await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, { place: 'Room 2.14' })
  const screen = openScreen(await makeToken(people.nkechi, id))
  await until(() => screen.frames.length > 0)
  return { ...people, id, codeName, screen, listedIds, copy: await joinRecord(people.hana, id) }
}

/** Everything of three letters and more by which somebody listed could be told. */
const telling = /cor|corv|corvi|corvin|hal|hald|halda|haldan|haldane|mik|mike|441|4411|zoë|qui|quis|quist/i

describe('[RD1] a room display', () => {
  it('is sent roles instead of names, and never the beginning of one while it is typed', {
    timeout: 30_000,
  }, async () => {
    const { screen, copy, listedIds, codeName } = await inMeeting()
    const text = new Y.XmlText()
    const paragraph = new Y.XmlElement('paragraph')
    const mention = new Y.XmlElement('mention')
    mention.setAttribute('id', listedIds[1]!)
    mention.setAttribute('kind', 'person')
    await copy.push((doc) => {
      paragraph.insert(0, [text, mention])
      partsOf(doc).whatHappened.push([paragraph])
    })
    for (const letter of 'At noon Corvin Haldane (Big Mike, 4411) left. ') {
      await copy.push(() => text.insert(text.length, letter))
      // As fast as screens are told: every letter is looked at by itself.
      await new Promise((resolve) => setTimeout(resolve, 130))
    }
    await until(() => wordsOf(screen.frames.at(-1)).includes('left. '))
    expect(wordsOf(screen.frames.at(-1))).toBe(
      'At noon [Reported person] ([Reported person], [Reported person]) left. [Reporter]',
    )
    expect(screen.frames.at(-1)!.codeName).toBe(codeName)
    expect(screen.raw.length).toBeGreaterThan(10)
    // Drawn by chance, these two may look like anything.
    const { joinCode } = screen.frames.at(-1)!.meeting!
    for (const frame of screen.raw)
      expect(frame.replace(codeName, '').replace(joinCode, '')).not.toMatch(telling)
  })

  it('[RD3] that is loaded anew in a quiet meeting is sent the whole state', async () => {
    const { nkechi, id, screen } = await inMeeting()
    const token = await makeToken(nkechi, id)
    let window = openScreen(token)
    await until(() => window.frames.length > 0)
    for (let times = 0; times < 8; times++) {
      window.socket.disconnect()
      window = openScreen(token)
      await until(() => window.frames.length > 0, 3_000)
      expect(window.frames[0]!.meeting?.place).toBe('Room 2.14')
    }
    expect(screen.isLive()).toBe(true)
  })

  it('shows tasks with who and when, masked, and says who is adding one', async () => {
    const { screen, copy, hana, tomas, id } = await inMeeting()
    await copy.push((doc) =>
      addTask(doc, {
        id: crypto.randomUUID() as TaskId,
        what: 'Talk with Corvin about the stand.',
        who: tomas.id,
        due: null,
        dueWords: 'after Zoë spoke.',
      }),
    )
    await until(() => screen.frames.at(-1)?.tasks.length === 1)
    const [task] = screen.frames.at(-1)!.tasks
    expect(task!.what).toEqual([
      { text: 'Talk with ' },
      { chip: 'Reported person' },
      { text: ' about the stand.' },
    ])
    expect(task!.dueWords).toBe('after Reporter spoke.')
    expect(task!.who?.name).toBe('Tomás')
    expect(screen.frames.at(-1)!.here.map(({ name }) => name)).toEqual(['Hana'])
    copy.socket.emit('record:presence', { case: id, question: 3, isAdding: true, place: 'room' })
    await until(() => screen.frames.at(-1)!.adding.length === 1)
    expect(screen.frames.at(-1)!.adding[0]!.name).toBe(hana.name.split(' ')[0])
    expect(screen.frames.at(-1)!.inTheRoom.map(({ name }) => name)).toEqual(['Hana'])
  })

  it('[RD5] holds back what looks like a name that nobody listed, until somebody says what it is', async () => {
    const { screen, copy, hana, nkechi, dawit, id } = await inMeeting()
    await copy.push((doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('Then Brenner met Osei in Berlin. Brenner left with Hana.')])
      partsOf(doc).whatHappened.push([paragraph])
      addTask(doc, {
        id: crypto.randomUUID() as TaskId,
        what: 'Ask Osei about it.',
        who: hana.id,
        due: null,
        dueWords: null,
      })
    })
    await until(() => wordsOf(screen.frames.at(-1)).endsWith('left with Hana.'))
    expect(wordsOf(screen.frames.at(-1))).toBe('Then … met … in …. … left with Hana.')
    expect(screen.frames.at(-1)!.tasks[0]!.what.map((piece) => 'text' in piece && piece.text)).toEqual([
      ...['Ask ', '…', ' about it.'],
    ])
    const url = `/api/cases/${id}/known-words`
    expect((await dawit.ask('POST', url, { word: 'Berlin' })).status).toBe(404)
    expect((await hana.ask('POST', url, { word: 'Berlin' })).status).toBe(204)
    await until(() => wordsOf(screen.frames.at(-1)).includes('in Berlin.'))
    const { body } = await hana.ask('GET', url)
    expect((body as { words: string[] }).words).toContain('Berlin')
    await nkechi.ask('POST', `/api/cases/${id}/people`, { name: 'Ama Osei', role: 'witness' })
    await until(() => wordsOf(screen.frames.at(-1)).includes('[Witness]'))
    expect(wordsOf(screen.frames.at(-1))).toBe('Then … met [Witness] in Berlin. … left with Hana.')
    for (const frame of screen.raw) expect(frame).not.toMatch(/brenner|osei/i)
    await nkechi.ask('PUT', `/api/cases/${id}/names-shown`, { isShown: true })
    await until(() => wordsOf(screen.frames.at(-1)).startsWith('Then Brenner met Osei'))
  })

  it('shows names only while the lead holds them shown, and the minutes say so', async () => {
    const { screen, copy, nkechi, tomas, id } = await inMeeting()
    await copy.push((doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('It was Corvin Haldane.')])
      partsOf(doc).whatHappened.push([paragraph])
    })
    await until(() => wordsOf(screen.frames.at(-1)).includes('[Reported person]'))
    const url = `/api/cases/${id}/names-shown`
    expect((await tomas.ask('PUT', url, { isShown: true })).status).toBe(404)
    expect((await nkechi.ask('PUT', url, { isShown: true })).status).toBe(204)
    await until(() => wordsOf(screen.frames.at(-1)).includes('Corvin Haldane'))
    expect(screen.frames.at(-1)!.names.shownBy).toBe('Nkechi')
    expect((await nkechi.ask('PUT', url, { isShown: false })).status).toBe(204)
    await until(() => wordsOf(screen.frames.at(-1)).includes('[Reported person]'))
    const { body } = await nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
    expect((body as { namesShown: { by: string }[] }).namesShown.map(({ by }) => by)).toEqual([nkechi.id])
  })

  it('a member who is in the case stands there as what they are in it', async () => {
    const { screen, copy, nkechi, tomas, id } = await inMeeting()
    await nkechi.ask('POST', `/api/cases/${id}/people`, {
      name: 'Tomás Ibarra',
      role: 'witness',
      memberId: tomas.id,
    })
    await copy.push((doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      const mention = new Y.XmlElement('mention')
      mention.setAttribute('id', tomas.id)
      mention.setAttribute('kind', 'member')
      paragraph.insert(0, [new Y.XmlText('Seen by '), mention])
      partsOf(doc).whatHappened.push([paragraph])
      addTask(doc, {
        id: crypto.randomUUID() as TaskId,
        what: 'Wait.',
        who: tomas.id,
        due: null,
        dueWords: null,
      })
    })
    await until(() => wordsOf(screen.frames.at(-1)).includes('Seen by [Witness]'))
    expect(screen.frames.at(-1)!.tasks.map(({ who }) => who)).toEqual([null])
    expect(JSON.stringify(screen.frames.at(-1))).not.toContain('Tomás')
  })

  it('hides them again by itself, when the lead’s device is never heard of again', async () => {
    const { screen, nkechi, id } = await inMeeting()
    await nkechi.ask('PUT', `/api/cases/${id}/names-shown`, { isShown: true })
    await until(() => screen.frames.at(-1)!.names.shownBy !== null)
    await house.db
      .updateTable('meetings')
      .set({ names_shown_until: new Date(Date.now() + 300) })
      .where('case_id', '=', id)
      .execute()
    await until(() => screen.frames.at(-1)!.names.shownBy === null)
  })

  it('goes blank with the meeting, and its token opens nothing any more', async () => {
    const { screen, nkechi, id } = await inMeeting()
    const token = await makeToken(nkechi, id)
    await nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
    await until(() => screen.over.length > 0 && !screen.isLive())
    expect(screen.over).toEqual(['meeting-ended'])
    const late = openScreen(token)
    await until(() => late.refused.length > 0)
    expect(late.refused).toEqual(['not-signed-in'])
  })

  it('ends within a second when whoever made it may not open the case any more', async () => {
    const { nkechi, dawit, id } = await inMeeting()
    await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'read' })
    await dawit.ask('POST', `/api/cases/${id}/conflict`, { answer: 'none' })
    const screen = openScreen(await makeToken(dawit, id))
    await until(() => screen.frames.length > 0)
    await nkechi.ask('DELETE', `/api/cases/${id}/access/${dawit.id}`)
    await until(() => !screen.isLive(), 1_500)
    expect(screen.over).toEqual(['not-available'])
  })

  it('may ask nothing, and is told nothing of other cases', async () => {
    const { nkechi, id, screen } = await inMeeting()
    const other = await house.report(nkechi)
    await nkechi.ask('PATCH', `/api/cases/${other.id}`, { stage: 'acting' })
    const asking = openScreen(await makeToken(nkechi, id))
    await until(asking.isLive)
    asking.socket.emit('record:join', { case: id, stateVector: Buffer.from([0]) }, () => {
      throw new Error('a display was answered')
    })
    await until(() => !asking.isLive())
    for (const frame of screen.raw) expect(frame).not.toContain(other.codeName)
  })

  it('is not sent away because it came while the others were being looked up', async () => {
    let asking: QueryId | undefined
    let meanwhile: (() => Promise<void>) | undefined
    const watching: KyselyPlugin = {
      transformQuery: ({ node, queryId }) => {
        // Which of the case's displays count: asked without any token.
        const asked = JSON.stringify(node)
        if (/"expires_at".*made_by|made_by.*"expires_at"/.test(asked) && !asked.includes('token_hash'))
          asking = queryId
        return node
      },
      transformResult: async ({ result, queryId }) => {
        if (queryId === asking && result.rows.length > 0) {
          const act = meanwhile
          meanwhile = undefined
          await act?.()
        }
        return result
      },
    }
    const { nkechi, id, screen } = await inMeeting({ watched: (db) => db.withPlugin(watching) })
    let late: Screen | undefined
    meanwhile = async () => {
      late = openScreen(await makeToken(nkechi, id))
      await until(late.isLive)
    }
    await until(() => late?.isLive())
    const before = screen.frames.length
    await nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'acting' })
    await until(() => (late?.frames.length ?? 0) > 0)
    expect([late!.isLive(), late!.over, screen.isLive(), before > 0]).toEqual([true, [], true, true])
  })

  it('one case has eight at most: the ninth is good, and the oldest is a key to nothing any more', async () => {
    const { nkechi, id, screen } = await inMeeting()
    const others: string[] = []
    for (let at = 0; at < 8; at++) others.push(await makeToken(nkechi, id))
    const newest = openScreen(others.at(-1)!)
    await until(newest.isLive)
    await nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'acting' })
    await until(() => !screen.isLive())
    const stored = await house.db.selectFrom('displays').select('id').where('case_id', '=', id).execute()
    expect(stored).toHaveLength(8)
    expect(newest.isLive()).toBe(true)
  })

  it('is nothing to somebody who may not open the case', async () => {
    const { id, dawit } = await inMeeting()
    expect((await dawit.ask('POST', `/api/cases/${id}/displays`)).status).toBe(404)
  })
})

describe('[RD1] 120 KB of words like names', () => {
  it('[SY23] show no name, and let others save meanwhile', { timeout: 60_000 }, async () => {
    const { screen, copy } = await inMeeting()
    const words = 'Corvin Cor Haldane Hald Zoë Quis Big Mike '
    const paragraphOf = (text: string) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(text)])
      return paragraph
    }
    await copy.push((doc) =>
      partsOf(doc).whatHappened.push([paragraphOf('First. '), paragraphOf(words.repeat(400))]),
    )
    await copy.push((doc) =>
      partsOf(doc).whatWeDo.push([paragraphOf(words.repeat(2_900)), paragraphOf('Last. ')]),
    )
    await until(() => screen.frames.at(-1)!.whatWeDo.length > 0)
    const begun = process.cpuUsage()
    const letters = 20
    for (let at = 0; at < letters; at++)
      await copy.push((doc) =>
        (partsOf(doc).whatHappened.get(0) as Y.XmlElement).insert(0, [new Y.XmlText('a ')]),
      )
    const { user, system } = process.cpuUsage(begun)
    expect((user + system) / 1_000 / letters).toBeLessThan(200)
    await until(() => wordsOf(screen.frames.at(-1)).startsWith('a '.repeat(letters)))
    // What no screen could hold is not shown at all.
    expect(wordsOf(screen.frames.at(-1)).endsWith('\n…')).toBe(true)
    const whole = /corvin|haldane|zoë|mike|4411/i
    expect(screen.raw.filter((frame) => whole.test(frame))).toEqual([])
  })
})

describe('[RD2] joining by the code', () => {
  it('takes those who may open the case there, however it is typed, and nobody else anywhere', async () => {
    const { nkechi, dawit, id, codeName, screen } = await inMeeting()
    const code = screen.frames.at(-1)!.meeting!.joinCode
    expect(code).toMatch(/^[2-9A-Z]{6}$/)
    const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`
    const joined = await nkechi.ask('POST', '/api/join', { code: typed })
    expect(joined.body).toEqual({ case: { id, codeName } })
    const hidden = await dawit.ask('POST', '/api/join', { code })
    const unknown = await dawit.ask('POST', '/api/join', { code: 'ZZZZZZ' })
    expect([hidden.status, unknown.status]).toEqual([404, 404])
    expect(hidden.body).toEqual(unknown.body)
    await nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
    expect((await nkechi.ask('POST', '/api/join', { code })).status).toBe(404)
  })
})
