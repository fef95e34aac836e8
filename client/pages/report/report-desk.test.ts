import { describe, expect, it } from 'vitest'
import type { ReportAnswer, ReportAsk } from '#shared/http/cases.ts'
import { ApiProblem } from '../../api/ask.ts'
import { ReportDesk } from './report-desk.ts'

const answer = { report: { id: 'r' }, case: { id: 'c', codeName: 'Velvet Finch' } } as unknown as ReportAnswer
const offline = new ApiProblem(0, 'offline', 'No network. Nothing was sent.')

/** Dawit at a desk whose network does what the test says. */
function desk(network: { fails?: ApiProblem; isOnline?: boolean; isCut?: boolean } = {}) {
  const sent: ReportAsk[] = []
  const handed: boolean[] = []
  const server = { knows: 'dawit' }
  const one = new ReportDesk({
    send: async (report) => {
      sent.push(report)
      if (network.fails) throw network.fails
      return answer
    },
    reserve: async () => ['Velvet Finch', 'Quiet Maple', 'Cedar Lark'],
    isOnline: () => network.isOnline ?? true,
    whoIsHere: async () => {
      if (network.isCut) throw offline
      return server.knows
    },
    keepHanded: (isHanded) => handed.push(isHanded),
  })
  one.isHere('dawit')
  return { one, sent, handed, network, server }
}

describe('[C3] a report on its way', () => {
  it('is sent once, under the id it was begun with, however often it is tried', async () => {
    const { one, sent, network } = desk({ fails: offline })
    one.edit({ whatHappened: 'He took photos of her from behind.' })
    await one.send()
    expect(one.state().phase).toEqual({ is: 'unsure' })
    network.fails = undefined
    await one.retry()
    await one.retry()
    expect(one.state().phase).toMatchObject({ is: 'sent', codeName: 'Velvet Finch' })
    expect(sent).toHaveLength(2)
    expect(sent[0]).toEqual(sent[1])
  })

  it('is kept as possibly sent before it leaves: a page that is loaded meanwhile learns from the server that it was', async () => {
    const kept: unknown[] = []
    const leaving = new ReportDesk({
      send: async () => {
        kept.push('sent')
        return answer
      },
      keepFirst: async () => void kept.push(leaving.toKeep()?.phase),
      reserve: async () => ['Velvet Finch'],
      isOnline: () => true,
      whoIsHere: async () => 'dawit',
    })
    leaving.isHere('dawit')
    leaving.edit({ whatHappened: 'He took photos of her from behind.' })
    await leaving.send()
    expect(kept).toEqual(['unsure', 'sent'])
  })

  it('keeps every word when it fails, and freezes them while it is not known whether they arrived', async () => {
    const { one } = desk({ fails: offline })
    one.edit({ whatHappened: 'He took photos of her from behind.' })
    await one.send()
    one.edit({ whatHappened: 'other words' })
    expect(one.state().draft.whatHappened).toBe('He took photos of her from behind.')
  })

  it('[DG4] pages with it, also when it waited and over a reload; not once it says that nobody is in danger', async () => {
    const { one, sent, network } = desk({ isOnline: false })
    one.edit({ isDanger: true })
    await one.send(true)
    const kept = one.toKeep()!
    expect([one.state().phase.is, kept.pages]).toEqual(['queued', true])
    const { one: after, sent: sentAfter } = desk()
    after.restore(kept)
    await expect.poll(() => sentAfter).toMatchObject([{ id: kept.id, danger: true, pages: true }])
    one.edit({ isDanger: false })
    network.isOnline = true
    await one.retry()
    expect(sent).toHaveLength(1)
    expect(sent[0]).not.toHaveProperty('pages')
  })

  it('waits a moment where the server asks for one, open to change, and is sent by itself', async () => {
    const { one, sent, network } = desk({ fails: new ApiProblem(429, 'too-fast', 'A moment.') })
    one.edit({ whatHappened: 'He took photos' })
    await one.send()
    expect(one.state().phase).toEqual({ is: 'queued', isTooFast: true })
    one.edit({ whatHappened: 'He took photos of her from behind.' })
    await one.retry()
    network.fails = undefined
    await one.retry()
    expect(one.state().phase).toMatchObject({ is: 'sent' })
    expect(sent.at(-1)).toMatchObject({ whatHappened: 'He took photos of her from behind.' })
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
  })

  it('stays frozen where an earlier try may have arrived, whatever is said to the next one', async () => {
    const { one, network } = desk({ fails: offline })
    one.edit({ whatHappened: 'He took photos' })
    await one.send()
    network.fails = new ApiProblem(429, 'too-fast', 'A moment.')
    await one.retry()
    expect(one.state().phase).toEqual({ is: 'unsure' })
  })

  it('stays open to change while it has never left the device', async () => {
    const { one, sent, network } = desk({ isOnline: false })
    one.edit({ whatHappened: 'He took photos' })
    await one.send()
    expect(one.state().phase).toEqual({ is: 'queued' })
    one.edit({ whatHappened: 'He took photos of her from behind.' })
    network.isOnline = true
    await one.retry()
    expect(sent.map((report) => report.whatHappened)).toEqual(['He took photos of her from behind.'])
  })

  it('opens again with the sentence of the server when it was refused', async () => {
    const fields = { whatHappened: 'This is too long: at most 50,000 characters.' }
    const { one } = desk({ fails: new ApiProblem(400, 'bad-request', 'Not right', fields) })
    one.edit({ whatHappened: 'x' })
    await one.send()
    expect(one.state().phase).toEqual({
      is: 'writing',
      problem: 'Not sent. This is too long: at most 50,000 characters.',
    })
  })

  it('sends nothing while nothing was put in', async () => {
    const { one, sent } = desk()
    await one.send()
    expect(sent).toHaveLength(0)
    expect(one.state().phase).toMatchObject({ problem: 'There is nothing to send yet.' })
  })
})

