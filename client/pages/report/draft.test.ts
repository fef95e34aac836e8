import { describe, expect, it } from 'vitest'
import { ReportAsk } from '#shared/http/cases.ts'
import { type CaseId, type FileId, ReportId } from '#shared/ids.ts'
import { drawReportId, emptyDraft, isTouched, reportOf, whenOf } from './draft.ts'

describe('the report that a draft becomes', () => {
  it('requires nothing: an untouched form is a valid report in which nothing was asked yet', () => {
    const report = reportOf(emptyDraft, drawReportId(), undefined)
    expect(ReportAsk.parse(report)).toMatchObject({
      whatHappened: '',
      who: { missing: 'not-asked' },
      where: { missing: 'not-asked' },
    })
    expect(report).not.toHaveProperty('danger')
    expect(report).not.toHaveProperty('ongoing')
  })

  it('[RP2] joins a case that there is already, under the name that this has', () => {
    const joins = { id: '6f0e4a52-1f2b-4c6e-9a54-0c9d4d7d2a11' as CaseId, codeName: 'Amber Heron' }
    const report = reportOf({ ...emptyDraft, joins }, drawReportId(), 'Velvet Finch')
    expect(ReportAsk.parse(report).case).toBe(joins.id)
    expect(report).not.toHaveProperty('codeName')
  })

  it('[ML4] says how it came, and goes with its mail only where that was by mail', () => {
    const mail = {
      id: '0f0e4a52-1f2b-4c6e-9a54-0c9d4d7d2a11' as FileId,
      name: 'Mail.txt',
      text: '',
      isCut: false,
    }
    const brought = { ...mail, isIn: true, from: '', subject: '', attachments: [] }
    const of = (given: Partial<typeof emptyDraft>) =>
      reportOf({ ...emptyDraft, ...given }, drawReportId(), undefined)
    expect(of({})).not.toHaveProperty('way')
    expect(of({ way: 'mail', mail: brought })).toMatchObject({
      way: 'mail',
      mail: { id: mail.id, name: 'Mail.txt' },
    })
    expect(of({ way: 'letter', mail: brought })).not.toHaveProperty('mail')
  })

  it('keeps words over a reason why there are none', () => {
    const where = { words: 'Hallway B, near the coffee', missing: 'unknown' as const }
    expect(reportOf({ ...emptyDraft, where }, drawReportId(), 'Velvet Finch')).toMatchObject({
      where: 'Hallway B, near the coffee',
      codeName: 'Velvet Finch',
    })
  })

  it('says when in words beside a clock', () => {
    const when = { ...emptyDraft.when, choice: 'earlier' as const }
    expect(whenOf({ ...when, words: 'after lunch', clock: '13:30' })).toBe('after lunch, about 13:30')
    expect(whenOf({ ...when, words: 'after lunch' })).toBe('after lunch')
    expect(whenOf({ ...when, missing: 'unknown' })).toEqual({ missing: 'unknown' })
    expect(whenOf({ ...when, choice: 'now', clock: '13:21' })).toBe('13:21, just now')
  })

  it('says whether somebody has been called, where somebody may be in danger', () => {
    const called = (given: Partial<typeof emptyDraft>) =>
      reportOf({ ...emptyDraft, ...given }, drawReportId(), undefined).hasCalled
    expect(called({ isDanger: true, hasCalled: true })).toBe(true)
    expect(called({ isDanger: true })).toBe(false)
    // They called, and everybody is safe by now; or the reporter wished it.
    expect(called({ isDanger: false, hasCalled: true })).toBe(true)
    expect(called({ isDanger: false })).toBeUndefined()
  })

  it('[FR3] says whose decision a call was, and because of what', () => {
    const of = (given: Partial<typeof emptyDraft>) =>
      reportOf({ ...emptyDraft, hasCalled: true, ...given }, drawReportId(), undefined).calledDecision
    expect(of({})).toBeUndefined()
    expect(of({ calledWhose: 'team' })).toEqual({ whose: 'team', because: '' })
    const because = 'She asked for the police.'
    expect(of({ calledWhose: 'reporter', calledBecause: ` ${because} ` })).toEqual({
      ...{ whose: 'reporter', because },
    })
    expect(of({ hasCalled: false, calledWhose: 'reporter' })).toBeUndefined()
  })

  it('marks danger both ways, and leaves it out when nobody answered', () => {
    expect(reportOf({ ...emptyDraft, isDanger: false }, drawReportId(), undefined).danger).toBe(false)
    expect(reportOf({ ...emptyDraft, isDanger: true }, drawReportId(), undefined).danger).toBe(true)
  })
})

it('asks before leaving only when something was put in', () => {
  expect(isTouched(emptyDraft)).toBe(false)
  expect(isTouched({ ...emptyDraft, isDanger: true })).toBe(true)
})

it('draws ids that the server takes, never twice the same', () => {
  const ids = Array.from({ length: 200 }, drawReportId)
  for (const id of ids) expect(ReportId.safeParse(id).success).toBe(true)
  expect(new Set(ids).size).toBe(200)
})
