// Which words of names a written word is like, without comparing every word with every name: each word of a name is found under
// what it shares with those like it (like-words.ts): itself, itself without one letter, its stem.

import { isLikeWord, maxEndingLetters } from './like-words.ts'

const without = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1)

export class LikeIndex {
  readonly #found = new Map<string, Set<string>>()
  #longest = 0

  /** @param owns the words of all names, folded */
  constructor(owns: Iterable<string>) {
    for (const own of new Set(owns)) {
      this.#longest = Math.max(this.#longest, own.length)
      this.#add(own, own)
      this.#add(own.slice(0, -1), own)
      for (let at = 0; at < own.length - 1; at++) this.#add(without(own, at), own)
    }
  }

  #add(key: string, own: string): void {
    const there = this.#found.get(key)
    if (there) there.add(own)
    else this.#found.set(key, new Set([own]))
  }

  /** The words of names that this one is like. @param word folded */
  of(word: string): string[] {
    if (word.length > this.#longest + maxEndingLetters) return []
    const candidates = new Set<string>()
    const look = (key: string): void => {
      for (const own of this.#found.get(key) ?? []) candidates.add(own)
    }
    look(word)
    for (let at = 0; at < word.length; at++) look(without(word, at))
    for (let letters = 2; letters <= maxEndingLetters && letters < word.length; letters++)
      look(word.slice(0, -letters))
    return [...candidates].filter((own) => isLikeWord(own, word))
  }
}