describe('[C3] a report that waits', () => {
  const words = { whatHappened: 'He took photos of her from behind.' }

  for (const waits of ['queued', 'unsure'] as const)
    it(`is ${waits}: it is never sent under the next member`, async () => {
      const { one, sent, network, server } = desk(
        waits === 'queued' ? { isOnline: false } : { fails: offline },
      )
      one.edit(words)
      await one.send()
      expect(one.state().phase).toEqual({ is: waits })
      const tries = sent.length
      Object.assign(network, { isOnline: true, fails: undefined })
      one.isHere(undefined)
      await one.retry()
      server.knows = 'priya'
      one.isHere('priya')
      await one.retry()
      expect(sent).toHaveLength(tries)
      expect(one.isAtRisk()).toBe(false)
    })

  it('waits while its writer is away, and goes out when they are back', async () => {
    const { one, sent, network } = desk({ isOnline: false })
    one.edit(words)
    await one.send()
    network.isOnline = true
    one.isHere(undefined)
    await one.retry()
    expect(sent).toHaveLength(0)
    expect(one.isAtRisk()).toBe(true)
    one.isHere('dawit')
    await one.retry()
    expect(sent.map((report) => report.whatHappened)).toEqual([words.whatHappened])
  })

  it('stays where it is when another tab has signed somebody else in', async () => {
    const { one, sent, network, server } = desk({ isOnline: false })
    one.edit(words)
    await one.send()
    network.isOnline = true
    server.knows = 'priya'
    await one.retry()
    expect(one.state().phase).toEqual({ is: 'queued' })
    server.knows = 'dawit'
    await one.retry()
    expect(sent).toHaveLength(1)
  })

  it('says so when it was just to be sent, and keeps the words', async () => {
    const { one, sent, server } = desk()
    server.knows = 'priya'
    one.edit(words)
    await one.send()
    expect(one.state().phase).toEqual({
      is: 'writing',
      problem: 'Not sent. Somebody else signed in here. Sign in again to send it.',
    })
    expect(one.state().draft.whatHappened).toBe(words.whatHappened)
    expect(sent).toHaveLength(0)
  })

  it('stays open to change while nothing of it has left the device', async () => {
    const { one, sent } = desk({ isCut: true })
    one.edit(words)
    await one.send()
    expect(one.state().phase).toEqual({ is: 'queued' })
    expect(sent).toHaveLength(0)
  })

  it('is gone with its writer who signs out, and so is the handed-over phone', async () => {
    const { one, sent, handed, network } = desk({ isOnline: false })
    one.edit(words)
    await one.send()
    one.hand()
    one.forget()
    network.isOnline = true
    await one.retry()
    expect(one.isAtRisk()).toBe(false)
    expect(one.state().handed).toBeNull()
    expect(handed).toEqual([true, false])
    expect(sent).toHaveLength(0)
  })
})

