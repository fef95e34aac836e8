// Ctrl/⌘ K: a field and the list of what it finds. The focus stays in the field; the arrows move through the list.

import { IconArrowRight, IconFolder, IconSearch, IconUser } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { KeyHint } from '../ui/KeyHint.tsx'
import { roleTitles } from '../ui/role-titles.ts'
import { stageTitles } from '../ui/stage-titles.ts'
import look from './Palette.module.css'
import type { Result } from './palette-results.ts'
import { findResults } from './palette-results.ts'
import { usePaletteSources } from './palette-sources.ts'

export function Palette({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { sources, choose } = usePaletteSources()
  const groups = findResults(typed, sources)
  const results = groups.flatMap((group) => group.results)
  const active = results[Math.min(at, results.length - 1)]
  const optionId = (result: Result) => `${id}-${result.kind}-${result.id}`

  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])

  useEffect(() => {
    if (active) document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' })
  })

  const take = (result: Result | undefined) => {
    if (!result) return
    onClose()
    // After the focus has gone back to the opener, so that the new screen can take it.
    setTimeout(() => choose(result))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && results.length > 0) {
      event.preventDefault()
      setAt((Math.min(at, results.length - 1) + step + results.length) % results.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      take(active)
    }
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the box closes it; the key for that is Escape
    <dialog
      ref={dialog}
      className={look.dialog}
      aria-label="Find or do anything"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={look.box}>
        <div className={look.field}>
          <IconSearch size={20} stroke={1.6} aria-hidden="true" />
          <input
            autoFocus
            role="combobox"
            aria-label="Find or do anything"
            aria-expanded="true"
            aria-controls={`${id}-results`}
            aria-autocomplete="list"
            aria-activedescendant={active && optionId(active)}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
          <KeyHint keys="Esc" />
        </div>
        <div role="listbox" id={`${id}-results`} aria-label="Results" className={look.results}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
            <div role="group" aria-label={group.title} key={group.title}>
              <p className={look.group} aria-hidden="true">
                {group.title}
              </p>
              {group.results.map((result) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: keys go to the combobox
                <div
                  key={optionId(result)}
                  id={optionId(result)}
                  role="option"
                  aria-description={sideOf(result)}
                  aria-selected={result === active}
                  className={look.option}
                  onClick={() => take(result)}
                >
                  <OptionLine result={result} typed={typed} />
                </div>
              ))}
            </div>
          ))}
          {results.length === 0 && <p className={look.none}>Nothing with these words.</p>}
        </div>
        <p className={look.foot}>Searches code names, staff and commands. It never searches record text.</p>
      </div>
    </dialog>
  )
}

const sideOf = (result: Result): string | undefined => {
  if (result.kind === 'case') return stageTitles[result.card.stage]
  return result.kind === 'member' ? roleTitles[result.member.role] : result.command.keys
}

const icons = { case: IconFolder, member: IconUser, command: IconArrowRight } as const

function OptionLine({ result, typed }: { result: Result; typed: string }) {
  const Icon = icons[result.kind]
  const side = sideOf(result)
  return (
    <>
      <Icon size={20} stroke={1.6} aria-hidden="true" />
      <span className={result.kind === 'case' ? look.code : undefined}>
        <Lit label={result.label} typed={typed} />
      </span>
      {side && (
        // The option is called by its label alone; this is its description.
        <span className={look.side} aria-hidden="true">
          {result.kind === 'command' ? <KeyHint keys={side} /> : side}
        </span>
      )}
    </>
  )
}

/** The beginning that was typed, underlined. */
function Lit({ label, typed }: { label: string; typed: string }) {
  const start = typed.trim()
  if (!start || !label.toLowerCase().startsWith(start.toLowerCase())) return label
  return (
    <>
      <mark className={look.lit}>{label.slice(0, start.length)}</mark>
      {label.slice(start.length)}
    </>
  )
}
