// The numbers to call in large type, to be read off or photographed by whoever reports. Nothing else is on it: no code name, no
// name of anybody, nothing that says what happened.

import { Button } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import type { EventNumber } from '#shared/http/first-response.ts'
import look from './numbers-card.module.css'

export function NumbersCard({ numbers, onClose }: { numbers: readonly EventNumber[]; onClose: () => void }) {
  const id = useId()
  const card = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    card.current?.showModal()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog ref={card} className={look.card} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>If you need somebody</h2>
      <dl>
        {numbers.map(({ name, phone }) => (
          <div key={`${name} ${phone}`}>
            <dt>{name}</dt>
            <dd className="num">{phone}</dd>
          </div>
        ))}
      </dl>
      <Button variant="default" onClick={() => card.current?.close()}>
        Close
      </Button>
    </dialog>
  )
}
