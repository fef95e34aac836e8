// The numbers to call, as screens say them. Pure.

import type { EventNumber } from '#shared/http/first-response.ts'

export const securityName = 'Venue security'
export const emergencyName = 'Police and ambulance'
export const teamName = 'Our team'

/** Those for when somebody may be in danger: security first, then the police; one of each at most. */
export const urgentNumbers = (numbers: readonly EventNumber[]): EventNumber[] =>
  (['security', 'emergency'] as const).flatMap((use) => numbers.find((one) => one.use === use) ?? [])

/** "Call venue security": what stands for itself with a capital, inside a sentence. */
export const inSentence = (name: string): string =>
  [securityName, emergencyName, teamName].includes(name) ? name[0]!.toLowerCase() + name.slice(1) : name

/** `+351 555 0199` as it is dialled. */
export const dialled = (phone: string): string => `tel:${phone.replaceAll(/[^+0-9]/g, '')}`

/** Numbers written one to a line, the name first: "Taxi +351 555 0123", "Night desk: 4711". */
export function readNumberLines(text: string): { numbers: EventNumber[]; wrong: string[] } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const numbers: EventNumber[] = []
  const wrong: string[] = []
  for (const line of lines) {
    const [, name, phone] = /^(.{0,200}?)[\s:,]+(\+?[0-9][0-9 ()./-]{1,39})$/u.exec(line.slice(0, 260)) ?? []
    if (name && phone) numbers.push({ use: 'other', name: name.trim(), phone: phone.trim() })
    else wrong.push(line)
  }
  return { numbers, wrong }
}

export const sayNumberLines = (numbers: readonly EventNumber[]): string =>
  numbers.map(({ name, phone }) => `${name}: ${phone}`).join('\n')
