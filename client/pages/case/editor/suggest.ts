// '#' offers the people of the case, '@' the team. A listbox driven from the editor: arrows, Enter or Tab, Escape;
// the editor keeps the focus and names the option it stands on.

import { Extension } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'
import { PluginKey } from '@tiptap/pm/state'
import { exitSuggestion, findSuggestionMatch, Suggestion, type SuggestionProps } from '@tiptap/suggestion'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { isWhole } from '#shared/cases/damaged.ts'
import { roleWords, standInFor } from '#shared/privacy/stand-ins.ts'
import { foldName } from '#shared/tasks/mention.ts'
import type { Names, PersonHere } from '../view/names.ts'
import styles from './editor.module.css'

type Choice = { id: string; kind: 'person' | 'member'; name: string; note: string }

/** Those whose name, alias or badge has a word that begins with what was typed. */
function choices(names: Names, kind: Choice['kind'], query: string): Choice[] {
  const { people = [], members, isHidden } = names.read()
  const wanted = foldName(query)
  const fits = (...texts: (string | null)[]) =>
    !wanted ||
    texts.some((text) =>
      [text ?? '', ...(text ?? '').split(/[\s-]+/)].some((part) => foldName(part).startsWith(wanted)),
    )
  const found: Choice[] =
    kind === 'member'
      ? members.filter((one) => fits(one.name)).map(({ id, name, role }) => ({ id, kind, name, note: role }))
      : people
          .filter(isWhole)
          .filter((one) => fits(one.name, one.badge, ...one.aliases))
          .map((one) =>
            isHidden
              ? { id: one.id, kind, name: standInFor<PersonHere>(one, people), note: 'name hidden' }
              : { id: one.id, kind, name: one.name, note: roleWords[one.role] },
          )
  return found.slice(0, 8)
}

function createListbox(label: string, id: string) {
  const box = document.createElement('ul')
  box.id = id
  box.className = styles.suggestions!
  box.setAttribute('role', 'listbox')
  box.setAttribute('aria-label', label)
  let props: SuggestionProps<Choice> | undefined
  let at = 0

  const option = (choice: Choice, index: number) => {
    const item = document.createElement('li')
    item.id = `${id}-${index}`
    item.setAttribute('role', 'option')
    item.setAttribute('aria-selected', String(index === at))
    const note = document.createElement('span')
    note.textContent = choice.note
    item.append(choice.name, note)
    item.addEventListener('pointerdown', (event) => {
      event.preventDefault()
      props?.command(choice)
    })
    return item
  }
  const draw = () => {
    if (!props) return
    const dom = props.editor.view.dom
    box.replaceChildren(...props.items.map(option))
    box.hidden = props.items.length === 0
    if (box.hidden) dom.removeAttribute('aria-activedescendant')
    else dom.setAttribute('aria-activedescendant', `${id}-${at}`)
    const place = props.clientRect?.()
    if (!place) return
    box.style.left = `${Math.max(8, Math.min(place.left, window.innerWidth - box.offsetWidth - 8))}px`
    const below = place.bottom + 6
    const fitsBelow = below + box.offsetHeight < (window.visualViewport?.height ?? window.innerHeight)
    box.style.top = `${fitsBelow ? below : place.top - box.offsetHeight - 6}px`
  }
  const show = (next: SuggestionProps<Choice>) => {
    props = next
    at = Math.min(at, Math.max(0, next.items.length - 1))
    draw()
  }
  return {
    onStart(next: SuggestionProps<Choice>) {
      at = 0
      document.body.append(box)
      next.editor.view.dom.setAttribute('aria-controls', id)
      show(next)
    },
    onUpdate: show,
    onExit() {
      box.remove()
      props?.editor.view.dom.removeAttribute('aria-activedescendant')
      props?.editor.view.dom.removeAttribute('aria-controls')
      props = undefined
    },
    onKeyDown({ event }: { event: KeyboardEvent }) {
      const count = props?.items.length ?? 0
      if (!props || count === 0) return false
      if (event.key === 'ArrowDown') at = (at + 1) % count
      else if (event.key === 'ArrowUp') at = (at + count - 1) % count
      else if (event.key === 'Enter' || event.key === 'Tab') {
        props.command(props.items[at]!)
        return true
      } else return false
      draw()
      return true
    },
  }
}

const keys = { person: new PluginKey('suggest-person'), member: new PluginKey('suggest-member') }

/** Words that this person has just typed: not what comes from others, and not a caret that was moved. */
const isTyped = (transaction: Transaction): boolean =>
  transaction.docChanged && transaction.getMeta(ySyncPluginKey) === undefined

/** The signs of keyboards for other scripts, which look the same and are wider. */
const wide: Readonly<Record<string, string>> = { '@': '\uff20', '#': '\uff03' }

/** @param id unique on the page; the listboxes' ids start with it */
export const suggestNames = (names: Names, mayWrite: () => boolean, id: string) =>
  Extension.create({
    name: 'suggestNames',
    priority: 300,
    // Who goes on writing elsewhere leaves the list behind: nothing may stand over the field they are in.
    onBlur() {
      for (const key of Object.values(keys))
        if (key.getState(this.editor.state)?.active) exitSuggestion(this.editor.view, key)
    },
    addProseMirrorPlugins() {
      const offer = (char: string, kind: Choice['kind'], label: string) =>
        Suggestion<Choice, Choice>({
          editor: this.editor,
          pluginKey: keys[kind],
          char,
          // A space of any width, and the marks that a messenger puts in front of a name.
          allowedPrefixes: [' ', '(', '\u00a0', '\u3000', '\u2068', '\u200e', '\u200f'],
          allow: () => mayWrite(),
          findSuggestionMatch: (config) =>
            findSuggestionMatch(config) ?? findSuggestionMatch({ ...config, char: wide[char]! }),
          // A list that was closed opens when its word is typed on, and never by coming back to it.
          shouldShow: ({ editor, range, transaction }) => {
            const before = keys[kind].getState(editor.state)
            const isOpen =
              before?.active === true && transaction.mapping.map(before.range.from) === range.from
            return isOpen || isTyped(transaction)
          },
          items: ({ query }) => choices(names, kind, query),
          command: ({ editor, range, props }) => {
            editor
              .chain()
              .focus()
              .insertContentAt(range, [
                { type: 'mention', attrs: { id: props.id, kind: props.kind } },
                { type: 'text', text: ' ' },
              ])
              .run()
          },
          render: () => createListbox(label, `${id}-${kind}`),
        })
      return [offer('#', 'person', 'People in the case'), offer('@', 'member', 'Team')]
    },
  })
