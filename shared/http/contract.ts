// What a contract of the HTTP API is: one route as server, client, OpenAPI document and access matrix know it. The contracts
// themselves are in contracts/, one a route; where each is asked stands in paths.ts.

import type { z } from 'zod'
import type { CaseAction, EventAction } from '../access/rules.ts'
import { type Method, type Operation, placeOf } from './paths.ts'
import type { ProblemKind } from './problem-kinds.ts'

/** Measures of how often something may be asked; how much each is, is the server's. */
export type ShareName =
  | 'look'
  | 'change'
  | 'report'
  | 'addition'
  | 'page'
  | 'key'
  | 'part'
  | 'door'
  | 'glance'
  | 'attendee-report'
  | 'attendee-code'

export type Terms = {
  /** One line for the OpenAPI document. */
  summary: string
  /** Members who are signed in (everybody else gets not-signed-in), or anyone. */
  who: 'members' | 'anyone'
  /** As unknown as a path that never was, until the chair has opened this. */
  whileOpen?: 'attendee-page'
  /** Refused as not-available to a role that may not do this in the event. */
  may?: EventAction
  /**
   * What a member must be allowed in the case that the path names; else it is as if there was none. `as-asked`: the server
   * asks otherwise than by levels.
   */
  right?: CaseAction | 'as-asked'
  /** Refused as needs-proof unless the password was given in the last ten minutes. */
  needsProof?: boolean
  /** Ids that do not even look like ids are answered like unknown ones: not-available. */
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** What it takes of a body; by default `limits.maxBodyBytes`. */
  maxBytes?: number
  answer?: z.ZodType
  /** Its body, or its answer, is the bytes of a file as they are: whoever handles it reads and limits them. */
  takesBytes?: true
  givesBytes?: true
  /** 200, or 204 when there is no answer schema. */
  status?: number
  /** What it refuses beside what its kind refuses anyway. */
  refuses?: readonly ProblemKind[]
  /** What it counts as: by default `look` or `change` of a member, `glance` or `door` of a stranger. `free` only where refusing would do harm. */
  share?: ShareName | 'free'
}

export type AnyContract = Terms & { operation: string; method: Method; url: string }

type Contract<O, T> = T & { operation: O; method: Method; url: string }

/** An operation that has no path, and a word that terms do not have, are mistakes: a misspelt `needsProof` would ask for none. */
type NothingElse<T> = {
  [O in keyof T]: O extends Operation ? Record<Exclude<keyof T[O], keyof Terms>, never> : never
}

/** Makes contracts, each by its operation; method and path come from the table of paths. */
export function contractsOf<const T extends { [O in Operation]?: Terms }>(
  terms: T & NothingElse<T>,
): { [O in keyof T]: Contract<O, T[O]> } {
  const made = Object.entries(terms).map(([operation, its]) => [
    operation,
    { ...(its as Terms), operation, ...placeOf(operation as Operation) },
  ])
  return Object.fromEntries(made)
}

/** The HTTP status when it is done. */
export const statusOf = ({ status, answer, givesBytes }: AnyContract): number =>
  status ?? (answer || givesBytes ? 200 : 204)

/** What the server reads out of a part of a request; undefined where the contract has no such part. */
export type Read<C, Part extends 'params' | 'query' | 'body'> =
  C extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined

/** What the server gives as an answer; nothing where the contract has none. */
export type Told<C> = C extends { answer: infer S extends z.ZodType }
  ? z.input<S>
  : C extends { givesBytes: true }
    ? Uint8Array | AsyncIterable<Uint8Array>
    : z.infer<z.ZodVoid>
