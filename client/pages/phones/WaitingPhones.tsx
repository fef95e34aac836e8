// "Priya wants to join on a new phone": wherever the one who may let it in is in the app. The frame draws this.

import { Button } from '@mantine/core'
import { IconDeviceMobile } from '@tabler/icons-react'
import type { WaitingPhone } from '#shared/http/phones.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useLetIn, useWaitingPhones } from '../../api/phones.ts'
import { useMembersById } from '../../api/queries.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useSaidOnce } from '../../ui/use-said-once.ts'

export function WaitingPhones() {
  const { data: phones = [] } = useWaitingPhones()
  return phones.map((phone) => <Waiting key={phone.id} phone={phone} />)
}

function Waiting({ phone }: { phone: WaitingPhone }) {
  const { mutate, isPending, isError } = useLetIn()
  const name = useMembersById().get(phone.member)?.name
  const words = `${name ? firstNameOf(name) : 'Somebody of the team'} wants to join on a new phone`
  useSaidOnce(words)
  return (
    <Notice
      tone="green"
      icon={<IconDeviceMobile aria-hidden="true" />}
      action={
        <>
          <Button loading={isPending} onClick={() => mutate({ id: phone.id, isLetIn: true })}>
            Let in
          </Button>
          <Button
            variant="default"
            disabled={isPending}
            onClick={() => mutate({ id: phone.id, isLetIn: false })}
          >
            Not now
          </Button>
        </>
      }
    >
      {words}
      {isError && '. That did not work. Try again in a moment.'}
    </Notice>
  )
}
