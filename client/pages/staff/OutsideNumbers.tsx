// The event's numbers: whom to call outside the team.

import { IconPhone } from '@tabler/icons-react'
import type { EventNumbers } from '#shared/http/first-response.ts'
import { dialled } from '../../ui/numbers.ts'
import { type PartState, ShowPart } from '../../ui/part-state.tsx'
import look from './roster.module.css'

export function OutsideNumbers({ state }: { state: PartState<EventNumbers> }) {
  return (
    <section aria-labelledby="outside-the-team">
      <h2 id="outside-the-team" className={look.heading}>
        Outside the team
      </h2>
      <ShowPart state={state} what="The numbers">
        {({ numbers }) =>
          numbers.length === 0 ? (
            <p className="meta">The event gave no numbers yet. The chair gives them in Settings.</p>
          ) : (
            <ul className={look.numbers}>
              {numbers.map(({ name, phone }) => (
                <li key={`${name} ${phone}`}>
                  <a href={dialled(phone)} className={look.number}>
                    <span>
                      <span className="sr-only">Call </span>
                      {name} <b className="num">{phone}</b>
                    </span>
                    <IconPhone size={20} stroke={1.6} aria-hidden="true" />
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </ShowPart>
    </section>
  )
}
