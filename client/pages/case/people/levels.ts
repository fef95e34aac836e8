// What a member may do in a case, in words.

import type { Level } from '#shared/http/cases.ts'

export const levels: { value: Level; label: string }[] = [
  { value: 'lead', label: 'lead' },
  { value: 'write', label: 'works on it' },
  { value: 'read', label: 'can read' },
]

export const sayLevel = (level: Level): string => levels.find((one) => one.value === level)!.label
