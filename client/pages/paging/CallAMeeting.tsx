// "Call a meeting": everybody who may open a case is called at once. Where no case is on the screen, this asks which.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { CaseCard } from '#shared/http/cases.ts'
import { useMakePage } from '../../api/pages.ts'
import { partStateOf } from '../../api/part-state.ts'
import { casePath, useCases } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import look from './gather.module.css'

export function CallAMeeting({ onClose }: { onClose: () => void }) {
  const [, navigate] = useLocation()
  const cases = useCases()
  const make = useMakePage()
  const [failed, setFailed] = useState<string>()
  const call = (card: CaseCard | undefined) =>
    make.mutate(
      { case: card?.id },
      {
        onSuccess: () => {
          onClose()
          if (card) navigate(casePath(card.codeName))
        },
        onError: (error) => setFailed(sayNotDone('Nobody was called.', error)),
      },
    )
  const choice = { variant: 'default', fullWidth: true, disabled: make.isPending } as const
  return (
    <Dialog
      isOpen
      title="Call a meeting"
      onClose={onClose}
      actions={
        <Button variant="subtle" onClick={onClose}>
          Call nobody
        </Button>
      }
    >
      <p>
        About which case? Everybody who may open it is called at once. You come to its page: start the meeting
        there.
      </p>
      <div className={look.choices}>
        <ShowPart state={partStateOf(cases)} what="The list of cases">
          {(cards) =>
            cards
              .filter(({ stage }) => stage !== 'closed')
              .map((card) => (
                <Button key={card.id} {...choice} onClick={() => call(card)}>
                  {card.codeName}
                </Button>
              ))
          }
        </ShowPart>
        <Button {...choice} onClick={() => call(undefined)}>
          No case: chairs and coordinators
        </Button>
      </div>
      <NotDone words={failed} />
    </Dialog>
  )
}