describe('what is written at this device', () => {
  it('is never shown to the next person who signs in', () => {
    const { one } = desk()
    one.edit({ whatHappened: 'He took photos of her from behind.' })
    one.isHere('dawit')
    expect(one.isAtRisk()).toBe(true)
    one.isHere('priya')
    expect(one.state().draft.whatHappened).toBe('')
  })

  it('has a code name from the start, and the next report another one', async () => {
    const { one } = desk()
    await one.nameIt()
    expect(one.state().codeName).toBe('Velvet Finch')
    one.edit({ isDanger: false })
    await one.send()
    one.clear()
    await one.nameIt()
    expect(one.state().codeName).toBe('Quiet Maple')
  })

  it('takes in what the reporter wrote themself, in their own words', () => {
    const { one, handed } = desk()
    one.edit({ whatHappened: 'She came to the desk at 13:20.', isVerbatim: false })
    one.hand()
    one.writeHanded('He would not delete them.')
    one.takeBack()
    expect(one.state().draft).toMatchObject({
      whatHappened: 'She came to the desk at 13:20.\n\nHe would not delete them.',
      isVerbatim: true,
    })
    expect(handed).toEqual([true, false])
  })
})

describe('[UP3] what the service worker has sent', () => {
  it('is kept with what is to be sent, and comes back as sent, with its time', async () => {
    const { one } = desk({ isOnline: false })
    one.edit({ whatHappened: 'He took photos of her from behind.' })
    expect(one.toKeep()).not.toHaveProperty('ask')
    await one.send()
    const kept = one.toKeep()!
    expect(kept.ask).toMatchObject({ id: kept.id, whatHappened: 'He took photos of her from behind.' })
    const { one: next, sent } = desk()
    expect(next.restore({ ...kept, phase: 'unsure', sent: { at: '2026-11-05T22:10:00.000Z', answer } })).toBe(
      true,
    )
    expect(next.state().phase).toMatchObject({
      is: 'sent',
      isBySelf: true,
      at: new Date('2026-11-05T22:10:00.000Z'),
    })
    expect(next.toKeep()).toBeUndefined()
    expect(sent).toEqual([])
  })
})

describe('[FR1] the ticks of the first-response card', () => {
  const ticksOf = (report: ReportAsk | undefined) => report?.ticks?.map(({ what }) => what)

  it('are kept with the report before a word of it is written, and go with it; alone they are nothing to send', async () => {
    const { one, sent } = desk()
    one.tick('Sit down')
    one.tick('Ask who')
    one.untick('Ask who')
    expect(one.toKeep()?.draft.ticks).toMatchObject([{ what: 'Sit down', at: expect.any(String) }])
    await one.send()
    expect([sent, one.state().phase.is]).toEqual([[], 'writing'])
    one.edit({ whatHappened: 'He took photos of her.' })
    await one.send()
    expect(ticksOf(sent[0])).toEqual(['Sit down'])
  })

  it('are there again after a reload under the ids that they were drawn with, also beside what a former version kept', () => {
    const { one } = desk()
    one.tick('Sit down')
    const kept = one.toKeep()!
    const again = desk().one
    expect(again.restore(JSON.parse(JSON.stringify(kept)))).toBe(true)
    expect(again.state().draft.ticks).toEqual(kept.draft.ticks)
    const { ticks: _, calledWhose: __, calledBecause: ___, ...former } = kept.draft
    const older = desk().one
    expect(older.restore({ ...kept, draft: former as typeof kept.draft })).toBe(true)
    expect(older.state().draft).toMatchObject({ ticks: [], calledWhose: null })
  })

  it('made while nobody knows whether the report has arrived go with it again, and those that may have are not undone', async () => {
    const { one, sent, network } = desk({ fails: offline })
    one.edit({ whatHappened: 'He took photos of her.' })
    one.tick('Sit down')
    await one.send()
    one.untick('Sit down')
    one.tick('Ask who')
    network.fails = undefined
    await one.retry()
    expect([ticksOf(sent[0]), ticksOf(sent[1])]).toEqual([['Sit down'], ['Sit down', 'Ask who']])
    expect(sent[1]!.ticks![0]).toEqual(sent[0]!.ticks![0])
    expect(one.state().phase.is).toBe('sent')
  })

  it('made while it is on its way make it go once more', async () => {
    const sent: ReportAsk[] = []
    const one = new ReportDesk({
      send: async (report) => {
        sent.push(report)
        if (sent.length === 1) one.tick('Ask who')
        return answer
      },
      reserve: async () => ['Velvet Finch'],
      isOnline: () => true,
      whoIsHere: async () => 'dawit',
    })
    one.isHere('dawit')
    one.edit({ whatHappened: 'He took photos of her.' })
    await one.send()
    expect(sent.map(ticksOf)).toEqual([undefined, ['Ask who']])
    expect(one.state().phase.is).toBe('sent')
  })

  it('are gone with whoever made them', () => {
    const { one } = desk()
    one.tick('Sit down')
    one.isHere('hana')
    expect(one.state().draft.ticks).toEqual([])
  })
})
