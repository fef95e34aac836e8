// Whether somebody new is called like somebody in a case: by a word of their name, or of their address before the @. It says
// only what may be looked at; who they are is for people to say.

import { isSameName, tellingWordsOf } from './sought.ts'

export type Newcomer = { readonly name: string; readonly email: string }
export type Known = { readonly name: string; readonly aliases: readonly string[] }

/** No address is longer; no more of one is looked at. */
const mostAddressChars = 254

/** An address runs words together and puts numbers behind them: `corvin.haldane7`. */
function wordsOfAddress(email: string): string[] {
  const short = email.slice(0, mostAddressChars)
  return tellingWordsOf(short.slice(0, Math.max(0, short.lastIndexOf('@'))).replace(/[\d._+-]+/gu, ' '))
}

/** Those of the known whose name or alias shares a word with the newcomer's name or address. */
export function alikeAmong<K extends Known>(newcomer: Newcomer, known: readonly K[]): K[] {
  const words = new Set([...tellingWordsOf(newcomer.name), ...wordsOfAddress(newcomer.email)])
  const address = wordsOfAddress(newcomer.email).join('')
  return known.filter((one) =>
    [one.name, ...one.aliases].some((name) => {
      const theirs = tellingWordsOf(name)
      if (isSameName(name, newcomer.name) || theirs.some((word) => words.has(word))) return true
      return theirs.length > 1 && address.includes(theirs.join(''))
    }),
  )
}
