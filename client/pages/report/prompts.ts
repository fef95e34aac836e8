// What the event's procedure wants to know of a report, each question under the fact that it is about. Pure.

import type { Procedure } from '#shared/http/procedure.ts'
import { limits } from '#shared/limits.ts'

export const promptedFacts = ['whatHappened', 'when', 'where', 'who', 'others'] as const
export type PromptedFact = (typeof promptedFacts)[number]

/** A line under each fact that it asks for, and what is about none of them. */
export type Prompts = {
  readonly of: { readonly [F in PromptedFact]?: string }
  readonly more: readonly string[]
}

const none: Prompts = { of: {}, more: [] }
const mostMore = 12

/** In this order: "Who else was there" is about others, and "When it happened" about the time. */
const about: readonly (readonly [PromptedFact, RegExp])[] = [
  ['others', /\b(else|others?|other people|witness\w*|bystanders?|involved)\b/i],
  ['who', /\b(who|name|names|badge|looks?|appearance|reported person|harasser|offender|accused)\b/i],
  ['when', /\b(when|time|date|day)\b/i],
  ['where', /\b(where|place|location|room|venue)\b/i],
  ['whatHappened', /\b(what|behaviou?r|conduct|happened|incident)\b/i],
]

/** By the procedure that the event has put in force; Greenroom's own asks what the form asks anyway. */
export function promptsOf(procedure: Pick<Procedure, 'adopted' | 'clauses'> | undefined): Prompts {
  if (!procedure?.adopted) return none
  const items = procedure.clauses.find(({ name }) => name === 'information')?.items ?? []
  const asked = [...new Set(items.map((item) => item.slice(0, limits.maxLineChars).toWellFormed().trim()))]
  const found = asked.filter(Boolean).map((item) => ({ item, fact: factOf(item) }))
  const linesOf = (fact: PromptedFact | undefined) =>
    found.flatMap((one) => (one.fact === fact ? [one.item] : []))
  const of = Object.fromEntries(
    promptedFacts.flatMap((fact) => {
      const lines = linesOf(fact)
      return lines.length > 0 ? [[fact, lines.join('; ')]] : []
    }),
  )
  return { of, more: linesOf(undefined).slice(0, mostMore) }
}

const factOf = (item: string): PromptedFact | undefined => about.find(([, says]) => says.test(item))?.[0]
