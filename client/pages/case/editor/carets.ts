// Other people's carets: a coloured line in the text, the name in the margin of that line, so that no word is
// ever covered; on narrow screens the name shows for two seconds after a move. Hidden from screen readers:
// "Priya and Dawit are here" at the question's heading says the same.

import { Extension } from '@tiptap/core'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Plugin } from '@tiptap/pm/state'
import { yCursorPluginKey } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import { firstNameOf } from '#shared/people/initials.ts'
import styles from './editor.module.css'
import { readInput } from './unread-input.ts'

const freshMs = 2_000
const gapPx = 6

type User = { name?: string; member?: string }

function drawCaret(user: User, colourOf: (member: string) => number): HTMLElement {
  const caret = document.createElement('span')
  caret.className = styles.caret!
  caret.setAttribute('aria-hidden', 'true')
  caret.dataset.caretOf = user.member ?? ''
  caret.style.setProperty('--c', `var(--gr-p${colourOf(user.member ?? '')})`)
  const flag = document.createElement('i')
  flag.textContent = firstNameOf(user.name ?? '')
  caret.append(flag)
  return caret
}

/** Two carets on one line set their flags side by side. */
function arrange(root: HTMLElement): void {
  const placed: { top: number; right: number }[] = []
  for (const caret of root.querySelectorAll<HTMLElement>(`.${styles.caret}`)) {
    const flag = caret.firstElementChild as HTMLElement
    const top = caret.getBoundingClientRect().top
    const beside = placed.find((one) => Math.abs(one.top - top) < 12)
    const left = beside ? beside.right + gapPx : 0
    flag.style.marginLeft = `${left}px`
    const right = left + flag.offsetWidth
    if (beside) beside.right = right
    else placed.push({ top, right })
  }
}

/** Keeps flags beside each other, and marks those that have just moved. */
const caretFlags = (awareness: Awareness) =>
  Extension.create({
    name: 'caretFlags',
    addProseMirrorPlugins: () => [
      new Plugin({
        view(view) {
          const timers = new Map<string, ReturnType<typeof setTimeout>>()
          let frame = 0
          const later = () => {
            cancelAnimationFrame(frame)
            frame = requestAnimationFrame(() => arrange(view.dom))
          }
          const mark = (member: string, isFresh: boolean) => {
            for (const caret of view.dom.querySelectorAll<HTMLElement>(`.${styles.caret}`))
              if (caret.dataset.caretOf === member) caret.toggleAttribute('data-fresh', isFresh)
          }
          const moved = ({ added, updated }: { added: number[]; updated: number[] }) => {
            for (const client of [...added, ...updated]) {
              const member = (awareness.getStates().get(client)?.user as User | undefined)?.member
              if (!member || client === awareness.clientID) continue
              clearTimeout(timers.get(member))
              requestAnimationFrame(() => mark(member, true))
              timers.set(
                member,
                setTimeout(() => mark(member, false), freshMs),
              )
            }
            later()
          }
          awareness.on('change', moved)
          window.addEventListener('resize', later)
          return {
            update: later,
            destroy() {
              awareness.off('change', moved)
              window.removeEventListener('resize', later)
              cancelAnimationFrame(frame)
              for (const timer of timers.values()) clearTimeout(timer)
            },
          }
        },
      }),
    ],
  })

/** The awareness without its 'change', to which the kit redraws at any moment, over a caret it has not read yet. */
function unheard(awareness: Awareness): Awareness {
  const isHeard = (event: string) => event !== 'change'
  return Object.assign(Object.create(awareness) as Awareness, {
    on: (event: 'update', listener: () => void) => isHeard(event) && awareness.on(event, listener),
    off: (event: 'update', listener: () => void) => isHeard(event) && awareness.off(event, listener),
  })
}

/** Draws the carets of others anew when they have moved: after what this person did is read, never in a composition. */
const movedCarets = (awareness: Awareness) =>
  Extension.create({
    name: 'movedCarets',
    addProseMirrorPlugins: () => [
      new Plugin({
        view(view) {
          let timer: ReturnType<typeof setTimeout> | undefined
          let isDue = false
          const draw = () => {
            if (!isDue || view.isDestroyed || view.composing) return
            isDue = false
            readInput(view)
            view.dispatch(view.state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }))
          }
          const later = () => {
            clearTimeout(timer)
            timer = setTimeout(draw)
          }
          const moved = (_changes: unknown, origin: unknown) => {
            if (origin === 'local') return
            isDue = true
            later()
          }
          awareness.on('change', moved)
          view.dom.addEventListener('compositionend', later)
          return {
            destroy() {
              awareness.off('change', moved)
              view.dom.removeEventListener('compositionend', later)
              clearTimeout(timer)
            },
          }
        },
      }),
    ],
  })

/** @param colourOf the presence colour (1-8) of a member */
export const carets = (awareness: Awareness, colourOf: (member: string) => number) => [
  CollaborationCaret.configure({
    provider: { awareness: unheard(awareness) },
    user: (awareness.getLocalState()?.user as Record<string, unknown> | undefined) ?? {},
    render: (user: User) => drawCaret(user, colourOf),
    selectionRender: (user: User) => ({
      class: styles.selection!,
      style: `--c: var(--gr-p${colourOf(user.member ?? '')})`,
    }),
  }),
  movedCarets(awareness),
  caretFlags(awareness),
]
