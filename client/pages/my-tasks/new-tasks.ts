// Which tasks are new for the person at this device: they arrived while the page was open, or no device of
// theirs had shown them before. Kept for the tab, and forgotten when somebody else signs in.

import { useState, useSyncExternalStore } from 'react'
import type { MyTask } from '#shared/http/tasks.ts'
import { keyOf, soonestFirst } from './task-words.ts'

type Standing = 'new' | 'known' | 'put-aside'

export class NewTasks {
  #member: string | undefined
  #standing = new Map<string, Standing>()
  #spoken = new Set<string>()
  #listeners = new Set<() => void>()
  #version = 0

  /** Everything held belongs to one member. */
  belongTo(member: string | undefined): void {
    if (member === this.#member) return
    this.#member = member
    this.#standing.clear()
    this.#spoken.clear()
    this.#changed()
  }

  /** The server said: this task was just given to me. A task given again is new again. */
  arrived(key: string): void {
    this.#standing.set(key, 'new')
    this.#spoken.delete(key)
    this.#changed()
  }

  /** Takes note of the list as it is; what no device had shown yet is new. */
  look(tasks: readonly MyTask[]): void {
    const unseen = tasks.filter((task) => !this.#standing.has(keyOf(task)))
    for (const task of unseen)
      this.#standing.set(keyOf(task), task.state === 'open' && !task.deliveredAt ? 'new' : 'known')
    if (unseen.length > 0) this.#changed()
  }

  /** "Later": it stays in the list, and is not shown over other pages any more. */
  putAside(key: string): void {
    this.#standing.set(key, 'put-aside')
    this.#changed()
  }

  /** True once for each arrival: the first time it is to be said aloud. */
  speak(key: string): boolean {
    if (this.#spoken.has(key)) return false
    this.#spoken.add(key)
    return true
  }

  isNew(task: MyTask): boolean {
    return task.state === 'open' && this.#standing.get(keyOf(task)) === 'new'
  }

  /** Whether it has been told of all of these. */
  knows(tasks: readonly MyTask[]): boolean {
    return tasks.every((task) => this.#standing.has(keyOf(task)))
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  version = (): number => this.#version

  #changed(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}

/** One for the tab: the card on My tasks and the one over other pages show the same. */
export const newTasks = new NewTasks()

/** The tasks among these that are new, renewed when that changes. */
export function useNewTasks(tasks: readonly MyTask[]): MyTask[] {
  useSyncExternalStore(newTasks.subscribe, newTasks.version)
  return tasks.filter((task) => newTasks.isNew(task))
}

/** The new task that is on the screen stays there until it is answered, however soon another that comes is due. */
export function useFirstNew(tasks: readonly MyTask[]): { first: MyTask | undefined; fresh: MyTask[] } {
  const [shown, setShown] = useState<string>()
  const fresh = soonestFirst(useNewTasks(tasks))
  const first = fresh.find((task) => keyOf(task) === shown) ?? fresh[0]
  const key = first && keyOf(first)
  if (key !== shown) setShown(key)
  return { first, fresh }
}
