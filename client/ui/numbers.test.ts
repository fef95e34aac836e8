import { expect, it } from 'vitest'
import type { EventNumber } from '#shared/http/first-response.ts'
import { dialled, inSentence, readNumberLines, sayNumberLines, urgentNumbers } from './numbers.ts'

it('[FR4] numbers are written one to a line, the name first; what is no number is said', () => {
  const numbers: EventNumber[] = [
    { use: 'other', name: 'Taxi', phone: '+351 555 0123' },
    { use: 'other', name: 'Night desk, hall 2', phone: '4711' },
  ]
  expect(readNumberLines('Taxi +351 555 0123\n\n Night desk, hall 2: 4711 ')).toEqual({ numbers, wrong: [] })
  expect(readNumberLines(sayNumberLines(numbers)).numbers).toEqual(numbers)
  expect(readNumberLines('Taxi\n0123').wrong).toEqual(['Taxi', '0123'])
})

it('in danger security comes first, and one number of each is enough', () => {
  const of = (use: EventNumber['use'], phone: string): EventNumber => ({ use, name: use, phone })
  const numbers = [of('emergency', '112'), of('other', '1'), of('security', '2'), of('security', '3')]
  expect(urgentNumbers(numbers).map(({ phone }) => phone)).toEqual(['2', '112'])
  expect(urgentNumbers([])).toEqual([])
})

it('dials digits, and says a name inside a sentence', () => {
  expect(dialled('+351 (555) 01-99')).toBe('tel:+3515550199')
  expect([inSentence('Venue security'), inSentence('Ngozi Eze')]).toEqual(['venue security', 'Ngozi Eze'])
})
