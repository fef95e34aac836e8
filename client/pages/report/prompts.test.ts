import { expect, test } from 'vitest'
import type { EntryId, MemberId } from '#shared/ids.ts'
import { readProcedure } from '#shared/procedure/read-procedure.ts'
import { promptsOf } from './prompts.ts'

const adopted = { id: 'v' as EntryId, by: 'm' as MemberId, at: '2026-11-05T14:20:00Z' }
const asking = (...items: string[]) => {
  const { clauses } = readProcedure(
    ['# Ours', '## What to ask', ...items.map((item) => `- ${item}`)].join('\n'),
  )
  return promptsOf({ adopted, clauses })
}

test('[PD14] each question of the procedure stands under the fact that it is about', () => {
  const { of, more } = asking(
    ...['Name or badge number of the person', 'The behaviour, in their words', 'Roughly when it happened'],
    ...['Which room or corridor', 'Other people who saw it', 'Was it on a recording?', 'Who else was there'],
  )
  expect(of).toEqual({
    who: 'Name or badge number of the person',
    whatHappened: 'The behaviour, in their words',
    when: 'Roughly when it happened',
    where: 'Which room or corridor',
    others: 'Other people who saw it; Who else was there',
  })
  expect(more).toEqual(['Was it on a recording?'])
})

test('[PD14] no question gets lost or stands twice, and Greenroom’s own asks nothing that the form does not', () => {
  const items = ['Photos', 'Photos', 'What happened', 'Their phone', 'x'.repeat(900)]
  const { of, more } = asking(...items)
  expect([...Object.values(of), ...more]).toEqual(['What happened', 'Photos', 'Their phone', 'x'.repeat(500)])
  expect(promptsOf(undefined)).toEqual({ of: {}, more: [] })
  const { clauses } = readProcedure('# What to ask\n- Who')
  expect(promptsOf({ adopted: null, clauses })).toEqual({ of: {}, more: [] })
  expect(promptsOf({ adopted, clauses: [] })).toEqual({ of: {}, more: [] })
})
